/** The store as it is served, judging by the keyring that was brought to it: who may let a version out. */
import { expect, test } from 'vitest';
import type { TenantId } from '../../../domain/brand.ts';
import type { DsseEnvelope } from '../../../domain/governance/envelope.ts';
import type { UnsignedBundle } from '../../../formats/bundle/build-bundle.ts';
import { sha256Of } from '../../../formats/bundle/digest.ts';
import { envelopeBytes } from '../../../formats/bundle/dsse.ts';
import { writeZip } from '../../../formats/bundle/write-zip.ts';
import { ada, bea, build, cleo, person, ringOf, samplePlan, sign } from '../../formats/bundle/sample.ts';
import type { InProcess } from './in-process.ts';
import { inProcess } from './in-process.ts';

const ADA = 0;
const plan = samplePlan({ tenant: 'acme' as TenantId, parents: [] });
const policy = { ...plan.policy, approval: { approversRequired: 2, releasers: ['finance'] as const } };
const one = build({ ...plan, policy });
const dora = person('Dora', 'compensation');

async function push(store: InProcess, version: UnsignedBundle): Promise<void> {
  const zip = writeZip(version.bag);
  expect((await store.as(ADA, 'PUT', `/v1/blobs/${sha256Of(zip)}`, zip)).status).toBe(201);
  const body = JSON.stringify({ blob: sha256Of(zip) });
  expect((await store.as(ADA, 'POST', `/v1/versions/${version.versionId}`, body)).status).toBe(200);
}

const attest = (store: InProcess, act: DsseEnvelope) =>
  store.as(ADA, 'POST', '/v1/attestations', envelopeBytes(act));
const release = (store: InProcess) =>
  store.as(ADA, 'POST', '/v1/releases', JSON.stringify({ version: one.versionId }));
async function approve(store: InProcess): Promise<{ status: number; code: unknown }> {
  const answer = await store.app.inject({
    method: 'PUT',
    url: '/v1/plans/plan-1/heads/approved',
    headers: {
      authorization: `Bearer ${await store.issuer.token({ tenant: 'acme' as TenantId, subject: 'ada@acme.example', administrator: true })}`,
      'if-none-match': '*',
    },
    payload: JSON.stringify({ version: one.versionId }),
  });
  return { status: answer.statusCode, code: answer.json().code };
}

test('[SYN-02] the running store lets out only what the policy lets out, by keys of the keyring it was brought', async () => {
  const store = await inProcess();
  const refused = async (code: string): Promise<void> => {
    expect(await release(store)).toMatchObject({ status: 409, json: { code } });
  };
  expect((await store.as(ADA, 'PUT', '/v1/keyring', ringOf([ada.trusted, bea.trusted]))).status).toBe(200);
  await push(store, one);
  await refused('NOT_APPROVED');
  for (const act of [sign(ada, 'submit', one), sign(bea, 'approve', one)])
    expect((await attest(store, act)).status).toBe(200);
  expect((await attest(store, sign(cleo, 'approve', one))).json).toMatchObject({ code: 'KEY_UNKNOWN' });
  await refused('NOT_APPROVED');
  expect(await approve(store)).toEqual({ status: 409, code: 'NOT_APPROVED' });
  const all = ringOf([ada, bea, cleo, dora].map(({ trusted }) => trusted));
  expect((await store.as(ADA, 'PUT', '/v1/keyring', all)).json).not.toHaveProperty('code');
  expect((await attest(store, sign(cleo, 'approve', one))).status).toBe(200);
  await refused('NOT_RELEASED');
  // The policy lets finance release, and nobody else.
  expect((await attest(store, sign(cleo, 'release', one))).status).toBe(200);
  await refused('NOT_RELEASED');
  expect((await attest(store, sign(bea, 'release', one))).status).toBe(200);
  expect(await release(store)).toMatchObject({ status: 200, json: { entry: { kind: 'release' } } });
  expect(await approve(store)).toMatchObject({ status: 200 });
});

test('[SYN-02] without a keyring nothing can be let out, whatever was signed', async () => {
  const store = await inProcess();
  await push(store, one);
  for (const act of [sign(ada, 'submit', one), sign(bea, 'approve', one), sign(cleo, 'approve', one)])
    expect((await attest(store, act)).status).toBe(200);
  expect(await release(store)).toMatchObject({ status: 409, json: { code: 'NOT_APPROVED' } });
  expect(await approve(store)).toEqual({ status: 409, code: 'NOT_APPROVED' });
});

test('[SYN-02] a rejection that arrives after the approvals stops a release', async () => {
  const store = await inProcess();
  const all = ringOf([ada, bea, cleo, dora].map(({ trusted }) => trusted));
  await store.as(ADA, 'PUT', '/v1/keyring', all);
  await push(store, one);
  for (const act of [
    sign(ada, 'submit', one),
    sign(bea, 'approve', one),
    sign(cleo, 'approve', one),
    sign(bea, 'release', one),
    sign(dora, 'reject', one),
  ])
    expect((await attest(store, act)).status).toBe(200);
  expect(await release(store)).toMatchObject({ status: 409, json: { code: 'NOT_APPROVED' } });
});
