/** Brings the tables to what this program needs: each migration once, all or none, one process at a time. */
import { createHash } from 'node:crypto';
import type { Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import type { Migration } from './migrations/all.ts';
import { MIGRATIONS } from './migrations/all.ts';
import type { Query, Row } from './port.ts';

/** Of advisory locks, this program's own: "bwik". */
export const LOCK_CLASS = 0x62_77_69_6b;
const MIGRATING = 1;

const checksumOf = ({ sql }: Migration): string => createHash('sha256').update(sql).digest('hex');

const SETUP = `
create schema if not exists bailiwick;
create table if not exists bailiwick.migration (
  name text primary key,
  checksum text not null,
  applied_at timestamptz not null default now()
);`;

/** What was run must be what this program would have run. Codes: MIGRATION_CHANGED, MIGRATION_UNKNOWN. */
function pendingAfter(applied: readonly Row[], known: readonly Migration[]): Result<readonly Migration[]> {
  for (const [at, { name, checksum }] of applied.entries()) {
    const migration = known[at];
    if (migration === undefined || migration.name !== name) {
      const message = `The database has had ${String(name)}, which this version does not know. Run the newer version of the store.`;
      return refuse(codedError('MIGRATION_UNKNOWN', message));
    }
    if (checksumOf(migration) !== checksum) {
      const message = `${String(name)} was run in another wording than this version has. Restore the database, or rebuild it from the store's folder.`;
      return refuse(codedError('MIGRATION_CHANGED', message));
    }
  }
  return ok(known.slice(applied.length));
}

const APPLIED = 'select name, checksum from bailiwick.migration order by name';

/** To be called within a transaction. Answers the names of what was run. */
export async function migrate(
  tx: Query,
  known: readonly Migration[] = MIGRATIONS,
): Promise<Result<readonly string[]>> {
  await tx.query(`select pg_advisory_xact_lock(${LOCK_CLASS}, ${MIGRATING})`);
  for (const statement of SETUP.split(/;$/m)) if (statement.trim() !== '') await tx.query(statement);
  const pending = pendingAfter(await tx.query(APPLIED), known);
  if (!pending.ok) return pending;
  for (const migration of pending.value) {
    await tx.query(migration.sql);
    await tx.query('insert into bailiwick.migration (name, checksum) values ($1, $2)', [
      migration.name,
      checksumOf(migration),
    ]);
  }
  return ok(pending.value.map(({ name }) => name));
}

/** What the store's own login may do: read and write rows, and see which migrations were run. Nothing else. */
export async function grantTo(tx: Query, role: string): Promise<void> {
  const name = `"${role.replaceAll('"', '""')}"`;
  await tx.query(`grant usage on schema bailiwick to ${name}`);
  await tx.query(`grant select, insert, update, delete on all tables in schema bailiwick to ${name}`);
  await tx.query(`revoke insert, update, delete on bailiwick.migration from ${name}`);
}

/** Codes: MIGRATION_NEEDED, MIGRATION_CHANGED, MIGRATION_UNKNOWN. */
export async function demandMigrated(
  query: Query,
  known: readonly Migration[] = MIGRATIONS,
): Promise<Result<true>> {
  const [there] = await query.query(`select to_regclass('bailiwick.migration') is not null as there`);
  const pending = pendingAfter(there?.['there'] === true ? await query.query(APPLIED) : [], known);
  if (!pending.ok) return pending;
  if (pending.value.length === 0) return ok(true);
  const message = `The database lacks ${pending.value[0]?.name}. Run "npm run store -- migrate" with the owner's DATABASE_URL.`;
  return refuse(codedError('MIGRATION_NEEDED', message));
}
