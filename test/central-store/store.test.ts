import { once } from 'node:events';
import { appendFile, readdir, readFile, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { TenantId } from '../../domain/brand.ts';
import { sha256Of } from '../../formats/bundle/digest.ts';
import { envelopeBytes } from '../../formats/bundle/dsse.ts';
import { writeZip } from '../../formats/bundle/write-zip.ts';
import type { Workstation } from '../../workstation/services.ts';
import { createWorkstation } from '../../workstation/workstations.ts';
import {
  build,
  keyring,
  must,
  ringOf,
  rootId,
  samplePlan,
  sealed,
  sign,
  ada,
} from '../formats/bundle/sample.ts';
import { call, folder, killed, launch, serve } from './running-store.ts';
import type { Store } from './running-store.ts';

const one = build(samplePlan({ name: 'One', tenant: 'acme' as TenantId }));
const two = build(samplePlan({ name: 'Two', tenant: 'acme' as TenantId }));

async function laptop(fetchIt: typeof globalThis.fetch): Promise<Workstation> {
  const home = await folder();
  const station = createWorkstation({ home, version: '', host: 'loopback', shell: null, fetch: fetchIt });
  must(await station.trustKeyring({ keyring: ringOf(keyring), root: rootId }));
  return station;
}

const NAME = 'https://store.example';
const toward =
  (current: () => Store): typeof globalThis.fetch =>
  (input, init) =>
    fetch(new Request(input, init).url.replace(NAME, current().url), init);

async function signIn(station: Workstation, token: string): Promise<void> {
  const { storeKey } = must(await station.syncProbe({ url: NAME }));
  must(await station.syncSetUp({ url: NAME, storeKey, token }));
}

const states = async (station: Workstation): Promise<readonly string[]> =>
  must(await station.syncStanding()).versions.map(({ state }) => state);

test('[SYN] a version and what was signed about it go from one laptop by the store to another', async () => {
  const store = await serve(await folder());
  const [hers, his] = [await laptop(toward(() => store)), await laptop(toward(() => store))];
  must(await hers.mirrorVersion({ versionId: one.versionId, bundle: sealed(one) }));
  await signIn(hers, store.tokens[0] ?? '');
  must(await hers.syncNow({}));
  expect(await states(hers)).toEqual(['received']);
  must(await hers.mirrorVersion({ versionId: two.versionId, bundle: sealed(two) }));
  must(await hers.syncNow({}));
  await signIn(his, store.tokens[1] ?? '');
  must(await his.syncNow({}));
  must(await his.syncNow({}));
  expect(await states(his)).toEqual(['received', 'received']);
  expect(must(await his.readMirrored({ versionId: one.versionId })).bundle).toEqual(sealed(one));
  for (const secret of [...store.tokens, 'ada@', one.versionId]) expect(store.output()).not.toContain(secret);
});

test('[SYN] a store killed -9 during any request of a push comes back with all it acknowledged', async () => {
  const data = await folder();
  let store = await serve(data);
  let left = Infinity;
  const station = await laptop(async (input, init) => {
    const answer = toward(() => store)(input, init);
    if (left-- === 0) store.child.kill('SIGKILL');
    return answer;
  });
  await signIn(station, store.tokens[0] ?? '');
  must(await station.syncNow({}));
  for (let step = 0; step < 8; step += process.env['BAILIWICK_SOAK_SEED'] === undefined ? 2 : 1) {
    const version = build(samplePlan({ name: `Step ${step}`, tenant: 'acme' as TenantId }));
    const standing = async () =>
      must(await station.syncStanding()).versions.find(({ versionId }) => versionId === version.versionId);
    must(await station.mirrorVersion({ versionId: version.versionId, bundle: sealed(version) }));
    left = step;
    await station.syncNow({});
    left = Infinity;
    await killed(store.child);
    const acknowledged = (await standing())?.receipt;
    store = await serve(data);
    must(await station.syncNow({}));
    const after = await standing();
    expect(after?.state, `step ${step}`).toBe('received');
    expect(must(await station.syncStanding()).alarms).toEqual([]);
    if (acknowledged != null) expect(after?.receipt).toEqual(acknowledged);
    const log = (await (await call(store, '/v1/log?from=0', 0)).json()) as { entries: { subject: string }[] };
    expect(new Set(log.entries.map(({ subject }) => subject)).size).toBe(log.entries.length);
    expect((await call(store, `/v1/versions/${version.versionId}`, 0)).status).toBe(200);
  }
});

test('a last log line cut off by a crash was never acknowledged and is cut away', async () => {
  const data = await folder();
  const first = await serve(data);
  const blob = writeZip(one.bag);
  await call(first, `/v1/blobs/${sha256Of(blob)}`, 0, { method: 'PUT', body: blob });
  const body = JSON.stringify({ blob: sha256Of(blob) });
  const commit = (store: Store) => call(store, `/v1/versions/${one.versionId}`, 0, { method: 'POST', body });
  expect((await commit(first)).status).toBe(200);
  await killed(first.child);
  for (const tenant of await readdir(join(data, 'tenants'))) {
    const path = join(data, 'tenants', tenant, 'log.jsonl');
    if (await stat(path).catch(() => null)) await appendFile(path, '{"kind":"vers');
  }
  const again = await serve(data);
  const receipt = (await (await commit(again)).json()) as { index: number };
  expect(receipt.index).toBe(0);
  const log = (await (await call(again, '/v1/log?from=0', 0)).json()) as { entries: unknown[] };
  expect(log.entries).toHaveLength(1);
});

test('a second store on the same folder is refused; one that was killed does not stand in the way', async () => {
  const data = await folder();
  const first = await serve(data);
  await expect(serve(data)).rejects.toThrow('STORE_RUNNING');
  await killed(first.child);
  const next = await serve(data);
  expect((await call(next, '/v1/health', 0)).status).toBe(200);
  expect((await stat(join(data, 'store-key.pem'))).mode & 0o777).toBe(0o600);
});

test('development tokens are off in production: the store does not start', async () => {
  const child = launch(await folder(), { NODE_ENV: 'production' });
  expect(await once(child, 'exit')).toEqual([2, null]);
});

test('other bytes than their digest, a lone part, or a cut-off upload are no blob', async () => {
  const data = await folder();
  const store = await serve(data);
  const bytes = new TextEncoder().encode('bytes');
  const digest = sha256Of(bytes);
  const path = `/v1/blobs/${digest}`;
  expect((await call(store, path, 0, { method: 'PUT', body: 'other' })).status).toBe(422);
  const part = await call(store, path, 0, { method: 'PUT', body: 'byt', range: 'bytes 0-2/5' });
  expect([part.status, part.headers.get('upload-offset')]).toEqual([202, '3']);
  const { hostname, port } = new URL(store.url);
  const socket = connect(Number(port), hostname);
  socket.end(
    `PUT ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${store.tokens[0]}\r\nContent-Length: 5\r\n\r\nbyt`,
  );
  socket.resume();
  await once(socket, 'close');
  expect((await call(store, path, 0)).status).toBe(404);
  expect((await call(store, path, 0, { method: 'PUT', body: bytes })).status).toBe(201);
  expect((await call(store, path, 0, { method: 'PUT', body: bytes })).status).toBe(200);
});

test('one workspace neither reads nor writes the other, and nobody does anything without a token', async () => {
  const data = await folder();
  const store = await serve(data);
  const blob = writeZip(one.bag);
  const path = `/v1/blobs/${sha256Of(blob)}`;
  const body = JSON.stringify({ blob: sha256Of(blob) });
  await call(store, path, 0, { method: 'PUT', body: blob });
  expect((await call(store, path, 2)).status).toBe(404);
  await call(store, path, 2, { method: 'PUT', body: blob });
  const theirs = await call(store, `/v1/versions/${one.versionId}`, 2, { method: 'POST', body });
  expect([theirs.status, await theirs.json()]).toMatchObject([403, { code: 'TENANT_WRONG' }]);
  const kept = await readdir(join(data, 'tenants'), { recursive: true });
  const why = kept.find((name) => name.endsWith(`quarantine/${sha256Of(blob)}.json`)) ?? '';
  expect(await readFile(join(data, 'tenants', why), 'utf8')).toContain('TENANT_WRONG');
  expect((await fetch(`${store.url}/v1/log?from=0`)).status).toBe(401);
  expect((await fetch(store.url + path, { headers: { authorization: 'Bearer guess' } })).status).toBe(401);
});

test('what is no bundle, lacks its blob or speaks of an unknown version never enters the log', async () => {
  const store = await serve(await folder());
  const junk = new TextEncoder().encode('no zip');
  const body = JSON.stringify({ blob: sha256Of(junk) });
  const commit = () => call(store, `/v1/versions/${one.versionId}`, 0, { method: 'POST', body });
  expect((await commit()).status).toBe(409);
  await call(store, `/v1/blobs/${sha256Of(junk)}`, 0, { method: 'PUT', body: junk });
  expect((await commit()).status).toBe(422);
  const act = envelopeBytes(sign(ada, 'submit', one));
  expect((await call(store, '/v1/attestations', 0, { method: 'POST', body: act })).status).toBe(409);
  expect(await (await call(store, '/v1/log?from=0', 0)).json()).toEqual({ from: 0, entries: [] });
});
