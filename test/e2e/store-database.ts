/** A real PostgreSQL for one test's central store. */
import pg from 'pg';
import { migrated, OWNER, STORE } from '../central-store/in-process.ts';
import { postgresFolder, startPostgres } from '../central-store/postgres.ts';

export interface StoreDatabase {
  /** As the store logs in. */
  readonly url: string;
  /** Rows as the superuser sees them, past the store and its row-level security. */
  readonly rows: (sql: string, values?: readonly string[]) => Promise<readonly Record<string, unknown>[]>;
  readonly stop: () => void;
}

/** A real PostgreSQL, migrated; null on a machine without one. */
export async function startDatabase(): Promise<StoreDatabase | null> {
  const bin = postgresFolder();
  if (bin === null) return null;
  const on = startPostgres(bin);
  on.sql(`create role ${OWNER} login; create role ${STORE} login;`);
  const name = await migrated(on);
  return {
    url: on.url(STORE, name),
    rows: async (sql, values = []) => {
      const client = new pg.Client({ connectionString: on.url('postgres', name) });
      await client.connect();
      try {
        return (await client.query(sql, [...values])).rows as Record<string, unknown>[];
      } finally {
        await client.end();
      }
    },
    stop: on.stop,
  };
}
