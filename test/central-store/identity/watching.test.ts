/** What whoever runs a store is told: metrics and log lines, and nothing of whom or of what. */
import { expect, test } from 'vitest';
import type { TenantId } from '../../../domain/brand.ts';
import { sha256Of } from '../../../formats/bundle/digest.ts';
import { envelopeBytes } from '../../../formats/bundle/dsse.ts';
import { writeZip } from '../../../formats/bundle/write-zip.ts';
import { ada, bea, build, person, ringOf, samplePlan, sign } from '../../formats/bundle/sample.ts';
import type { InProcess } from './in-process.ts';
import { inProcess } from './in-process.ts';

const ADA = 0;

/** Something of every kind: taken, refused, unknown, not signed in, failed. What must not be seen anywhere. */
async function work(store: InProcess): Promise<readonly string[]> {
  const one = build(samplePlan({ tenant: 'acme' as TenantId, parents: [] }));
  const zip = writeZip(one.bag);
  const blob = sha256Of(zip);
  await store.as(ADA, 'PUT', '/v1/keyring', ringOf([ada, bea].map(({ trusted }) => trusted)));
  await store.as(ADA, 'PUT', `/v1/blobs/${blob}`, zip);
  await store.as(ADA, 'POST', `/v1/versions/${one.versionId}`, JSON.stringify({ blob }));
  await store.as(ADA, 'POST', '/v1/attestations', envelopeBytes(sign(ada, 'submit', one)));
  await store.as(
    ADA,
    'POST',
    '/v1/attestations',
    envelopeBytes(sign(person('Mallory', 'finance'), 'approve', one)),
  );
  await store.as(ADA, 'GET', '/v1/plans/plan-1/heads?secret=in-the-query');
  await store.as(ADA, 'GET', '/nowhere/plan-1');
  await store.app.inject({
    url: '/v1/session',
    remoteAddress: '198.51.100.7',
    headers: { authorization: 'Bearer guessed', 'user-agent': 'her-browser', cookie: 'her=cookie' },
  });
  return [
    one.versionId,
    blob,
    ada.signer.keyId,
    'ada',
    'Mallory',
    'acme',
    'plan-1',
    'secret',
    '198.51.100',
    'guessed',
    'her-browser',
    'her=cookie',
    'Bearer',
  ];
}

test('[PRV] log lines say what happened by route and code, and no name, token, digest, workspace or address', async () => {
  const store = await inProcess();
  const secrets = await work(store);
  expect(store.lines).toContainEqual(
    expect.objectContaining({ level: 'info', method: 'POST', route: '/v1/versions/:id', status: 200 }),
  );
  expect(store.lines).toContainEqual(
    expect.objectContaining({ route: '/v1/attestations', status: 422, code: 'KEY_UNKNOWN' }),
  );
  expect(store.lines).toContainEqual(
    expect.objectContaining({ route: '/v1/session', status: 401, code: 'TOKEN_INVALID' }),
  );
  const fields = new Set(store.lines.flatMap((line) => Object.keys(line)));
  expect([...fields].toSorted()).toEqual(['code', 'level', 'method', 'ms', 'route', 'status']);
  const all = JSON.stringify(store.lines);
  for (const secret of secrets) expect(all).not.toContain(secret);
});

const metricsOf = (store: InProcess, headers: Record<string, string> = {}, remoteAddress = '127.0.0.1') =>
  store.app.inject({ url: '/metrics', headers, remoteAddress });

test('[PRV] metrics count requests by route and refusals by code, and no person, workspace or plan is a label', async () => {
  const store = await inProcess();
  const secrets = await work(store);
  const metrics = await metricsOf(store);
  expect(metrics.headers['content-type']).toContain('text/plain');
  for (const line of [
    'bailiwick_http_requests_total{method="POST",route="/v1/versions/:id",status="200"} 1',
    'bailiwick_http_requests_total{method="POST",route="/v1/attestations",status="422"} 1',
    'bailiwick_refusals_total{code="KEY_UNKNOWN"} 1',
    'bailiwick_refusals_total{code="TOKEN_INVALID"} 1',
    'bailiwick_versions_waiting 0',
    'bailiwick_http_request_seconds_count{method="POST",route="/v1/versions/:id"} 1',
  ])
    expect(metrics.body).toContain(line);
  expect(metrics.body).toContain('nodejs_eventloop_lag_p99_seconds');
  for (const secret of secrets) expect(metrics.body).not.toContain(secret);
});

test('metrics are for this machine alone, or for whoever has the token', async () => {
  const open = await inProcess();
  expect((await metricsOf(open)).statusCode).toBe(200);
  expect((await metricsOf(open, {}, '198.51.100.7')).statusCode).toBe(403);
  // A proxy on this machine passes on somebody who is not.
  expect((await metricsOf(open, { 'x-forwarded-for': '198.51.100.7' })).statusCode).toBe(403);
  const guarded = await inProcess({ metricsToken: 'of-the-watch' });
  expect((await metricsOf(guarded)).statusCode).toBe(403);
  expect((await metricsOf(guarded, { authorization: 'Bearer of-the-wotch' })).statusCode).toBe(403);
  const read = await metricsOf(guarded, { authorization: 'Bearer of-the-watch' }, '198.51.100.7');
  expect(read.statusCode).toBe(200);
});

test('health says live and ready without a login', async () => {
  const store = await inProcess();
  for (const path of ['/v1/health', '/v1/health/live', '/v1/health/ready'])
    expect((await store.app.inject(path)).json()).toMatchObject({ ok: true });
});
