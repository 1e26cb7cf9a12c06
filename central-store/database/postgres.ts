/** PostgreSQL by `DATABASE_URL`, through a pool, with a connection of its own for the lock. */
import pg from 'pg';
import type { TenantId } from '../../domain/brand.ts';
import type { Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import { demandMigrated, grantTo, LOCK_CLASS, migrate } from './migrate.ts';
import type { Database, Query } from './port.ts';
import { demandWeakRole } from './weak-role.ts';

const SERVING = 2;
const CONNECT_MS = 10_000;
const STATEMENT_MS = 60_000;

const asQuery = (client: pg.ClientBase): Query => ({
  query: async (sql, parameters) =>
    (await client.query(sql, parameters === undefined ? undefined : [...parameters])).rows as never,
});

export interface PostgresOptions {
  readonly url: string;
  readonly connections: number;
  /** Another process may take the lock from now on: this one must stop at once. */
  readonly onLockLost: () => void;
}

/** Codes: DATABASE_UNREACHABLE, ROLE_TOO_STRONG, STORE_RUNNING, MIGRATION_*. */
export async function openPostgres(options: PostgresOptions): Promise<Result<Database>> {
  const lock = new pg.Client({ connectionString: options.url, connectionTimeoutMillis: CONNECT_MS });
  try {
    await lock.connect();
  } catch (cause) {
    return unreachable(cause);
  }
  const fit = await demandFit(asQuery(lock));
  if (!fit.ok) {
    await lock.end();
    return fit;
  }
  let closing = false;
  lock.on('error', () => undefined);
  lock.on('end', () => {
    if (!closing) options.onLockLost();
  });
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.connections,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: STATEMENT_MS,
  });
  // An idle connection that breaks is replaced when it is next needed.
  pool.on('error', () => undefined);
  return ok({
    kind: 'postgres',
    transaction: (tenant, body) => inTransaction(pool, tenant, body),
    close: async () => {
      closing = true;
      await pool.end();
      await lock.end();
    },
  });
}

const unreachable = (cause: unknown) =>
  refuse(
    codedError(
      'DATABASE_UNREACHABLE',
      `The database of DATABASE_URL cannot be used: ${cause instanceof Error ? cause.message : String(cause)}.`,
    ),
  );

async function demandFit(query: Query): Promise<Result<true>> {
  const weak = await demandWeakRole(query);
  if (!weak.ok) return weak;
  const migrated = await demandMigrated(query);
  if (!migrated.ok) return migrated;
  const [got] = await query.query(`select pg_try_advisory_lock(${LOCK_CLASS}, ${SERVING}) as mine`);
  if (got?.['mine'] === true) return ok(true);
  const message = 'Another store already serves this database. Stop it, or name another database.';
  return refuse(codedError('STORE_RUNNING', message));
}

/**
 * The commit is not waited for on the database's disk: the bytes are in the store's folder by then, and rows a power cut
 * takes are indexed again from them.
 */
async function inTransaction<T>(
  pool: pg.Pool,
  tenant: TenantId,
  body: (tx: Query) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    await client.query(
      `select set_config('bailiwick.tenant', $1, true), set_config('synchronous_commit', 'off', true)`,
      [tenant],
    );
    const result = await body(asQuery(client));
    await client.query('commit');
    return result;
  } catch (cause) {
    await client.query('rollback').catch((fault: Error) => (broken = fault));
    throw cause;
  } finally {
    client.release(broken);
  }
}

/** As the owner of the tables; `role` is the store's own login. Codes: DATABASE_UNREACHABLE, MIGRATION_*, ROLE_UNKNOWN. */
export async function migratePostgres(url: string, role: string): Promise<Result<readonly string[]>> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS });
  try {
    await client.connect();
    const query = asQuery(client);
    const [there] = await query.query('select 1 from pg_roles where rolname = $1', [role]);
    if (there === undefined) {
      const message = `There is no role ${role}. Make it first (docs/operating.md, "Roles").`;
      return refuse(codedError('ROLE_UNKNOWN', message));
    }
    await client.query('begin');
    const done = await migrate(query);
    if (done.ok) await grantTo(query, role);
    await client.query(done.ok ? 'commit' : 'rollback');
    return done;
  } catch (cause) {
    return unreachable(cause);
  } finally {
    await client.end().catch(() => undefined);
  }
}
