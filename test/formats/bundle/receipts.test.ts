import { describe, expect, it } from 'vitest';
import type { Sha256Hex, VersionId } from '../../../domain/brand.ts';
import { canonicalJson } from '../../../domain/bundle/canonical-json.ts';
import type { Json } from '../../../domain/bundle/canonical-json.ts';
import type { TrustedStore } from '../../../domain/bundle/receipts.ts';
import type { VerifiedAt } from '../../../domain/bundle/verification.ts';
import type { Keyring, RevokedIn } from '../../../domain/governance/keyring.ts';
import { RECEIPT } from '../../../formats/bundle/bag.ts';
import { utf8 } from '../../../formats/bundle/bytes.ts';
import { sha256Of } from '../../../formats/bundle/digest.ts';
import { envelopeBytes } from '../../../formats/bundle/dsse.ts';
import { keyIdOf } from '../../../formats/bundle/ed25519.ts';
import { mergeActs } from '../../../formats/bundle/merge-acts.ts';
import { openBundle, verifyBundle, withEnvelope } from '../../../formats/bundle/read-bundle.ts';
import { readZip } from '../../../formats/bundle/read-zip.ts';
import { withReceipts } from '../../../formats/bundle/receipts-file.ts';
import { writeZip } from '../../../formats/bundle/write-zip.ts';
import type { ReceiptText } from '../../../formats/log/receipt.ts';
import { SampleStore } from './sample-store.ts';
import { ada, AT, bea, build, keyring, must, sealed, sign } from './sample.ts';

const version = build();
const bundle = sealed(version);
const approval = sha256Of(envelopeBytes(sign(bea, 'approve', version)));
const submission = sha256Of(envelopeBytes(sign(ada, 'submit', version)));

/** A store in which the version and both acts lie behind some entries of others. */
function received(store = new SampleStore('central')) {
  store.fill(3);
  const at = {
    version: store.enter('version', version.versionId),
    submission: store.enter('attestation', submission),
    approval: store.enter('attestation', approval),
  };
  store.fill(2);
  return { store, at };
}

const textOf = (receipt: ReceiptText): string => canonicalJson(receipt as unknown as Json);

async function carrying(...receipts: readonly ReceiptText[]): Promise<Uint8Array> {
  return must(withReceipts(must(await openBundle(bundle, readZip)), receipts.map(textOf)));
}

/** With any bytes as its receipts file. */
async function withFile(bytes: Uint8Array): Promise<Uint8Array> {
  const { bag } = must(await openBundle(bundle, readZip));
  return writeZip(new Map([...bag, [RECEIPT, bytes]]));
}

const asFile = (...receipts: readonly ReceiptText[]): Uint8Array =>
  utf8(canonicalJson({ format: 'bailiwick.receipts', formatVersion: 1, receipts } as unknown as Json));

async function outcome(bytes: Uint8Array, at: VerifiedAt, keys: Keyring = keyring): Promise<string> {
  const result = await verifyBundle(bytes, keys, readZip, at);
  const failed = result.steps.find((step) => !step.ok);
  return failed === undefined ? 'ok' : `${failed.step}: ${failed.code}`;
}

describe('[SYN] a receipt inside a bundle', () => {
  it('is checked offline, leaves the version id alone, and says where the version was received', async () => {
    const { store, at } = received();
    const bytes = await carrying(
      store.receipt(at.approval),
      store.receipt(at.version),
      store.receipt(at.submission),
    );
    const result = await verifyBundle(bytes, keyring, readZip, {
      stores: [store.trusted],
      seen: [store.seen()],
    });
    expect(result).toMatchObject({ ok: true, versionId: version.versionId, state: 'Approved' });
    expect(result.receipts.map(({ subject, index }) => [subject, index])).toEqual([
      [version.versionId, 3],
      [submission, 4],
      [approval, 5],
    ]);
    expect(result.steps.find(({ step }) => step === 'receipt')?.message).toBe(
      'Received by https://central.example as entry 3 of its log.',
    );
  });

  it('that is absent is no fault unless somebody asks for one', async () => {
    const { steps } = await verifyBundle(bundle, keyring, readZip);
    expect(steps.find(({ step }) => step === 'receipt')).toMatchObject({
      ok: true,
      message: 'Not yet received by a store.',
    });
    expect(await outcome(bundle, { receiptRequired: true })).toBe('receipt: RECEIPT_REQUIRED');
    const { store, at } = received();
    const stores = [store.trusted];
    const ofAct = await carrying(store.receipt(at.approval));
    expect(await outcome(ofAct, { stores, receiptRequired: true })).toBe('receipt: RECEIPT_REQUIRED');
    const own = await carrying(store.receipt(at.version));
    expect(await outcome(own, { stores, receiptRequired: true })).toBe('ok');
  });

  it('stays when somebody decides, and comes along with decisions from another copy', async () => {
    const { store, at } = received();
    const stores = [store.trusted];
    const submitted = must(
      withReceipts(must(await openBundle(sealed(version, []), readZip)), [textOf(store.receipt(at.version))]),
    );
    const decided = must(
      withEnvelope(must(await openBundle(submitted, readZip)), sign(bea, 'approve', version)),
    );
    expect((await verifyBundle(decided, keyring, readZip, { stores })).receipts).toHaveLength(1);
    const other = await carrying(store.receipt(at.version), store.receipt(at.approval));
    const merged = must(await mergeActs(decided, other, keyring, readZip));
    expect((await verifyBundle(merged.bundle, keyring, readZip, { stores })).receipts).toHaveLength(2);
  });

  it('of a store nobody here knows, or whose key is one anybody can sign for, is refused', async () => {
    const { store, at } = received();
    const bytes = await carrying(store.receipt(at.version));
    expect(await outcome(bytes, {})).toBe('receipt: RECEIPT_STORE_UNKNOWN');
    expect(await outcome(bytes, { stores: [new SampleStore('other').trusted] })).toBe(
      'receipt: RECEIPT_STORE_UNKNOWN',
    );
    const identity = Uint8Array.of(1, ...new Uint8Array(31));
    const weak: TrustedStore = { keyId: keyIdOf(identity), publicKey: identity, origin: 'weak' };
    const receipt = store.receipt(at.version);
    const sig = btoa(String.fromCharCode(...identity, ...new Uint8Array(32)));
    const forged = {
      ...receipt,
      checkpoint: { ...receipt.checkpoint, signatures: [{ keyid: weak.keyId, sig }] },
    };
    expect(await outcome(await withFile(asFile(forged)), { stores: [weak] })).toBe('receipt: STORE_KEY_WEAK');
    const posing = {
      ...weak,
      keyId: store.trusted.keyId,
      publicKey: new SampleStore('other').trusted.publicKey,
    };
    expect(await outcome(bytes, { stores: [posing] })).toBe('receipt: RECEIPT_STORE_UNKNOWN');
  });

  it('that is forged, misplaced, of another workspace or of another version is refused', async () => {
    const { store, at } = received();
    const stores = [store.trusted];
    const good = store.receipt(at.version);
    const bad = async (receipt: ReceiptText): Promise<string> =>
      outcome(await withFile(asFile(receipt)), { stores });
    const signed = { ...good.checkpoint, payload: store.checkpoint({ size: 99 }).payload };
    expect(await bad({ ...good, checkpoint: signed })).toBe('receipt: RECEIPT_SIGNATURE_WRONG');
    for (let index = 0; index < store.log.length + 2; index++)
      if (index !== at.version) expect(await bad({ ...good, index })).toBe('receipt: RECEIPT_NOT_INCLUDED');
    expect(await bad({ ...good, proof: good.proof.slice(1) })).toBe('receipt: RECEIPT_NOT_INCLUDED');
    expect(await bad({ ...good, entry: { ...good.entry, subject: submission } })).toBe(
      'receipt: RECEIPT_NOT_INCLUDED',
    );
    expect(await bad(store.receipt(0))).toBe('receipt: RECEIPT_SUBJECT_WRONG');
    const mislabelled = new SampleStore('central');
    expect(await bad(mislabelled.receipt(mislabelled.enter('attestation', version.versionId)))).toBe(
      'receipt: RECEIPT_SUBJECT_WRONG',
    );
    const foreign = received(new SampleStore('central', 'other'));
    expect(await bad(foreign.store.receipt(foreign.at.version))).toBe('receipt: RECEIPT_TENANT_WRONG');
    const relabelled = { ...good, checkpoint: foreign.store.checkpoint() };
    expect(await bad(relabelled)).toBe('receipt: RECEIPT_TENANT_WRONG');
  });

  it('that is another file than a receipts file, or says a thing twice, is refused', async () => {
    const { store, at } = received();
    const stores = [store.trusted];
    const one = store.receipt(at.version);
    const text = new TextDecoder().decode(asFile(one));
    for (const bytes of [utf8('{}'), utf8(` ${text}`), asFile(), asFile(one, one), Uint8Array.of(0xff)])
      expect(await outcome(await withFile(bytes), { stores })).toBe('receipt: RECEIPT_FORM');
  });

  it('of a log that forked from the one this machine has seen is refused; of a shorter or longer one not', async () => {
    const mine = received();
    const stores = [mine.store.trusted];
    const seen = [mine.store.seen()];
    const fork = new SampleStore('central');
    fork.fill(1);
    const forked = received(fork);
    const other = await carrying(forked.store.receipt(forked.at.version));
    expect(await outcome(other, { stores })).toBe('ok');
    expect(await outcome(other, { stores, seen })).toBe('receipt: RECEIPT_FORKED');
    // Of the same length: told apart by the root alone.
    const alike = new SampleStore('central');
    const at = alike.enter('version', version.versionId);
    alike.fill(mine.store.log.length - 1);
    const bare = seen.map((log) => ({ ...log, leaves: [] }));
    expect(await outcome(await carrying(alike.receipt(at)), { stores, seen: bare })).toBe(
      'receipt: RECEIPT_FORKED',
    );
    const restored = received(new SampleStore('central', 'acme', 'epoch-2'));
    expect(await outcome(await carrying(restored.store.receipt(restored.at.version)), { stores, seen })).toBe(
      'ok',
    );
    const early = await carrying(mine.store.receipt(mine.at.version));
    mine.store.fill(4);
    const late = await carrying(mine.store.receipt(mine.at.version));
    expect(await outcome(early, { stores, seen: [mine.store.seen()] })).toBe('ok');
    expect(await outcome(late, { stores, seen })).toBe('ok');
  });
});

describe('[SYN] a revoked key is weighed against the log', () => {
  const { store, at } = received();
  const { trusted } = store;
  const stores = [trusted];
  const revokedIn = (changes: Partial<RevokedIn>): Keyring => [
    ada.trusted,
    {
      ...bea.trusted,
      revokedAt: AT,
      revokedIn: {
        store: trusted.keyId,
        storeEpoch: store.epoch,
        tenant: store.tenant,
        index: 0,
        ...changes,
      },
    },
  ];
  const whole = carrying(store.receipt(at.version), store.receipt(at.submission), store.receipt(at.approval));

  it('its act counts when the log received that act before the revocation, and not from it on', async () => {
    expect(await outcome(await whole, { stores }, revokedIn({ index: at.approval + 1 }))).toBe('ok');
    expect(await outcome(await whole, { stores }, revokedIn({ index: at.approval }))).toBe(
      'keys: KEY_REVOKED',
    );
    expect(await outcome(await whole, { stores }, revokedIn({ index: at.approval - 1 }))).toBe(
      'keys: KEY_REVOKED',
    );
  });

  it('the receipt of the version does not speak for an act that was put to it later', async () => {
    const later = await carrying(store.receipt(at.version), store.receipt(at.submission));
    expect(await outcome(later, { stores }, revokedIn({ index: at.approval + 1 }))).toBe('keys: KEY_REVOKED');
  });

  it('an index in another store, another life of it or another workspace proves nothing', async () => {
    const index = at.approval + 1;
    for (const change of [
      { store: '0'.repeat(64) as Sha256Hex },
      { storeEpoch: 'epoch-2' },
      { tenant: 'other' as RevokedIn['tenant'] },
    ])
      expect(await outcome(await whole, { stores }, revokedIn({ index, ...change }))).toBe(
        'keys: KEY_REVOKED',
      );
  });

  it('a receipt that does not hold proves nothing either, and without a place in a log nothing counts', async () => {
    const index = at.approval + 1;
    expect(await outcome(await whole, {}, revokedIn({ index }))).toBe('keys: KEY_REVOKED');
    const plain = [ada.trusted, { ...bea.trusted, revokedAt: AT, revokedIn: null }];
    expect(await outcome(await whole, { stores }, plain)).toBe('keys: KEY_REVOKED');
  });
});

describe('withReceipts', () => {
  it('takes only what speaks of the version or its acts, and gives the same bytes whatever the order', async () => {
    const { store, at } = received();
    const opened = must(await openBundle(bundle, readZip));
    const texts = [at.version, at.submission, at.approval, 0].map((index) => textOf(store.receipt(index)));
    const one = must(withReceipts(opened, texts));
    expect(must(withReceipts(opened, texts.toReversed()))).toEqual(one);
    expect(must(withReceipts(must(await openBundle(one, readZip)), texts))).toEqual(one);
    expect(must(withReceipts(opened, []))).toEqual(bundle);
    expect(must(await openBundle(one, readZip)).versionId satisfies VersionId).toBe(version.versionId);
  });
});
