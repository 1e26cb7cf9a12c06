/** What a store answers, parsed and proven: nothing of it is believed before its signature and its place in the log are. */
import { canonicalJson, parseCanonicalJson } from '../../domain/bundle/canonical-json.ts';
import type { Json } from '../../domain/bundle/canonical-json.ts';
import type { Check } from '../../domain/bundle/check.ts';
import { Faults, integer, list, object, oneOf, text } from '../../domain/bundle/check.ts';
import * as is from '../../domain/bundle/checks.ts';
import type { IsoTime, Sha256Hex, TenantId } from '../../domain/brand.ts';
import type { DsseEnvelope } from '../../domain/governance/envelope.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import { fromBase64, textOrNull } from '../../formats/bundle/bytes.ts';
import { preAuthEncoding } from '../../formats/bundle/dsse.ts';
import { keyIdOf, verifySignature } from '../../formats/bundle/ed25519.ts';
import { CHECKPOINT_PAYLOAD_TYPE, isIncluded } from '../../formats/log/merkle.ts';
import type { Checkpoint, LogEntry, Receipt } from './store-port.ts';

export interface StoreKey {
  /** Raw 32 bytes, pinned when sync was set up. */
  readonly publicKey: Uint8Array;
  readonly tenant: TenantId;
}

export const checkEnvelopeForm: Check<DsseEnvelope> = object<DsseEnvelope>({
  payloadType: text,
  payload: text,
  signatures: list(object({ keyid: text, sig: text })),
});

interface CheckpointText {
  readonly format: 'bailiwick.checkpoint';
  readonly origin: string;
  readonly tenant: TenantId;
  readonly storeEpoch: string;
  readonly size: number;
  readonly root: Sha256Hex;
  readonly at: IsoTime;
}

const count = integer(0, Number.MAX_SAFE_INTEGER);

const checkCheckpoint: Check<CheckpointText> = object<CheckpointText>({
  format: oneOf('bailiwick.checkpoint'),
  origin: text,
  tenant: is.tenantId,
  storeEpoch: text,
  size: count,
  root: is.sha256Hex,
  at: is.isoTime,
});

export const checkEntry: Check<LogEntry> = object<LogEntry>({
  kind: text,
  tenant: is.tenantId,
  subject: is.sha256Hex,
  at: is.isoTime,
});

interface ReceiptText {
  readonly format: 'bailiwick.receipt';
  readonly formatVersion: 1;
  readonly entry: LogEntry;
  readonly index: number;
  readonly proof: readonly string[];
  readonly checkpoint: DsseEnvelope;
}

const checkReceipt: Check<ReceiptText> = object<ReceiptText>({
  format: oneOf('bailiwick.receipt'),
  formatVersion: oneOf(1),
  entry: checkEntry,
  index: count,
  proof: list(is.sha256Hex as Check<string>),
  checkpoint: checkEnvelopeForm,
});

const unproven = (what: string) =>
  refuse(codedError('RECEIPT_UNPROVEN', `The store\u2019s answer cannot be believed: ${what}.`));

/** Codes: ANSWER_FORM. */
export function parseAnswer<T>(check: Check<T>, value: unknown, what: string): Result<T> {
  const faults = new Faults();
  const read = check(value, '', faults);
  const [fault] = faults.list;
  if (fault === undefined) return ok(read);
  return refuse(
    codedError('ANSWER_FORM', `${what}: ${fault.path} ${fault.message}. Is this a Bailiwick store?`),
  );
}

/** Codes: RECEIPT_UNPROVEN: another key, another tenant, or a signature that does not hold. */
export function openCheckpoint(envelope: DsseEnvelope, key: StoreKey): Result<Checkpoint> {
  const payload = fromBase64(envelope.payload);
  const [signature, ...more] = envelope.signatures;
  const sig = signature === undefined ? null : fromBase64(signature.sig);
  if (payload === null || sig === null || more.length > 0 || envelope.payloadType !== CHECKPOINT_PAYLOAD_TYPE)
    return unproven('its checkpoint is not one');
  if (signature?.keyid !== keyIdOf(key.publicKey))
    return unproven('it is signed by another key than the store\u2019s');
  if (!verifySignature(sig, preAuthEncoding(envelope.payloadType, payload), key.publicKey))
    return unproven('its signature does not hold');
  const json = parseCanonicalJson(textOrNull(payload) ?? '', 'the checkpoint');
  if (!json.ok) return json;
  const read = parseAnswer(checkCheckpoint, json.value, 'the checkpoint');
  if (!read.ok) return read;
  if (read.value.tenant !== key.tenant)
    return unproven(`it is about ${read.value.tenant}, not ${key.tenant}`);
  const { storeEpoch, size, root, at } = read.value;
  return ok({ storeEpoch, size, root, at });
}

/** Codes: ANSWER_FORM, RECEIPT_UNPROVEN. `subject` is what was sent: a receipt for something else proves nothing. */
export function openReceipt(value: unknown, subject: Sha256Hex, key: StoreKey): Result<Receipt> {
  const read = parseAnswer(checkReceipt, value, 'the receipt');
  if (!read.ok) return read;
  const { entry, index, proof, checkpoint } = read.value;
  const signed = openCheckpoint(checkpoint, key);
  if (!signed.ok) return signed;
  if (entry.subject !== subject || entry.tenant !== key.tenant)
    return unproven('its receipt is for something else');
  const { size, root, storeEpoch } = signed.value;
  if (!isIncluded(entry, index, size, proof, root)) return unproven('its receipt is not of its log');
  return ok({
    subject,
    storeEpoch,
    index,
    checkpoint: signed.value,
    text: canonicalJson(read.value as unknown as Json),
  });
}
