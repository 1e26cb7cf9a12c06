/** The bytes are the truth: whatever happens to the database, and whichever backup comes back. */
import { mkdir, readdir, readFile, rm, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { backUp, restore } from '../../central-store/backup.ts';
import type { Database } from '../../central-store/database/port.ts';
import { openKeys } from '../../central-store/store-key.ts';
import { tenantFolder, tenantsOf } from '../../central-store/tenant-files.ts';
import type { IsoTime, TenantId } from '../../domain/brand.ts';
import { sha256Of } from '../../formats/bundle/digest.ts';
import { writeZip } from '../../formats/bundle/write-zip.ts';
import { ada, bea, build, must, samplePlan, sign } from '../formats/bundle/sample.ts';
import type { InProcess } from './in-process.ts';
import { cluster, connected, embedded, forgetTemporary, migrated, serveIn, temporary } from './in-process.ts';

const ACME = 'acme' as TenantId;
const AT = '2026-02-01T00:00:00.000Z' as IsoTime;
const postgres = cluster();
afterAll(() => {
  postgres?.stop();
  forgetTemporary();
});

/** PostgreSQL where it is: starting it anew is quick. */
async function emptyDatabase(): Promise<Database> {
  return postgres === null
    ? embedded(temporary())
    : must(await connected(postgres, await migrated(postgres)));
}

const version = (name: string) => build(samplePlan({ tenant: ACME, name, parents: [] }));
const [one, two] = [version('One'), version('Two')];

/** Two heads, the first approved and released. */
async function fill(store: InProcess): Promise<void> {
  await store.push(one);
  await store.attest(sign(ada, 'submit', one));
  await store.attest(sign(bea, 'approve', one));
  await store.attest(sign(bea, 'release', one));
  await store.push(two);
  const body = { version: one.versionId };
  const headers = { 'if-none-match': '*' };
  for (const answer of [
    await store.ask('PUT', '/v1/plans/plan-1/heads/approved', body, headers),
    await store.ask('POST', '/v1/releases', body),
  ])
    expect(answer.statusCode).toBe(200);
}

async function said(store: InProcess): Promise<readonly unknown[]> {
  const paths = ['/v1/log?from=0', '/v1/plans', '/v1/plans/plan-1/heads', `/v1/versions/${one.versionId}`];
  const answers = await Promise.all(paths.map((path) => store.ask('GET', path)));
  expect(answers.map(({ statusCode }) => statusCode)).toEqual(paths.map(() => 200));
  return answers.map((answer) => answer.json());
}

test('[SYN] a database that is lost, behind, ahead or of another log is found again from the bytes', async () => {
  const data = temporary();
  const first = await emptyDatabase();
  const before = await serveIn(data, first, ACME);
  await fill(before);
  const known = await said(before);

  const second = await emptyDatabase();
  expect(await said(await serveIn(data, second, ACME))).toEqual(known);

  // Another log under the same name: its rows are thrown away.
  const other = temporary();
  const foreign = await serveIn(other, second, ACME);
  expect((await foreign.ask('GET', '/v1/plans')).json()).toEqual({ plans: [] });
  await foreign.push(version('Foreign'));
  expect(await said(await serveIn(data, second, ACME))).toEqual(known);

  // Rows lost while the store runs, the newest or all: it notices before it says anything on them.
  await before.files.rebuild();
  expect(await said(before)).toEqual(known);
  await first.transaction(ACME, (tx) =>
    tx.query('delete from bailiwick.index_state where tenant = $1', [ACME]),
  );
  expect((await before.push(version('Three'))).statusCode).toBe(200);
  expect((await said(before))[1]).toMatchObject({ plans: [{ versions: 3, released: [one.versionId] }] });
  await first.close();
  await second.close();
});

test('a blob that is lost or damaged is said so, loudly', async () => {
  const data = temporary();
  const first = await emptyDatabase();
  const store = await serveIn(data, first, ACME);
  await store.push(one);
  const digest = sha256Of(writeZip(one.bag));
  const blob = join(tenantFolder(data, ACME), 'blobs', digest.slice(0, 2), digest);
  await writeFile(blob, 'something else');
  await expect(store.files.rebuild()).rejects.toThrow(digest);
  expect(await backUp(data, temporary(), AT)).toMatchObject({ errors: [{ code: 'BLOB_DAMAGED' }] });
  await unlink(blob);
  await expect(store.files.rebuild()).rejects.toThrow(digest);
  expect(await backUp(data, temporary(), AT)).toMatchObject({ errors: [{ code: 'BLOB_LOST' }] });
  await first.close();
});

test('[SYN] a backup taken while the store works is whole, and comes back as another life of the same data', async () => {
  const [data, backup] = [temporary(), temporary()];
  const first = await emptyDatabase();
  const store = await serveIn(data, first, ACME);
  await fill(store);
  const known = await said(store);
  await mkdir(join(data, 'index'));
  await writeFile(join(data, 'index', 'page'), 'of the database');
  const pushing = Promise.all(['Four', 'Five', 'Six'].map((name) => store.push(version(name))));
  const taken = must(await backUp(data, backup, AT));
  await pushing;
  expect(taken.logs[0]?.size).toBeGreaterThanOrEqual(6);
  const target = join(temporary(), 'restored');
  must(await restore(backup, target));
  expect(await tenantsOf(target)).toEqual([ACME]);
  expect(await readdir(target)).not.toContain('index');
  const [was, is] = [await openKeys(data), await openKeys(target)];
  expect(is.publicKey).toEqual(was.publicKey);
  expect(is.storeEpoch).not.toBe(was.storeEpoch);
  const restored = await serveIn(target, await emptyDatabase(), ACME);
  expect((await said(restored))[3]).toEqual(known[3]);
  // A second backup into the same folder adds what is new.
  must(await backUp(data, backup, AT));
  expect(must(await backUp(data, backup, AT)).logs[0]?.size).toBe(store.files.log.length);
  expect(await restore(backup, target)).toMatchObject({ errors: [{ code: 'RESTORE_NOT_EMPTY' }] });
  await first.close();
});

test('a backup that is cut short, or was changed, does not come back', async () => {
  const [data, backup] = [temporary(), temporary()];
  const first = await emptyDatabase();
  await fill(await serveIn(data, first, ACME));
  must(await backUp(data, backup, AT));
  const log = join(backup, 'tenants', (await readdir(join(backup, 'tenants')))[0] ?? '', 'log.jsonl');
  const target = (): string => join(temporary(), 'restored');
  const text = await readFile(log, 'utf8');
  await writeFile(log, text.split('\n').slice(0, 2).join('\n').concat('\n'));
  expect(await restore(backup, target())).toMatchObject({ errors: [{ code: 'BACKUP_DAMAGED' }] });
  await writeFile(log, text.replace('version', 'release'));
  expect((await restore(backup, target())).ok).toBe(false);
  await writeFile(log, text);
  await rm(join(backup, 'backup.json'));
  expect(await restore(backup, target())).toMatchObject({ errors: [{ code: 'NO_BACKUP' }] });
  expect(await backUp(temporary(), backup, AT)).toMatchObject({ errors: [{ code: 'NO_STORE' }] });
  await first.close();
});
