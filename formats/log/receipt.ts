/** Checkpoints and receipts of a central store, proven from their bytes and the store's key alone. */
import type { IsoTime, Sha256Hex, TenantId } from '../../domain/brand.ts';
import { parseCanonicalJson } from '../../domain/bundle/canonical-json.ts';
import type { Check } from '../../domain/bundle/check.ts';
import { Faults, integer, list, object, oneOf, text } from '../../domain/bundle/check.ts';
import * as is from '../../domain/bundle/checks.ts';
import type { ReceiptCode } from '../../domain/bundle/receipts.ts';
import type { DsseEnvelope } from '../../domain/governance/envelope.ts';
import type { CodedError, Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import { fromBase64, textOrNull } from '../bundle/bytes.ts';
import { preAuthEncoding } from '../bundle/dsse.ts';
import { isWeakKey, keyIdOf, verifySignature } from '../bundle/ed25519.ts';
import type { LogEntry } from './merkle.ts';
import { CHECKPOINT_PAYLOAD_TYPE, isIncluded } from './merkle.ts';

export const checkEnvelopeForm: Check<DsseEnvelope> = object<DsseEnvelope>({
  payloadType: text,
  payload: text,
  signatures: list(object({ keyid: text, sig: text })),
});

/** What a store signs about one workspace's log. */
export interface CheckpointText {
  readonly format: 'bailiwick.checkpoint';
  readonly origin: string;
  readonly tenant: TenantId;
  readonly storeEpoch: string;
  readonly size: number;
  /** RFC 9162 root over the first `size` entries. */
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

export interface ReceiptText {
  readonly format: 'bailiwick.receipt';
  readonly formatVersion: 1;
  readonly entry: LogEntry;
  readonly index: number;
  readonly proof: readonly string[];
  readonly checkpoint: DsseEnvelope;
}

export const checkReceipt: Check<ReceiptText> = object<ReceiptText>({
  format: oneOf('bailiwick.receipt'),
  formatVersion: oneOf(1),
  entry: checkEntry,
  index: count,
  proof: list(is.sha256Hex as Check<string>),
  checkpoint: checkEnvelopeForm,
});

export type ReceiptFault = CodedError<ReceiptCode>;
export const receiptFault = (code: ReceiptCode, message: string): Result<never, ReceiptFault> =>
  refuse(codedError(code, message));

/** The raw key of a store by its key id, or null for one that nobody here knows. */
export type StoreKeyOf = (keyId: string) => Uint8Array | null;

/** Codes: RECEIPT_FORM, RECEIPT_STORE_UNKNOWN, STORE_KEY_WEAK, RECEIPT_SIGNATURE_WRONG. */
export function openSignedCheckpoint(
  envelope: DsseEnvelope,
  keyOf: StoreKeyOf,
): Result<CheckpointText & { readonly store: Sha256Hex }, ReceiptFault> {
  const payload = fromBase64(envelope.payload);
  const [signature, ...more] = envelope.signatures;
  const sig = signature === undefined ? null : fromBase64(signature.sig);
  if (payload === null || sig === null || more.length > 0 || envelope.payloadType !== CHECKPOINT_PAYLOAD_TYPE)
    return receiptFault('RECEIPT_FORM', 'its checkpoint is not one');
  const key = keyOf(signature?.keyid ?? '');
  if (key === null)
    return receiptFault(
      'RECEIPT_STORE_UNKNOWN',
      `it is signed by the store key ${signature?.keyid}, which nobody here has compared or been told of`,
    );
  if (isWeakKey(key))
    return receiptFault('STORE_KEY_WEAK', 'its store\u2019s key is one anybody can sign for');
  const store = keyIdOf(key);
  if (store !== signature?.keyid)
    return receiptFault('RECEIPT_STORE_UNKNOWN', 'another key is listed under the key id it names');
  if (!verifySignature(sig, preAuthEncoding(envelope.payloadType, payload), key))
    return receiptFault('RECEIPT_SIGNATURE_WRONG', 'its signature does not hold');
  const json = parseCanonicalJson(textOrNull(payload) ?? '', 'the checkpoint');
  if (!json.ok) return receiptFault('RECEIPT_FORM', 'its checkpoint is not canonical JSON');
  const faults = new Faults();
  const read = checkCheckpoint(json.value, '', faults);
  const [fault] = faults.list;
  if (fault !== undefined)
    return receiptFault('RECEIPT_FORM', `its checkpoint: ${fault.path} ${fault.message}`);
  return ok({ ...read, store });
}

/** A receipt whose entry is in the log its checkpoint signs. Codes: those above, RECEIPT_TENANT_WRONG, RECEIPT_NOT_INCLUDED. */
export function proveReceipt(
  { entry, index, proof, checkpoint }: ReceiptText,
  tenant: TenantId,
  keyOf: StoreKeyOf,
): Result<CheckpointText & { readonly store: Sha256Hex }, ReceiptFault> {
  const signed = openSignedCheckpoint(checkpoint, keyOf);
  if (!signed.ok) return signed;
  const wrong = [signed.value.tenant, entry.tenant].find((whose) => whose !== tenant);
  if (wrong !== undefined) return receiptFault('RECEIPT_TENANT_WRONG', `it is about ${wrong}, not ${tenant}`);
  const { size, root } = signed.value;
  return isIncluded(entry, index, size, proof, root)
    ? signed
    : receiptFault('RECEIPT_NOT_INCLUDED', 'its entry is not in the log it names at the place it names');
}
