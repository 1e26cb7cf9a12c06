/** Whoever comes from an earlier store: its tables are brought to those of now, and what they say stays. */
import { afterAll, describe, expect, test } from 'vitest';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { openEmbedded } from '../../central-store/database/embedded.ts';
import { grantTo, migrate } from '../../central-store/database/migrate.ts';
import { MIGRATIONS } from '../../central-store/database/migrations/all.ts';
import type { Database, Query } from '../../central-store/database/port.ts';
import { migratePostgres } from '../../central-store/database/postgres.ts';
import type { TenantId } from '../../domain/brand.ts';
import { join } from 'node:path';
import { ada, bea, build, must, samplePlan, sign } from '../formats/bundle/sample.ts';
import { layIndex, makeTemplate } from './empty-index.ts';
import {
  cluster,
  connected,
  embedded,
  forgetTemporary,
  OWNER,
  serveIn,
  STORE,
  temporary,
} from './in-process.ts';

const ACME = 'acme' as TenantId;
const postgres = cluster();
if (postgres === null) console.warn('SKIPPED on PostgreSQL: initdb and pg_ctl are not installed here.');
afterAll(() => {
  postgres?.stop();
  forgetTemporary();
});

const one = build(samplePlan({ tenant: ACME, parents: [] }));
/** A version as the first tables know it; what came with later ones begins empty. */
const ROW = `insert into bailiwick.version (tenant, version_id, log_index, blob, plan_id, name, cycle_id, created_at,
  maker_id, maker_key, policy_id, policy_version, policy_sha256, approvers_required)
  values ('acme', '${one.versionId}', 0, 'b', 'plan-1', 'Old', 'fy26', '2026-01-01', 'ada', 'k', 'p', 1, 's', 1)`;

/** The tables as the store had them after so many migrations, with rows in them. */
async function asItWas(tx: Query, migrations: number): Promise<void> {
  must(await migrate(tx, MIGRATIONS.slice(0, migrations)));
  await tx.query("select set_config('bailiwick.tenant', 'acme', true)");
  if (migrations > 0) await tx.query(ROW);
}

/** Tables, columns, keys, triggers and policies, as the database itself names them. */
const SHAPE = `
select 'column' as what, table_name || '.' || column_name || ' ' || data_type as name
  from information_schema.columns where table_schema = 'bailiwick' and table_name <> 'migration'
union all select 'index', indexdef from pg_indexes where schemaname = 'bailiwick'
union all select 'trigger', event_object_table || ' ' || trigger_name || ' ' || event_manipulation
  from information_schema.triggers where trigger_schema = 'bailiwick'
union all select 'policy', tablename || ' ' || policyname || ' ' || qual || ' ' || with_check
  from pg_policies where schemaname = 'bailiwick'
union all select 'function', p.proname || ' ' || md5(p.prosrc)
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'bailiwick'
order by 1, 2`;
const shapeOf = (database: Database) => database.transaction(ACME, (tx) => tx.query(SHAPE));
const rowsOf = (database: Database) =>
  database.transaction(ACME, (tx) => tx.query('select name from bailiwick.version'));

const asQuery = (client: pg.Client): Query => ({
  query: async (sql, parameters) =>
    (await client.query(sql, parameters === undefined ? undefined : [...parameters])).rows as never,
});

const kinds = [
  {
    kind: 'PGlite',
    isHere: true,
    from: async (migrations: number): Promise<Database> => {
      const data = temporary();
      if (migrations === 0) return embedded(data);
      // Making a database takes seconds: an empty one is copied, and its tables are taken away.
      await makeTemplate();
      layIndex(data);
      const db = await PGlite.create(join(data, 'index'));
      await db.exec('drop schema bailiwick cascade');
      await db.transaction(async (tx) => {
        const query: Query = {
          query: async (sql, parameters) =>
            parameters === undefined
              ? (((await tx.exec(sql)).at(-1)?.rows ?? []) as never)
              : ((await tx.query(sql, [...parameters])).rows as never),
        };
        await asItWas(query, migrations);
        await grantTo(query, STORE);
      });
      await db.close();
      return must(await openEmbedded(data));
    },
  },
  {
    kind: 'PostgreSQL',
    isHere: postgres !== null,
    from: async (migrations: number): Promise<Database> => {
      if (postgres === null) throw new Error('There is no PostgreSQL here.');
      const name = `from_${migrations}`;
      postgres.sql(`create database ${name} owner ${OWNER}`);
      const client = new pg.Client({ connectionString: postgres.url(OWNER, name) });
      await client.connect();
      await client.query('begin');
      await asItWas(asQuery(client), migrations);
      if (migrations > 0) await grantTo(asQuery(client), STORE);
      await client.query('commit');
      await client.end();
      const run = must(await migratePostgres(postgres.url(OWNER, name), STORE));
      expect(run).toEqual(MIGRATIONS.slice(migrations).map((migration) => migration.name));
      return must(await connected(postgres, name));
    },
  },
];

for (const { kind, isHere, from } of kinds)
  describe.skipIf(!isHere)(kind, () => {
    test('[SYN] from every earlier schema to this one: the same tables as made anew, rows kept, and the store goes on', async () => {
      const fresh = await from(0);
      const shape = await shapeOf(fresh);
      expect(shape.length).toBeGreaterThan(60);
      await fresh.close();
      for (let migrations = 1; migrations < MIGRATIONS.length; migrations++) {
        const database = await from(migrations);
        expect(await shapeOf(database), `from ${migrations}`).toEqual(shape);
        expect(await rowsOf(database)).toEqual([{ name: 'Old' }]);
        // Rows no log speaks of are not believed: the index is found again from the bytes.
        const store = await serveIn(temporary(), database, ACME);
        expect((await store.push(one)).statusCode).toBe(200);
        for (const act of [sign(ada, 'submit', one), sign(bea, 'approve', one), sign(bea, 'release', one)])
          expect((await store.attest(act)).statusCode).toBe(200);
        const released = await store.ask('POST', '/v1/releases', { version: one.versionId });
        expect(released.statusCode).toBe(200);
        await store.app.close();
        await database.close();
      }
    });
  });
