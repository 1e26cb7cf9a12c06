import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { folderBlobs } from '../../central-store/blobs/folder.ts';
import type { Database } from '../../central-store/database/port.ts';
import { MAX_UPLOAD_BYTES, rangeOf, Uploads } from '../../central-store/uploads.ts';
import type { Sha256Hex, TenantId } from '../../domain/brand.ts';
import { sha256Of } from '../../formats/bundle/digest.ts';
import { httpStore, PART_BYTES } from '../../workstation/sync/http-store.ts';
import { must } from '../formats/bundle/sample.ts';
import type { InProcess } from './in-process.ts';
import { embedded, forgetTemporary, serveIn, temporary } from './in-process.ts';

let database: Database;
let store: InProcess;
beforeAll(async () => {
  const data = temporary();
  database = await embedded(data);
  store = await serveIn(data, database, 'acme');
});
afterAll(async () => {
  await store.app.close();
  await database.close();
  forgetTemporary();
});

/** The same bytes each time, and no two parts alike. */
const large = (length: number, seed: number): Uint8Array =>
  new Uint8Array(
    Uint32Array.from({ length: Math.ceil(length / 4) }, (_, i) => Math.imul(i + seed, 2654435761)).buffer,
    0,
    length,
  );
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex') as Sha256Hex;

test('[SYN] the agent sends a large version in parts, and goes on where the line broke', async () => {
  const url = await store.app.listen({ host: '127.0.0.1', port: 0 });
  const bytes = large(PART_BYTES + 1000, 1);
  let left = 1;
  let sent = 0;
  const port = httpStore({
    url,
    token: 'ada',
    key: { publicKey: new Uint8Array(32), tenant: 'acme' as TenantId },
    sha256,
    fetch: async (input, init) => {
      if (init?.method === 'PUT' && left-- === 0) throw new Error('the line broke');
      if (init?.method === 'PUT') sent += (init.body as Uint8Array).length;
      return fetch(input, init);
    },
  });
  expect(await port.putBlob(sha256(bytes), bytes)).toMatchObject({
    errors: [{ code: 'STORE_UNREACHABLE' }],
  });
  expect((await store.ask('HEAD', `/v1/blobs/${sha256(bytes)}`)).headers['upload-offset']).toBe(
    String(PART_BYTES),
  );
  must(await port.putBlob(sha256(bytes), bytes));
  expect(sent).toBe(bytes.length);
  expect(sha256(must(await port.attestation(sha256(bytes))))).toBe(sha256(bytes));
  // Once more: the store says it has all of it.
  must(await port.putBlob(sha256(bytes), bytes));
  expect(sent).toBe(bytes.length);
});

test('a part that leaves a gap is refused with where to go on; bytes of another digest begin anew', async () => {
  const bytes = new TextEncoder().encode('twelve bytes');
  const path = `/v1/blobs/${sha256Of(bytes)}`;
  const part = (from: number, to: number, of = bytes) =>
    store.ask('PUT', path, of.slice(from, to + 1), { 'content-range': `bytes ${from}-${to}/12` });
  const early = await part(5, 11);
  expect([early.statusCode, early.json().code, early.headers['upload-offset']]).toEqual([
    409,
    'PART_GAP',
    '0',
  ]);
  expect((await part(0, 4)).statusCode).toBe(202);
  const wrong = await part(5, 11, new TextEncoder().encode('twelve BYTES'));
  expect([wrong.statusCode, wrong.headers['upload-offset']]).toEqual([422, '0']);
  expect((await store.ask('GET', path)).statusCode).toBe(404);
  expect((await part(0, 6)).statusCode).toBe(202);
  expect((await part(3, 11)).statusCode).toBe(201);
  expect((await store.ask('GET', path)).rawPayload.equals(Buffer.from(bytes))).toBe(true);
  expect((await part(0, 6)).statusCode).toBe(201);
  for (const range of ['bytes 0-3/3', 'bytes 3-1/9', 'bytes */9', 'items 0-1/9'])
    expect((await store.ask('PUT', path, bytes, { 'content-range': range })).statusCode).toBe(400);
  const above = { 'content-range': `bytes 0-11/${MAX_UPLOAD_BYTES + 1}` };
  expect((await store.ask('PUT', `/v1/blobs/${'ab'.repeat(32)}`, bytes, above)).statusCode).toBe(413);
});

test('[property] parts in any order, repeated and at once, from two laptops, end in the blob or in nothing', async () => {
  const bytes = large(97, 2);
  const digest = sha256Of(bytes) as Sha256Hex;
  const cuts = fc.array(fc.tuple(fc.nat(96), fc.nat(96)), { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(cuts, fc.boolean(), async (pairs, atOnce) => {
      const folder = temporary();
      const blobs = folderBlobs(join(folder, 'blobs'));
      const uploads = new Uploads(folder, blobs);
      let reached = 0;
      const send = async ([a, b]: readonly [number, number]): Promise<void> => {
        const range = rangeOf(`bytes ${Math.min(a, b)}-${Math.max(a, b)}/97`);
        if (range === null) throw new Error('no range');
        const added = await uploads.add(digest, range, bytes.slice(range.from, range.to + 1));
        if (added.ok) reached = Math.max(reached, added.value.offset);
        else expect(added.errors[0]?.code).toBe('PART_GAP');
      };
      if (atOnce) await Promise.all(pairs.map(send));
      else for (const pair of pairs) await send(pair);
      const kept = await blobs.get(digest);
      expect(kept === null ? null : sha256Of(new Uint8Array(kept))).toBe(reached === 97 ? digest : null);
      if (kept === null) expect((await uploads.offset(digest)) ?? 0).toBe(reached);
      else expect(await readdir(join(folder, 'uploads'))).toEqual([]);
    }),
    { numRuns: 60 },
  );
});
