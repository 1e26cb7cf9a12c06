/** Blobs in a bucket, over a socket, with everything a network and a bucket do wrong. */
import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { backUp, restore } from '../../central-store/backup.ts';
import { Bucket, bucketBlobs } from '../../central-store/blobs/bucket.ts';
import { bucketSettings, openBucket } from '../../central-store/blobs/bucket-settings.ts';
import type { BucketSettings } from '../../central-store/blobs/bucket-settings.ts';
import { bucketOrNull } from '../../central-store/open-store.ts';
import type { Sha256Hex, TenantId } from '../../domain/brand.ts';
import { utf8 } from '../../formats/bundle/bytes.ts';
import { sha256Of } from '../../formats/bundle/digest.ts';
import { writeZip } from '../../formats/bundle/write-zip.ts';
import { AT, build, must, samplePlan } from '../formats/bundle/sample.ts';
import type { BucketServer, Fault } from './bucket-server.ts';
import { startBucket } from './bucket-server.ts';
import { call, folder, killed, serve } from './running-store.ts';
import { signatureOf } from './signature-v4.ts';

let server: BucketServer;
beforeEach(async () => {
  server = await startBucket();
});
afterEach(() => server.close());

/** Only what stalls is to run into the limit, on a busy machine too. */
const blobs = (kind: Fault['kind'] | null = null) =>
  bucketBlobs(
    new Bucket(server.settings, { timeoutMs: kind === 'stall' ? 1000 : 30_000, waitsMs: [1, 1] }),
    'tenants/acme/blobs/',
  );
const ONE = utf8('one blob');
const DIGEST = sha256Of(ONE);
const PATH = `tenants/acme/blobs/${DIGEST.slice(0, 2)}/${DIGEST}`;
const puts = (): number => server.answers.filter(({ method }) => method === 'PUT').length;
const times = (count: number, fault: Fault): Fault[] => Array.from({ length: count }, () => fault);

describe('the signatures these tests believe are those AWS publishes', () => {
  const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
  const NOTHING = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
  const host = 'examplebucket.s3.amazonaws.com';
  const dated = { host, 'x-amz-date': '20130524T000000Z', 'x-amz-content-sha256': NOTHING };
  test.each([
    [
      'GET Object',
      'GET',
      '/test.txt',
      { ...dated, range: 'bytes=0-9' },
      'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    ],
    [
      'PUT Object',
      'PUT',
      '/test%24file.text',
      {
        ...dated,
        date: 'Fri, 24 May 2013 00:00:00 GMT',
        'x-amz-content-sha256': '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072',
        'x-amz-storage-class': 'REDUCED_REDUNDANCY',
      },
      '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
    ],
    [
      'GET Bucket Lifecycle',
      'GET',
      '/?lifecycle',
      dated,
      'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
    ],
    [
      'GET Bucket (List Objects)',
      'GET',
      '/?max-keys=2&prefix=J',
      dated,
      '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
    ],
  ])('%s', (_name, method, target, headers, signature) => {
    const signed = Object.keys(headers).toSorted();
    const scope = ['20130524', 'us-east-1', 's3'] as const;
    expect(signatureOf({ method, target, headers }, { scope, signed }, secret)).toBe(signature);
  });
});

test('[SYN] a blob is put once, under its digest and signed with it, and comes back', async () => {
  const there = blobs();
  expect([await there.has(DIGEST), await there.size(DIGEST), await there.get(DIGEST)]).toEqual([
    false,
    null,
    null,
  ]);
  await there.put(DIGEST, ONE);
  await there.put(DIGEST, ONE);
  expect([...server.objects.keys()]).toEqual([PATH]);
  expect(puts()).toBe(1);
  expect([await there.size(DIGEST), await there.get(DIGEST)]).toEqual([ONE.length, Buffer.from(ONE)]);
  const part = join(await folder(), 'part');
  const two = utf8('two');
  await writeFile(part, two);
  await there.adopt(sha256Of(two), part);
  expect(existsSync(part)).toBe(false);
  expect(await there.get(sha256Of(two))).toEqual(Buffer.from(two));
});

test.each<Fault['kind']>(['error', 'stall', 'drop-answer', 'truncate', 'too-many'])(
  '[SYN] a bucket that meets "%s" once is asked again; always, and nothing is told to be kept',
  async (kind) => {
    const there = blobs(kind);
    server.faults.push({ method: 'PUT', kind });
    await there.put(DIGEST, ONE);
    expect(server.objects.get(PATH)).toEqual(Buffer.from(ONE));
    server.objects.clear();
    if (kind === 'drop-answer') return;
    server.faults.push(...times(3, { method: 'PUT', kind }));
    const failed = blobs(kind).put(DIGEST, ONE);
    if (kind === 'truncate') await failed;
    else
      await expect(failed).rejects.toMatchObject({
        code: kind === 'stall' ? 'BUCKET_SLOW' : 'BUCKET_FAILED',
      });
    expect(server.objects.size).toBe(kind === 'truncate' ? 1 : 0);
  },
);

test('an answer that is lost each time acknowledges nothing, and the next asking finds it kept', async () => {
  const there = blobs();
  server.faults.push(...times(3, { method: 'PUT', kind: 'drop-answer' }));
  await expect(there.put(DIGEST, ONE)).rejects.toMatchObject({ code: 'BUCKET_UNREACHABLE' });
  await there.put(DIGEST, ONE);
  expect(await there.get(DIGEST)).toEqual(Buffer.from(ONE));
});

test.each<[Fault['kind'], string]>([
  ['error', 'BUCKET_FAILED'],
  ['stall', 'BUCKET_SLOW'],
  ['truncate', 'BUCKET_UNREACHABLE'],
  ['wrong-bytes', 'BLOB_DAMAGED'],
])(
  '[SYN] reading through "%s": once is mended, always is said, and never are other bytes given',
  async (kind, code) => {
    const there = blobs(kind);
    await there.put(DIGEST, ONE);
    server.faults.push({ method: 'GET', kind });
    expect(await there.get(DIGEST)).toEqual(Buffer.from(ONE));
    server.faults.push(...times(3, { method: 'GET', kind }));
    await expect(there.get(DIGEST)).rejects.toMatchObject({ code });
  },
);

test('what is known to be there is not asked for again, until it turns out to be gone', async () => {
  const there = blobs();
  await there.put(DIGEST, ONE);
  const asked = server.answers.length;
  for (let i = 0; i < 3; i++) expect(await there.has(DIGEST)).toBe(true);
  expect(server.answers.length).toBe(asked);
  server.objects.clear();
  expect(await there.get(DIGEST)).toBeNull();
  expect(await there.has(DIGEST)).toBe(false);
  await there.put(DIGEST, ONE);
  expect(server.objects.has(PATH)).toBe(true);
});

test('what lies under the name already is not taken for the blob', async () => {
  const there = blobs();
  // It came between the looking and the putting.
  server.faults.push({ method: 'PUT', kind: 'error' });
  const put = there.put(DIGEST, ONE);
  server.objects.set(PATH, Buffer.from('other bytes'));
  await expect(Promise.all([put, there.get(DIGEST)])).rejects.toMatchObject({ code: 'BLOB_DAMAGED' });
});

test('bytes that are not those of the digest are refused by the bucket itself', async () => {
  await expect(blobs().put(sha256Of(utf8('another')), ONE)).rejects.toMatchObject({ code: 'BUCKET_REFUSED' });
  expect(server.objects.size).toBe(0);
});

test('a bucket that cannot be used is said so at the start, once, with what is wrong', async () => {
  const codeOf = async (changes: Partial<BucketSettings>): Promise<string> => {
    const opened = await openBucket({ ...server.settings, ...changes });
    return opened.ok ? 'ok' : `${opened.errors[0]?.code}: ${opened.errors[0]?.message}`;
  };
  expect(await codeOf({})).toBe('ok');
  expect(await codeOf({ secret: 'guessed' })).toMatch(/^BUCKET_REFUSED: .*403/);
  expect(await codeOf({ region: 'us-east-1' })).toMatch(/^BUCKET_REFUSED: .*403/);
  expect(await codeOf({ url: server.settings.url.replace('plans', 'other') })).toMatch(/BUCKET_REFUSED/);
  const away = server.settings.url;
  await server.close();
  expect(await codeOf({ url: away })).toMatch(/^BUCKET_UNREACHABLE/);
  server = await startBucket();
});

test('settings of a bucket are read or refused', () => {
  const codeOf = (environment: Record<string, string>): string => {
    const read = bucketSettings(environment);
    return read.ok ? (read.value?.url ?? 'folder') : (read.errors[0]?.code ?? '');
  };
  const keys = { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'secret' };
  expect(codeOf({})).toBe('folder');
  expect(codeOf({ BUCKET_URL: 'https://b.example/plans/', ...keys })).toBe('https://b.example/plans');
  expect(codeOf({ BUCKET_URL: 'https://b.example/plans' })).toBe('NO_BUCKET_KEY');
  for (const url of [
    'http://b.example/plans',
    'plans',
    'https://b.example/plans?x=1',
    'https://u:p@b.example',
  ])
    expect(codeOf({ BUCKET_URL: url, ...keys })).toBe('BAD_BUCKET');
});

test('[SYN] the running store acknowledges a version when the bucket has it, and has it after kill -9', async () => {
  const data = await folder();
  const { url, region, keyId, secret } = server.settings;
  const environment = {
    BUCKET_URL: url,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: keyId,
    AWS_SECRET_ACCESS_KEY: secret,
  };
  const first = await serve(data, environment);
  const one = build(samplePlan({ tenant: 'acme' as TenantId, parents: [] }));
  const blob = new Uint8Array(writeZip(one.bag));
  const digest: Sha256Hex = sha256Of(blob);
  const put = () => call(first, `/v1/blobs/${digest}`, 0, { method: 'PUT', body: blob });
  server.faults.push(...times(3, { method: 'PUT', kind: 'error' }));
  expect((await put()).status).toBe(500);
  expect(first.output()).toContain('"code":"BUCKET_FAILED"');
  expect((await put()).status).toBe(201);
  const body = JSON.stringify({ blob: digest });
  expect((await call(first, `/v1/versions/${one.versionId}`, 0, { method: 'POST', body })).status).toBe(200);
  await killed(first.child);
  expect([...server.objects.keys()].some((key) => key.endsWith(digest))).toBe(true);
  const again = await serve(data, environment);
  const back = await call(again, `/v1/blobs/${digest}`, 1);
  expect(new Uint8Array(await back.arrayBuffer())).toEqual(blob);
  await killed(again.child);

  const [backup, restored] = [await folder(), join(await folder(), 'restored')];
  const bucket = must(await bucketOrNull(server.settings));
  server.faults.push(...times(3, { method: 'GET', kind: 'wrong-bytes' }));
  const damaged = await backUp(data, backup, AT, bucket);
  expect(damaged).toMatchObject({ ok: false, errors: [{ code: 'BLOB_DAMAGED' }] });
  must(await backUp(data, backup, AT, bucket));
  server.objects.clear();
  server.faults.push(...times(3, { method: 'PUT', kind: 'error' }));
  const broken = await restore(backup, restored, bucket);
  expect(broken).toMatchObject({ ok: false, errors: [{ code: 'BUCKET_FAILED' }] });
  must(await restore(backup, restored, bucket));
  expect(await readdir(restored, { recursive: true })).not.toContain(digest);
  const third = await serve(restored, environment);
  expect((await call(third, `/v1/versions/${one.versionId}`, 1)).status).toBe(200);
  expect((await call(third, `/v1/blobs/${digest}`, 1)).status).toBe(200);
});
