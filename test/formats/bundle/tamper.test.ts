import { describe, expect, it } from 'vitest';
import type { ActorId, IsoTime, PlanId, TenantId, TerritoryId } from '../../../domain/brand.ts';
import type { Json } from '../../../domain/bundle/canonical-json.ts';
import { canonicalJson } from '../../../domain/bundle/canonical-json.ts';
import { planOfDocument } from '../../../domain/bundle/open-document.ts';
import type { PlanDocument } from '../../../domain/bundle/plan-document.ts';
import type { Keyring } from '../../../domain/governance/keyring.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import type { Bag, DataFile } from '../../../formats/bundle/bag.ts';
import { DATA_FILES, makeBag } from '../../../formats/bundle/bag.ts';
import { sealBundle } from '../../../formats/bundle/build-bundle.ts';
import type { UnsignedBundle } from '../../../formats/bundle/build-bundle.ts';
import { utf8 } from '../../../formats/bundle/bytes.ts';
import { envelopeBytes } from '../../../formats/bundle/dsse.ts';
import { verifyBundle } from '../../../formats/bundle/read-bundle.ts';
import { planJson, renderings } from '../../../formats/bundle/render.ts';
import { writeZip } from '../../../formats/bundle/write-zip.ts';
import { readZip } from '../../../workstation/read-zip.ts';
import {
  ada,
  AT,
  bea,
  build,
  cleo,
  envelopeOver,
  keyring,
  must,
  person,
  samplePlan,
  sealed,
  sign,
} from './sample.ts';
import type { Person } from './sample.ts';

/** The step that failed and its code, or `ok`. */
async function outcome(bytes: Uint8Array, keys: Keyring = keyring): Promise<string> {
  const result = await verifyBundle(bytes, keys, readZip);
  const last = result.steps.at(-1);
  return result.ok ? 'ok' : `${last?.step}: ${last?.code}`;
}

const version = build();
const zipOf = (bag: Bag, envelopes: Readonly<Record<string, Uint8Array>>): Uint8Array =>
  writeZip(new Map([...bag, ...Object.entries(envelopes)]));

/** What a dishonest maker with a true key could hand over: any files, a manifest to match, her signature on it. */
function forged(files: Partial<Record<DataFile, Uint8Array>>, by: Person = ada): Uint8Array {
  const data = Object.fromEntries(DATA_FILES.map((name) => [name, files[name] ?? version.bag.get(name)]));
  const made = makeBag(data as Record<DataFile, Uint8Array>);
  const signed = { versionId: made.versionId, document: version.document };
  return must(sealBundle(made.bag, [sign(by, 'submit', signed)]));
}

const text = (name: DataFile): string => new TextDecoder().decode(version.bag.get(name));
const lied = (name: DataFile, from: string, to: string): Uint8Array => {
  expect(text(name)).toContain(from);
  return forged({ [name]: utf8(text(name).replace(from, to)) });
};

/** plan.json changed, and every other file made again to agree with it. */
function consistentLie(change: (document: PlanDocument) => PlanDocument, plan?: Plan): Uint8Array {
  const document = change(version.document);
  const files = renderings(plan ?? planOfDocument(document), document, '');
  const made = Object.fromEntries(Object.entries(files).map(([name, render]) => [name, render()]));
  return forged({ ...made, 'data/plan.json': planJson(document) });
}

/** A bundle has some 26,000 bytes, in files and headers of odd lengths, so that a third of them fall on every field. */
const STRIDE = process.env['BAILIWICK_SOAK_SEED'] === undefined ? 3 : 1;
const OF_THEM = STRIDE === 1 ? '' : ', every third of them (npm run soak: every one)';

describe('nothing altered verifies', () => {
  it(`whichever byte of a bundle is flipped${OF_THEM}`, async () => {
    const small = build(samplePlan(), { audit: [], outlines: [] });
    const bytes = sealed(small);
    expect(await outcome(bytes)).toBe('ok');
    let accepted = 0;
    for (let at = 0; at < bytes.length; at += STRIDE) {
      const flipped = bytes.slice();
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
      if ((await verifyBundle(flipped, keyring, readZip)).ok) accepted++;
    }
    expect(accepted).toBe(0);
  });

  it('whichever byte of an envelope is flipped, in a zip packed anew', async () => {
    const envelope = envelopeBytes(sign(ada, 'submit', version));
    const pack = (maker: Uint8Array): Promise<string> =>
      outcome(zipOf(version.bag, { 'attestations/maker.dsse.json': maker }));
    expect(await pack(envelope)).toBe('ok');
    const seen = new Set<string>();
    for (let at = 0; at < envelope.length; at++) {
      const flipped = envelope.slice();
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 7));
      seen.add(await pack(flipped));
    }
    expect(seen).not.toContain('ok');
    expect(seen).toContain('signatures: SIGNATURE_WRONG');
    expect(seen).toContain('keys: KEY_UNKNOWN');
  });

  it('whichever file is changed, taken out or put in', async () => {
    for (const name of version.bag.keys()) {
      const envelopes = { 'attestations/maker.dsse.json': envelopeBytes(sign(ada, 'submit', version)) };
      const changed = new Map(version.bag).set(
        name,
        utf8(`${new TextDecoder().decode(version.bag.get(name))} `),
      );
      expect(await outcome(zipOf(changed, envelopes)), name).toMatch(
        /^manifest: (BAGIT_FORM|DIGEST_WRONG|MANIFEST_FORM)$/,
      );
      const without = new Map([...version.bag].filter(([other]) => other !== name));
      expect(await outcome(zipOf(without, envelopes)), name).toMatch(/^manifest: (BAGIT_FORM|FILE_MISSING)$/);
    }
    const more = new Map(version.bag).set('data/report-final.html', utf8('<h1>Paid</h1>'));
    expect(await outcome(zipOf(more, {}))).toBe('structure: ZIP_UNLISTED_FILE');
  });
});

describe('a signature says one thing about one version', () => {
  const other = build(samplePlan({ name: 'Another plan' }));

  it('and nothing about another: envelopes swapped between bundles are refused', async () => {
    const swap = (from: UnsignedBundle, to: UnsignedBundle): Promise<string> =>
      outcome(must(sealBundle(to.bag, [sign(ada, 'submit', from)])));
    expect(await swap(version, other)).toBe('subject: SUBJECT_WRONG');
    expect(await swap(other, version)).toBe('subject: SUBJECT_WRONG');
    const approval = sealed(version, [sign(bea, 'approve', other)]);
    expect(await outcome(approval)).toBe('subject: SUBJECT_WRONG');
  });

  it('in one role, for one tenant, plan, cycle, parent and policy', async () => {
    const elsewhere = async (document: Partial<PlanDocument>): Promise<string> => {
      const claimed = { versionId: version.versionId, document: { ...version.document, ...document } };
      return outcome(sealed(version, [sign(bea, 'approve', claimed)]));
    };
    const { policy, cycle } = version.document;
    expect(await elsewhere({})).toBe('ok');
    expect(await elsewhere({ tenant: 'other' as TenantId })).toBe('four-eyes: ACT_ELSEWHERE');
    expect(await elsewhere({ planId: 'other' as PlanId })).toBe('four-eyes: ACT_ELSEWHERE');
    expect(await elsewhere({ parents: [] })).toBe('four-eyes: ACT_ELSEWHERE');
    expect(await elsewhere({ cycle: { ...cycle, cycleId: 'other' as never } })).toBe(
      'four-eyes: ACT_ELSEWHERE',
    );
    expect(await elsewhere({ policy: { ...policy, version: policy.version + 1 } })).toBe(
      'four-eyes: ACT_ELSEWHERE',
    );
    const promoted = sealed(version, [sign(bea, 'approve', version, { role: 'executive' })]);
    expect(await outcome(promoted)).toBe('four-eyes: SIGNER_NOT_KEY_OWNER');
    const renamed = sealed(version, [sign(bea, 'approve', version, { actorId: 'cleo' as ActorId })]);
    expect(await outcome(renamed)).toBe('four-eyes: SIGNER_NOT_KEY_OWNER');
  });

  it('[APR-02] the maker cannot approve, nor submit for somebody else, nor be left out', async () => {
    expect(await outcome(sealed(version, [sign(ada, 'approve', version)]))).toBe(
      'four-eyes: APPROVER_IS_MAKER',
    );
    expect(await outcome(must(sealBundle(version.bag, [sign(bea, 'submit', version)])))).toBe(
      'four-eyes: MAKER_DIFFERS',
    );
    const approval = { 'attestations/approval-1.dsse.json': envelopeBytes(sign(bea, 'approve', version)) };
    expect(await outcome(zipOf(version.bag, approval))).toBe('four-eyes: NOT_SUBMITTED');
    const submission = { 'attestations/maker.dsse.json': envelopeBytes(sign(bea, 'approve', version)) };
    expect(await outcome(zipOf(version.bag, submission))).toBe('four-eyes: ENVELOPE_MISPLACED');
    const skipped = {
      'attestations/maker.dsse.json': envelopeBytes(sign(ada, 'submit', version)),
      'attestations/approval-2.dsse.json': envelopeBytes(sign(bea, 'approve', version)),
    };
    expect(await outcome(zipOf(version.bag, skipped))).toBe('envelopes: ENVELOPE_NUMBER');
  });

  it('a rejected version verifies, as rejected', async () => {
    const bytes = sealed(version, [sign(bea, 'approve', version), sign(cleo, 'reject', version)]);
    expect(await verifyBundle(bytes, keyring, readZip)).toMatchObject({ ok: true, state: 'Rejected' });
  });
});

describe('the keyring decides whom to believe', () => {
  it('an unknown signer is not believed, and neither is a key that goes by another\u2019s id', async () => {
    expect(await outcome(sealed(version), [ada.trusted])).toBe('keys: KEY_UNKNOWN');
    expect(await outcome(sealed(version), [])).toBe('keys: KEY_UNKNOWN');
    const mallory = person('Mallory', 'planner');
    const disguised = [{ ...mallory.trusted, keyId: ada.trusted.keyId }, bea.trusted];
    expect(await outcome(sealed(version), disguised)).toBe('keys: KEY_ID_WRONG');
  });

  it('a revoked key is refused whatever time the envelope claims', async () => {
    const revoked = [{ ...ada.trusted, revokedAt: '2030-01-01T00:00:00.000Z' as IsoTime }, bea.trusted];
    expect(await outcome(sealed(version), revoked)).toBe('keys: KEY_REVOKED');
  });

  it('an envelope that says another key signed it is refused', async () => {
    const { payloadType, payload } = sign(bea, 'approve', version);
    const byCleo = envelopeOver(cleo, payloadType, Buffer.from(payload, 'base64'));
    const claims = {
      ...byCleo,
      signatures: byCleo.signatures.map((one) => ({ ...one, keyid: bea.signer.keyId })),
    };
    expect(await outcome(sealed(version, [claims]))).toBe('signatures: SIGNATURE_WRONG');
    expect(await outcome(sealed(version, [byCleo]))).toBe('four-eyes: SIGNER_NOT_KEY_OWNER');
  });

  it('a store\u2019s receipt that cannot be checked is not passed over', async () => {
    const envelopes = {
      'attestations/maker.dsse.json': envelopeBytes(sign(ada, 'submit', version)),
      'attestations/receipt.json': utf8('{}'),
    };
    expect(await outcome(zipOf(version.bag, envelopes))).toBe('receipt: RECEIPT_FORM');
  });
});

describe('a maker who signs what is not so is found out', () => {
  it('when another file says something else than plan.json', async () => {
    expect(await outcome(lied('data/assignments.csv', 'Holtsville', 'Hollywood'))).toBe(
      'agreement: AGREEMENT_FILE',
    );
    expect(await outcome(lied('data/quotas.csv', '600000', '500000'))).toBe('agreement: AGREEMENT_FILE');
    expect(await outcome(lied('data/report.html', '600,000', '500,000'))).toBe('agreement: AGREEMENT_FILE');
    expect(await outcome(lied('data/report.html', '<main>', '<main><h1>Approved</h1>'))).toBe(
      'agreement: AGREEMENT_FILE',
    );
    expect(await outcome(lied('data/VERIFY.md', 'openssl pkeyutl -verify', 'true #'))).toBe(
      'agreement: AGREEMENT_FILE',
    );
    expect(await outcome(forged({ 'data/plan.xlsx': utf8('not a workbook') }))).toBe(
      'agreement: AGREEMENT_FILE',
    );
  });

  it('when the trail of actions was cut or is not one', async () => {
    const lines = text('data/audit.jsonl').split('\n');
    expect(await outcome(forged({ 'data/audit.jsonl': utf8(`${lines[0]}\n`) }))).toBe(
      'agreement: AGREEMENT_AUDIT',
    );
    expect(await outcome(forged({ 'data/audit.jsonl': utf8(`${lines[1]}\n${lines[0]}\n`) }))).toBe(
      'agreement: AUDIT_CHAIN_BROKEN',
    );
    expect(await outcome(forged({ 'data/audit.jsonl': utf8(lines.join('\n').trimEnd()) }))).toBe(
      'agreement: AUDIT_FORM',
    );
  });

  it('when measures or quotas are made up, in every file alike', async () => {
    const measures = version.document.measures.map((one, i) =>
      i === 0 ? { ...one, value: 1, met: true } : one,
    );
    expect(await outcome(consistentLie((document) => ({ ...document, measures })))).toBe(
      'agreement: AGREEMENT_MEASURES',
    );
    const raise = (document: PlanDocument): PlanDocument => {
      const lines = document.quota.lines.map((line) => ({ ...line, amount: '100' }));
      return { ...document, quota: { ...document.quota, lines } };
    };
    expect(await outcome(consistentLie(raise))).toBe('agreement: AGREEMENT_QUOTAS');
    expect(await outcome(consistentLie((document) => ({ ...document, rendering: 3 })))).toBe(
      'agreement: AGREEMENT_RENDERING',
    );
    expect(await outcome(consistentLie((document) => ({ ...document, createdAt: AT })))).toBe('ok');
  });

  it('when plan.json is not canonical, not whole, of a later version, or names another policy', async () => {
    const plan = (change: (content: string) => string): Promise<string> =>
      outcome(forged({ 'data/plan.json': utf8(change(text('data/plan.json'))) }));
    expect(await plan((content) => content.replace('{', '{"accounts":0,'))).toBe('four-eyes: NOT_CANONICAL');
    expect(await plan((content) => ` ${content}`)).toBe('four-eyes: NOT_CANONICAL');
    expect(await plan((content) => content.replace('"roundTo":100', '"roundTo":9007199254740993'))).toBe(
      'four-eyes: INTEGER_TOO_LARGE',
    );
    expect(await plan((content) => content.slice(1))).toBe('four-eyes: NOT_JSON');
    expect(await plan((content) => content.replace('"formatVersion":1', '"formatVersion":2'))).toBe(
      'four-eyes: DOCUMENT_NEWER',
    );
    expect(await plan((content) => content.replace('"assignment":[0', '"assignment":[7'))).toBe(
      'four-eyes: DOCUMENT_FORM',
    );
    expect(await plan((content) => content.replace('"approversRequired":1', '"approversRequired":0'))).toBe(
      'four-eyes: POLICY_DIGEST_WRONG',
    );
    expect(await plan(() => canonicalJson({ format: 'x' } as Json))).toBe('four-eyes: DOCUMENT_UNKNOWN');
  });

  it('every fault of a damaged plan.json is said at once', async () => {
    const damage = (document: PlanDocument): PlanDocument => ({
      ...document,
      currency: 5 as never,
      territories: document.territories.map((one) => ({
        ...one,
        territoryId: '' as TerritoryId,
        surprise: 1,
      })),
    });
    const bytes = forged({ 'data/plan.json': planJson(damage(version.document)) });
    const { steps } = await verifyBundle(bytes, keyring, readZip);
    const message = steps.at(-1)?.message ?? '';
    for (const part of ['currency', 'territories[0].territoryId', 'territories[1].surprise']) {
      expect(message).toContain(part);
    }
  });
});
