import type { FileHandle } from 'node:fs/promises';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../central-store/database/port.ts';
import { tenantFolder } from '../../central-store/tenant-files.ts';
import type { TenantId } from '../../domain/brand.ts';
import { sha256Of } from '../../formats/bundle/digest.ts';
import { writeZip } from '../../formats/bundle/write-zip.ts';
import { ada, build, must, samplePlan, sign } from '../formats/bundle/sample.ts';
import { cluster, connected, embedded, forgetTemporary, migrated, serveIn, temporary } from './in-process.ts';

const ACME = 'acme' as TenantId;
const postgres = cluster();
type Method = (this: FileHandle, ...given: unknown[]) => Promise<unknown>;
const METHODS = ['write', 'writeFile'] as const;
let database: Database;
/** Of every open file: what writes to it. */
let prototype: FileHandle;
let real: Readonly<Record<string, Method>>;

beforeAll(async () => {
  database =
    postgres === null
      ? await embedded(temporary())
      : must(await connected(postgres, await migrated(postgres)));
  const handle = await open(import.meta.filename, 'r');
  prototype = Object.getPrototypeOf(handle) as FileHandle;
  real = Object.fromEntries(METHODS.map((name) => [name, Reflect.get(prototype, name) as Method]));
  await handle.close();
});
afterEach(() => Object.assign(prototype, real));
afterAll(async () => {
  await database.close();
  postgres?.stop();
  forgetTemporary();
});

/** Half of what is written still fits. */
function fillDisk(): void {
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  const half = async function (
    this: FileHandle,
    data: string | Uint8Array,
    ...more: number[]
  ): Promise<never> {
    const bytes = typeof data === 'string' ? Buffer.from(data) : data;
    const [offset = 0, length = bytes.length, position = null] = more;
    await real['write']?.call(this, bytes, offset, length >> 1, position);
    throw full;
  };
  Object.assign(prototype, { write: half, writeFile: half });
}
const makeRoom = (): void => void Object.assign(prototype, real);

test('[SYN] a full disk acknowledges nothing and spoils nothing; with room again everything goes through', async () => {
  const data = temporary();
  const store = await serveIn(data, database, ACME);
  const version = (name: string) => build(samplePlan({ tenant: ACME, name, parents: [] }));
  const [old, one] = [version('Old'), version('One')];
  expect((await store.push(old)).statusCode).toBe(200);
  const zip = writeZip(one.bag);
  const half = zip.length >> 1;
  const blob = `/v1/blobs/${sha256Of(zip)}`;
  const range = (from: number, to: number) => ({ 'content-range': `bytes ${from}-${to - 1}/${zip.length}` });
  const steps = [
    () => store.ask('PUT', blob, zip.slice(0, half), range(0, half)),
    () => store.ask('PUT', blob, zip.slice(half), range(half, zip.length)),
    () => store.ask('POST', `/v1/versions/${one.versionId}`, { blob: sha256Of(zip) }),
    () => store.attest(sign(ada, 'submit', one)),
  ];
  for (const [at, step] of steps.entries()) {
    const before = store.files.log.length;
    fillDisk();
    const refused = await step();
    expect([refused.statusCode, refused.json().code], `step ${at}`).toEqual([500, 'STORE_FAILED']);
    expect((await store.ask('GET', `/v1/versions/${old.versionId}`)).statusCode).toBe(200);
    makeRoom();
    expect(store.files.log).toHaveLength(before);
    const reopened = await serveIn(data, database, ACME);
    expect(reopened.files.log).toEqual(store.files.log);
    expect((await step()).statusCode, `step ${at}`).toBeLessThan(300);
  }
  const whole = (await store.ask('GET', blob)).rawPayload;
  expect(whole.equals(Buffer.from(zip))).toBe(true);
  const kept = await readdir(tenantFolder(data, ACME), { recursive: true });
  expect(kept.filter((name) => name.startsWith(join('uploads', '/')))).toEqual([]);
  expect((await serveIn(data, database, ACME)).files.log).toHaveLength(3);
});
