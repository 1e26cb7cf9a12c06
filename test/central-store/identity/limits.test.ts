/** How much may be asked of a store, by whom, and how large it may be. */
import { expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../../central-store/identity/limits.ts';
import { serverSettings } from '../../../central-store/commands/server-settings.ts';
import { MAX_BLOB_BYTES } from '../../../central-store/routes/blobs.ts';
import { sha256Of } from '../../../formats/bundle/digest.ts';
import { inProcess } from './in-process.ts';

const [ADA, BEA] = [0, 1];
const NONE = { perPerson: 0, perAddress: 0, signIns: 0 };

test('a person who asks too much is told when to come back, and nobody else is', async () => {
  const store = await inProcess({ limits: { ...NONE, perPerson: 3 } });
  const statuses: number[] = [];
  for (let i = 0; i < 5; i++) statuses.push((await store.as(ADA, 'GET', '/v1/session')).status);
  expect(statuses).toEqual([200, 200, 200, 429, 429]);
  const authorization = `Bearer ${await store.issuer.token({ tenant: 'acme' as never, subject: 'ada@acme.example', administrator: true })}`;
  const refused = await store.app.inject({ url: '/v1/session', headers: { authorization } });
  expect(refused.json().code).toBe('TOO_MANY_REQUESTS');
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect((await store.as(BEA, 'GET', '/v1/session')).status).toBe(200);
});

test('an address is limited before anybody is looked up, and only a trusted proxy names another', async () => {
  const statuses = async (proxies: number): Promise<readonly number[]> => {
    const store = await inProcess({ limits: { ...NONE, perAddress: 2 }, proxies });
    const found: number[] = [];
    for (const from of ['198.51.100.1', '198.51.100.2', '198.51.100.3', '198.51.100.4'])
      found.push(
        (await store.app.inject({ url: '/v1/session', headers: { 'x-forwarded-for': from } })).statusCode,
      );
    return found;
  };
  expect(await statuses(0)).toEqual([401, 401, 429, 429]);
  expect(await statuses(1)).toEqual([401, 401, 401, 401]);
});

test('sign-ins are limited apart from everything else', async () => {
  const store = await inProcess({ limits: { ...NONE, signIns: 2 } });
  const authorize = async () => (await store.app.inject('/issuer/authorize')).statusCode;
  expect([await authorize(), await authorize(), await authorize()]).toEqual([400, 400, 429]);
  expect((await store.app.inject('/v1/login')).statusCode).toBe(200);
});

test('no limit is what 0 says; the defaults are those of operating.md', async () => {
  const read = serverSettings({ port: '0', person: [], root: [] }, {});
  expect(read).toMatchObject({ ok: true, value: { limits: DEFAULT_LIMITS, proxies: 0, metricsToken: null } });
  expect(DEFAULT_LIMITS).toEqual({ perPerson: 6000, perAddress: 30_000, signIns: 60 });
  for (const [name, value] of [
    ['RATE_PER_PERSON', '-1'],
    ['RATE_PER_ADDRESS', 'many'],
    ['TRUSTED_PROXIES', '1.5'],
  ] as const)
    expect(serverSettings({ port: '0', person: [], root: [] }, { [name]: value })).toMatchObject({
      errors: [{ code: 'BAD_LIMIT' }],
    });
  const store = await inProcess({ limits: NONE });
  for (let i = 0; i < 70; i++) expect((await store.app.inject('/v1/login')).statusCode).toBe(200);
});

test('a body above 8 MB, or a question about too many, is refused by code', async () => {
  const store = await inProcess();
  const large = new Uint8Array(MAX_BLOB_BYTES + 1);
  const refused = await store.as(ADA, 'PUT', `/v1/blobs/${sha256Of(large)}`, large);
  expect([refused.status, refused.json['code']]).toEqual([413, 'BODY_TOO_LARGE']);
  const fits = large.subarray(0, MAX_BLOB_BYTES);
  expect((await store.as(ADA, 'PUT', `/v1/blobs/${sha256Of(fits)}`, fits)).status).toBe(201);
  const digests = Array.from({ length: 10_001 }, () => 'ab'.repeat(32));
  const asked = await store.as(ADA, 'POST', '/v1/have', JSON.stringify({ digests }));
  expect([asked.status, asked.json['code']]).toEqual([413, 'TOO_MANY']);
});
