/** What a signed-in person, or a thief of her login, may send: refused with a code, kept in quarantine, never in the log. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import type { ActorId, Sha256Hex, TenantId } from '../../../domain/brand.ts';
import type { DsseEnvelope } from '../../../domain/governance/envelope.ts';
import type { UnsignedBundle } from '../../../formats/bundle/build-bundle.ts';
import { statementToSign } from '../../../formats/bundle/build-bundle.ts';
import type { DataFile } from '../../../formats/bundle/bag.ts';
import { DATA_FILES, makeBag } from '../../../formats/bundle/bag.ts';
import { base64, utf8 } from '../../../formats/bundle/bytes.ts';
import { sha256Of } from '../../../formats/bundle/digest.ts';
import { envelopeBytes } from '../../../formats/bundle/dsse.ts';
import { keyIdOf } from '../../../formats/bundle/ed25519.ts';
import { writeZip } from '../../../formats/bundle/write-zip.ts';
import { ENROLMENT_PAYLOAD_TYPE, enrolmentPayload } from '../../../formats/enrolment/enrolment.ts';
import { HOSTILE } from '../../formats/bundle/hostile-zips.ts';
import type { Person } from '../../formats/bundle/sample.ts';
import {
  ada,
  AT,
  bea,
  build,
  envelopeOver,
  person,
  ringOf,
  samplePlan,
  sealed,
  sign,
} from '../../formats/bundle/sample.ts';
import type { InProcess } from './in-process.ts';
import { inProcess } from './in-process.ts';

const [ADA, BEA, EVE] = [0, 1, 2];
const version = (name: string, tenant = 'acme'): UnsignedBundle =>
  build(samplePlan({ name, tenant: tenant as TenantId, parents: [] }));

async function workspace(keys: readonly Person[] = [ada, bea]): Promise<InProcess> {
  const store = await inProcess();
  const ring = ringOf(keys.map(({ trusted }) => trusted));
  expect((await store.as(ADA, 'PUT', '/v1/keyring', ring)).status).toBe(200);
  return store;
}

async function push(store: InProcess, bytes: Uint8Array, id: string, who = ADA) {
  const blob = sha256Of(bytes);
  await store.as(who, 'PUT', `/v1/blobs/${blob}`, bytes);
  return store.as(who, 'POST', `/v1/versions/${id}`, JSON.stringify({ blob }));
}
const pushed = (store: InProcess, one: UnsignedBundle, who = ADA) =>
  push(store, writeZip(one.bag), one.versionId, who);
const attest = (store: InProcess, act: DsseEnvelope | Uint8Array, who = ADA) =>
  store.as(who, 'POST', '/v1/attestations', act instanceof Uint8Array ? act : envelopeBytes(act));

async function kinds(store: InProcess, who = ADA): Promise<readonly string[]> {
  const { json } = await store.as(who, 'GET', '/v1/log?from=0');
  return (json['entries'] as { kind: string }[]).map(({ kind }) => kind);
}

const filesOf = (store: InProcess): readonly string[] =>
  readdirSync(store.data, { recursive: true, encoding: 'utf8' });
/** Code of the note about a refused blob; null when there is none. */
function quarantined(store: InProcess, digest: Sha256Hex): string | null {
  const note = filesOf(store).find((path) => path.endsWith(join('quarantine', `${digest}.json`)));
  return note === undefined ? null : JSON.parse(readFileSync(join(store.data, note), 'utf8')).code;
}

test.each(HOSTILE)(
  '[SYN] %s, pushed as a version, is refused by code, stays byte-exact and writes nothing else',
  async (_what, bytes) => {
    const store = await inProcess();
    const before = new Set(filesOf(store).map((path) => basename(path)));
    const refused = await push(store, bytes, sha256Of(bytes));
    expect(refused.status).toBe(422);
    expect(refused.json['code']).toMatch(/^(ZIP_|BAGIT_FORM$)/);
    expect(quarantined(store, sha256Of(bytes))).toBe(refused.json['code']);
    expect(await kinds(store)).toEqual([]);
    const blob = await store.app.inject({
      method: 'GET',
      url: `/v1/blobs/${sha256Of(bytes)}`,
      headers: { authorization: `Bearer ${await tokenOf(store, 'ada@acme.example')}` },
    });
    expect(blob.rawPayload.equals(Buffer.from(bytes))).toBe(true);
    const added = filesOf(store).map((path) => basename(path));
    const allowed = new RegExp(
      `^(tenants|[0-9a-f]{64}|[0-9a-f]{2}|blobs|quarantine|tenant|${sha256Of(bytes)}\\.json)$`,
    );
    expect(added.filter((name) => !before.has(name) && !allowed.test(name))).toEqual([]);
    for (const outside of ['x', 'escape', 'passwd'])
      expect(existsSync(join(store.data, '..', outside))).toBe(false);
  },
);

const tokenOf = (store: InProcess, subject: string, tenant = 'acme', administrator = true): Promise<string> =>
  store.issuer.token({ tenant: tenant as TenantId, subject, administrator });

test('[SYN] a plan with a key twice, or in other bytes than canonical, is no version', async () => {
  const store = await workspace();
  const one = version('One');
  const data = Object.fromEntries(DATA_FILES.map((name) => [name, one.bag.get(name)]));
  const plan = Buffer.from(one.bag.get('data/plan.json') ?? []).toString('utf8');
  for (const changed of [
    plan.replace('"tenant":"acme"', '"tenant":"other","tenant":"acme"'),
    plan.replace('"tenant":"acme"', '"tenant": "acme"'),
    `${plan} `,
  ]) {
    expect(changed).not.toBe(plan);
    const { bag, versionId } = makeBag({ ...data, 'data/plan.json': utf8(changed) } as Record<
      DataFile,
      Uint8Array
    >);
    const refused = await push(store, writeZip(bag), versionId);
    expect([refused.status, refused.json['code']]).toEqual([422, 'NOT_CANONICAL']);
  }
  expect(await kinds(store)).toEqual(['grant']);
});

test('[SYN] a version under another id, of another workspace, or signed within is refused', async () => {
  const store = await workspace();
  const [one, two, theirs] = [version('One'), version('Two'), version('One', 'other')];
  const codes = [
    await push(store, writeZip(one.bag), two.versionId),
    await pushed(store, theirs),
    await pushed(store, one, EVE),
    await push(store, sealed(one), one.versionId),
  ].map(({ status, json }) => [status, json['code']]);
  expect(codes).toEqual([
    [422, 'VERSION_MISMATCH'],
    [403, 'TENANT_WRONG'],
    [403, 'TENANT_WRONG'],
    [422, 'VERSION_SIGNED'],
  ]);
  expect([await kinds(store), await kinds(store, EVE)]).toEqual([['grant'], []]);
});

test('[SYN] an envelope speaks of the one version, plan, role and workspace it was signed for, once', async () => {
  const store = await workspace();
  const [one, two] = [version('One'), version('Two')];
  for (const made of [one, two]) expect((await pushed(store, made)).status).toBe(200);
  const act = sign(bea, 'approve', one);
  const first = await attest(store, act);
  // Sent again, by another person: the same entry.
  expect((await attest(store, act, BEA)).json['index']).toBe(first.json['index']);
  const payload = Buffer.from(act.payload, 'base64').toString('utf8');
  const codeOf = async (from: string, to: string): Promise<unknown> => {
    expect(payload).toContain(from);
    const changed = { ...act, payload: base64(utf8(payload.replaceAll(from, to))) };
    return (await attest(store, changed)).json['code'];
  };
  expect(await codeOf(one.versionId, two.versionId)).toBe('SIGNATURE_WRONG');
  expect(await codeOf('"decision":"approve"', '"decision":"release"')).toBe('SIGNATURE_WRONG');
  expect(await codeOf('"role":"finance"', '"role":"executive"')).toBe('SIGNATURE_WRONG');
  expect(await codeOf('"tenant":"acme"', '"tenant":"other"')).toBe('TENANT_WRONG');
  expect(await codeOf('"role":"finance"', '"role":"executive","role":"finance"')).toBe('NOT_CANONICAL');
  expect((await attest(store, act, EVE)).json['code']).toBe('TENANT_WRONG');
  const { json } = await store.as(ADA, 'GET', `/v1/versions/${two.versionId}`);
  expect(json['attestations']).toEqual([]);
  expect(await kinds(store)).toEqual(['grant', 'version', 'version', 'attestation']);
});

test('[SYN] a role, or a name, that the keyring does not give the key does not count', async () => {
  const store = await workspace();
  const one = version('One');
  await pushed(store, one);
  const codes = [
    await attest(store, sign(bea, 'approve', one, { role: 'executive' })),
    await attest(store, sign(bea, 'approve', one, { actorId: 'ada' as ActorId })),
    await attest(store, sign(person('Mallory', 'finance'), 'approve', one)),
    await attest(store, sign({ ...bea, secretKey: ada.secretKey }, 'approve', one)),
  ].map(({ json }) => json['code']);
  expect(codes).toEqual(['ROLE_NOT_GRANTED', 'ROLE_NOT_GRANTED', 'KEY_UNKNOWN', 'SIGNATURE_WRONG']);
  expect(await kinds(store)).toEqual(['grant', 'version']);
});

test('[APR-02] nobody but its maker submits a version, and she once: a second submission would block it', async () => {
  const store = await workspace();
  const one = version('One');
  await pushed(store, one);
  const theirs = await attest(store, sign(bea, 'submit', one), BEA);
  expect([theirs.status, theirs.json['code']]).toEqual([422, 'MAKER_DIFFERS']);
  const first = await attest(store, sign(ada, 'submit', one));
  expect(first.status).toBe(200);
  expect((await attest(store, sign(ada, 'submit', one))).json['index']).toBe(first.json['index']);
  const again = await attest(store, sign(ada, 'submit', one, { name: 'Ada, again' }));
  expect([again.status, again.json['code']]).toEqual([409, 'SUBMITTED_TWICE']);
  expect(await kinds(store)).toEqual(['grant', 'version', 'attestation']);
});

test('[SYN] a revoked key makes no version and signs nothing more; what it signed before stays', async () => {
  const store = await workspace();
  const [one, two] = [version('One'), version('Two')];
  await pushed(store, one);
  expect((await attest(store, sign(bea, 'approve', one))).status).toBe(200);
  const revoke = (key: Person, who: number) =>
    store.as(who, 'POST', `/v1/keys/${key.signer.keyId}/revoke`, JSON.stringify({ reason: 'Laptop lost' }));
  expect((await revoke(bea, BEA)).json['code']).toBe('NOT_YOURS');
  for (const key of [bea, ada]) expect((await revoke(key, ADA)).status).toBe(200);
  const late = sign(bea, 'release', one);
  expect((await attest(store, late)).json['code']).toBe('KEY_REVOKED');
  expect(quarantined(store, sha256Of(envelopeBytes(late)))).toBe('KEY_REVOKED');
  expect((await pushed(store, two)).json['code']).toBe('KEY_REVOKED');
  expect(quarantined(store, sha256Of(writeZip(two.bag)))).toBe('KEY_REVOKED');
  // The same keyring once more does not bring it back to life.
  await store.as(ADA, 'PUT', '/v1/keyring', ringOf([ada, bea].map(({ trusted }) => trusted)));
  expect((await attest(store, late)).json['code']).toBe('KEY_REVOKED');
  expect(await kinds(store)).toEqual(['grant', 'version', 'attestation', 'revocation', 'revocation']);
});

/** The identity point: everything is signed by it, for libraries that do not look. */
const IDENTITY = Uint8Array.of(1, ...new Uint8Array(31));
const FORGED = Uint8Array.of(...IDENTITY, ...new Uint8Array(32));

test('[SYN] a key of small order is neither enrolled, nor vouched for, nor believed', async () => {
  const store = await workspace();
  const keyId = keyIdOf(IDENTITY);
  const mallory = { actorId: 'mallory' as ActorId, name: 'Mallory', role: 'finance', keyId } as const;
  const ring = ringOf([ada.trusted, { ...mallory, publicKey: IDENTITY, revokedAt: null }]);
  expect((await store.as(ADA, 'PUT', '/v1/keyring', ring)).status).toBe(422);

  const { nonce } = (await store.as(ADA, 'POST', '/v1/keys/challenge', '{}')).json;
  const payload = enrolmentPayload({
    format: 'bailiwick.key-enrolment',
    store: store.storeId,
    nonce: String(nonce),
    tenant: 'acme' as TenantId,
    subject: 'ada@acme.example',
    publicKey: base64(IDENTITY),
    actorId: mallory.actorId,
    name: mallory.name,
    role: mallory.role,
    keeping: 'browser',
  });
  const enrolment = { ...envelopeOver(ada, ENROLMENT_PAYLOAD_TYPE, payload) };
  const weak = { ...enrolment, signatures: [{ keyid: keyId, sig: base64(FORGED) }] };
  const enrolled = await store.as(ADA, 'POST', '/v1/keys', envelopeBytes(weak));
  expect([enrolled.status, enrolled.json['code']]).toEqual([422, 'KEY_WEAK']);

  const one = version('One');
  await pushed(store, one);
  const facts = { decision: 'approve', signer: mallory, claimedAt: AT, reason: 'Because' } as const;
  const { payloadType, payload: statement } = statementToSign(one, facts);
  const act = {
    ...envelopeOver(ada, payloadType, statement),
    signatures: [{ keyid: keyId, sig: base64(FORGED) }],
  };
  expect((await attest(store, act)).json['code']).toMatch(/^KEY_/);
  expect(await kinds(store)).toEqual(['grant', 'version']);
});

test('[SYN] a key is enrolled by whoever holds it and answers a question of this store, once, in time and as herself', async () => {
  const store = await workspace();
  const asked = async (who = ADA): Promise<string> =>
    String((await store.as(who, 'POST', '/v1/keys/challenge', '{}')).json['nonce']);
  const enrolled = async (nonce: string, changes: object = {}, by = ada, who = ADA) => {
    const payload = enrolmentPayload({
      format: 'bailiwick.key-enrolment',
      store: store.storeId,
      nonce,
      tenant: 'acme' as TenantId,
      subject: 'ada@acme.example',
      publicKey: base64(ada.trusted.publicKey),
      actorId: ada.signer.actorId,
      name: ada.signer.name,
      role: ada.signer.role,
      keeping: 'passphrase',
      ...changes,
    });
    const done = await store.as(
      who,
      'POST',
      '/v1/keys',
      envelopeBytes(envelopeOver(by, ENROLMENT_PAYLOAD_TYPE, payload)),
    );
    return done.status === 200 ? 'ok' : done.json['code'];
  };
  // Somebody else's key: she cannot sign with it.
  expect(await enrolled(await asked(), {}, bea)).toMatch(/^(SIGNATURE_WRONG|ENVELOPE|KEY|ENROLMENT)/);
  expect(await enrolled('n'.repeat(32))).toBe('CHALLENGE_UNKNOWN');
  expect(await enrolled(await asked(BEA))).toBe('CHALLENGE_UNKNOWN');
  expect(await enrolled(await asked(), { store: 'ab'.repeat(32) })).toBe('STORE_OTHER');
  expect(await enrolled(await asked(), { subject: 'bea@acme.example' })).toBe('PERSON_OTHER');
  const late = await asked();
  store.later(5 * 60 + 1);
  expect(await enrolled(late)).toBe('CHALLENGE_UNKNOWN');
  const nonce = await asked();
  expect(await enrolled(nonce)).toBe('ok');
  expect(await enrolled(nonce)).toBe('CHALLENGE_UNKNOWN');
  expect(await enrolled(await asked(BEA), { subject: 'bea@acme.example' }, ada, BEA)).toBe('KEY_TAKEN');
  expect(await kinds(store)).toEqual(['grant', 'key']);
});

test('[SYN] a store whose clock jumps a day back and forth keeps the order of its log, and loses nothing', async () => {
  const store = await workspace();
  const names = ['One', 'Two', 'Three'];
  const DAY = 86_400;
  for (const [at, name] of names.entries()) {
    store.later(at === 1 ? -2 * DAY : DAY);
    expect((await pushed(store, version(name))).status).toBe(200);
    expect((await attest(store, sign(ada, 'submit', version(name)))).status).toBe(200);
  }
  const { entries } = (await store.as(ADA, 'GET', '/v1/log?from=0')).json as {
    entries: { subject: string; at: string }[];
  };
  expect(
    entries.slice(1).map(({ at }) => at) ===
      entries
        .slice(1)
        .map(({ at }) => at)
        .toSorted(),
  ).toBe(false);
  const ids = names.map((name) => version(name).versionId as string);
  expect(entries.map(({ subject }) => subject).filter((subject) => ids.includes(subject))).toEqual(ids);
  expect((await pushed(store, version('One'))).json['index']).toBe(1);
});

test('[SYN] one push from two people at once is one entry, and both are told the same place', async () => {
  const store = await workspace();
  const one = version('One');
  const act = sign(bea, 'approve', one);
  const both = await Promise.all([ADA, BEA].map((who) => pushed(store, one, who)));
  const acts = await Promise.all([ADA, BEA, ADA].map((who) => attest(store, act, who)));
  expect([...both, ...acts].map(({ status, json }) => [status, json['index']])).toEqual([
    [200, 1],
    [200, 1],
    [200, 2],
    [200, 2],
    [200, 2],
  ]);
  expect(await kinds(store)).toEqual(['grant', 'version', 'attestation']);
});
