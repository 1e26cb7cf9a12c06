/** What the database itself promises, on a real PostgreSQL. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import pg from 'pg';
import { migratePostgres, openPostgres } from '../../central-store/database/postgres.ts';
import { grantTo, migrate } from '../../central-store/database/migrate.ts';
import { MIGRATIONS } from '../../central-store/database/migrations/all.ts';
import type { Database } from '../../central-store/database/port.ts';
import type { ActorId, TenantId } from '../../domain/brand.ts';
import type { UnsignedBundle } from '../../formats/bundle/build-bundle.ts';
import { ada, bea, build, must, person, samplePlan, sign } from '../formats/bundle/sample.ts';
import type { InProcess } from './in-process.ts';
import {
  cluster,
  connected,
  forgetTemporary,
  migrated,
  OWNER,
  serveIn,
  STORE,
  temporary,
} from './in-process.ts';

const postgres = cluster();
if (postgres === null) console.warn('SKIPPED: initdb and pg_ctl are not installed here.');
afterAll(() => {
  postgres?.stop();
  forgetTemporary();
});

const ACME = 'acme' as TenantId;
const version = (tenant: TenantId, name = 'One'): UnsignedBundle =>
  build(samplePlan({ tenant, name, parents: [] }));

describe.skipIf(postgres === null)('PostgreSQL', () => {
  const on = postgres as NonNullable<typeof postgres>;
  let name = '';
  let database: Database;
  let store: InProcess;
  const one = version(ACME);
  const as = async <T>(user: string, body: (client: pg.Client) => Promise<T>, where = name): Promise<T> => {
    const client = new pg.Client({ connectionString: on.url(user, where) });
    await client.connect();
    try {
      return await body(client);
    } finally {
      await client.end();
    }
  };
  const inWorkspace = (tenant: string) => `select set_config('bailiwick.tenant', '${tenant}', false)`;

  beforeAll(async () => {
    name = await migrated(on);
    database = must(await connected(on, name));
    store = await serveIn(temporary(), database, ACME);
    expect((await store.push(one)).statusCode).toBe(200);
    await store.attest(sign(ada, 'submit', one));
  });
  afterAll(() => database.close());

  const released = (under: string, tenant = ACME): string =>
    `insert into bailiwick.release (tenant, version_id, log_index, plan_id, policy_sha256)
     values ('${tenant}', '${one.versionId}', 99, 'plan-1', ${under})`;
  const ITS_POLICY = `(select policy_sha256 from bailiwick.version where version_id = '${one.versionId}')`;

  test('[APR] a release written by hand is refused to the store, the owner and the superuser alike, until it is approved', async () => {
    const byHand = (user: string, under = ITS_POLICY) =>
      as(user, async (client) => {
        await client.query(inWorkspace(ACME));
        await client.query('begin');
        await client.query(released(under));
        await client.query('rollback');
      });
    const head = (user: string) =>
      as(user, async (client) => {
        await client.query(inWorkspace(ACME));
        await client.query(
          `insert into bailiwick.head (tenant, plan_id, name, version_id, log_index)
           values ('${ACME}', 'plan-1', 'approved', '${one.versionId}', 99)`,
        );
      });
    for (const user of [STORE, OWNER, 'postgres']) {
      await expect(byHand(user)).rejects.toMatchObject({ code: 'BW001' });
      await expect(head(user)).rejects.toMatchObject({ code: 'BW001' });
    }
    const another = version(ACME, 'Another');
    await store.push(another);
    for (const act of [
      sign(ada, 'approve', one),
      sign(person('Other', 'finance'), 'approve', one, { actorId: 'ada' as ActorId }),
      sign(ada, 'approve', one, { actorId: 'dora' as ActorId }),
      sign(bea, 'approve', another),
    ])
      expect((await store.attest(act)).statusCode).toBe(200);
    await expect(byHand(STORE)).rejects.toMatchObject({ code: 'BW001' });
    await store.attest(sign(bea, 'approve', one));
    await expect(byHand(STORE, `'${'ef'.repeat(32)}'`)).rejects.toMatchObject({ code: 'BW001' });
    await byHand(STORE);
  });

  test('[SYN] rows of another workspace are neither seen nor written, by the store nor by the owner', async () => {
    for (const user of [STORE, OWNER])
      await as(user, async (client) => {
        const count = async () =>
          (await client.query('select count(*)::int as n from bailiwick.version')).rows[0]?.n as number;
        expect(await count()).toBe(0);
        await client.query(inWorkspace('other'));
        expect(await count()).toBe(0);
        await expect(client.query(released(ITS_POLICY))).rejects.toMatchObject({ code: /42501|BW002/ });
        const moved = await client.query(`update bailiwick.version set tenant = 'other'`);
        expect(moved.rowCount).toBe(0);
        await client.query(inWorkspace(ACME));
        expect(await count()).toBe(2);
        await expect(client.query(`update bailiwick.version set tenant = 'other'`)).rejects.toMatchObject({
          code: '42501',
        });
      });
    const tables = await as(OWNER, (client) =>
      client.query(
        `select relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where n.nspname = 'bailiwick' and relkind = 'r' and not (relrowsecurity and relforcerowsecurity)`,
      ),
    );
    expect(tables.rows.map(({ relname }: { relname: string }) => relname)).toEqual(['migration']);
  });

  test('a second store on the database is refused, and may begin when the first one ends', async () => {
    expect(await connected(on, name)).toMatchObject({ ok: false, errors: [{ code: 'STORE_RUNNING' }] });
    const other = await migrated(on);
    const first = must(await connected(on, other));
    expect(await connected(on, other)).toMatchObject({ errors: [{ code: 'STORE_RUNNING' }] });
    await first.close();
    await must(await connected(on, other)).close();
  });

  test('a store whose lock is taken from it is told at once', async () => {
    const other = await migrated(on);
    let lost = 0;
    const first = must(await connected(on, other, () => lost++));
    on.sql(`select pg_terminate_backend(pid) from pg_locks join pg_stat_activity using (pid)
            where locktype = 'advisory' and datname = '${other}'`);
    await expect.poll(() => lost).toBe(1);
    await first.close();
  });

  test('a login that row-level security would not hold for is refused', async () => {
    on.sql(`create role strong login bypassrls; create role heir login; grant ${OWNER} to heir;
            create role deputy login; grant postgres to deputy;`);
    for (const user of ['postgres', 'strong', OWNER, 'heir', 'deputy']) {
      const opened = await openPostgres({
        url: on.url(user, name),
        connections: 1,
        onLockLost: () => undefined,
      });
      expect(opened, user).toMatchObject({ ok: false, errors: [{ code: 'ROLE_TOO_STRONG' }] });
    }
  });

  test('a database without the tables, or with others, is refused with what to do', async () => {
    on.sql(`create database bare owner ${OWNER}`);
    expect(await connected(on, 'bare')).toMatchObject({ errors: [{ code: 'MIGRATION_NEEDED' }] });
    expect(await migratePostgres(on.url(OWNER, 'bare'), 'nobody_yet')).toMatchObject({
      errors: [{ code: 'ROLE_UNKNOWN' }],
    });
    const twice = await Promise.all([1, 2].map(() => migratePostgres(on.url(OWNER, 'bare'), STORE)));
    expect(twice.map(must).flat().toSorted()).toEqual(MIGRATIONS.map((one) => one.name));
    expect(must(await migratePostgres(on.url(OWNER, 'bare'), STORE))).toEqual([]);
    on.sql(`update bailiwick.migration set checksum = 'other' where name = '0001-index'`, 'bare');
    expect(await connected(on, 'bare')).toMatchObject({ errors: [{ code: 'MIGRATION_CHANGED' }] });
    on.sql(`insert into bailiwick.migration (name, checksum) values ('0000-newer', '')`, 'bare');
    expect(await connected(on, 'bare')).toMatchObject({ errors: [{ code: 'MIGRATION_UNKNOWN' }] });
    const nowhere = await connected(on, 'nowhere');
    expect(nowhere).toMatchObject({ errors: [{ code: 'DATABASE_UNREACHABLE' }] });
  });

  test('a migration that fails leaves nothing of itself or of those before it', async () => {
    on.sql(`create database torn owner ${OWNER}`);
    await as(
      OWNER,
      async (client) => {
        const query = {
          query: async (sql: string, parameters?: readonly unknown[]) =>
            (await client.query(sql, parameters === undefined ? undefined : [...parameters])).rows as never,
        };
        await client.query('begin');
        const broken = { name: '0003-broken', sql: 'create table bailiwick.x (a int); select 1/0' };
        await expect(migrate(query, [...MIGRATIONS, broken])).rejects.toThrow('division by zero');
        await client.query('rollback');
        expect((await client.query(`select to_regnamespace('bailiwick') as there`)).rows[0]?.there).toBe(
          null,
        );
        await client.query('begin');
        expect(must(await migrate(query))).toHaveLength(MIGRATIONS.length);
        await grantTo(query, STORE);
        await client.query('commit');
      },
      'torn',
    );
  });
});
