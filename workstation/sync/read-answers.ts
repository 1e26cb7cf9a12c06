/** What a store answers, parsed and proven: nothing of it is believed before its signature and its place in the log are. */
import { canonicalJson } from '../../domain/bundle/canonical-json.ts';
import type { Json } from '../../domain/bundle/canonical-json.ts';
import type { Check } from '../../domain/bundle/check.ts';
import { Faults } from '../../domain/bundle/check.ts';
import type { Sha256Hex, TenantId } from '../../domain/brand.ts';
import type { DsseEnvelope } from '../../domain/governance/envelope.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import { keyIdOf } from '../../formats/bundle/ed25519.ts';
import type { StoreKeyOf } from '../../formats/log/receipt.ts';
import { checkReceipt, openSignedCheckpoint, proveReceipt } from '../../formats/log/receipt.ts';
import type { Checkpoint, Receipt } from './store-port.ts';

export interface StoreKey {
  /** Raw 32 bytes, pinned when sync was set up. */
  readonly publicKey: Uint8Array;
  readonly tenant: TenantId;
}

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

/** Codes: STORE_KEY_CHANGED, and RECEIPT_UNPROVEN: another tenant, or a signature that does not hold. */
export function openCheckpoint(envelope: DsseEnvelope, key: StoreKey): Result<Checkpoint> {
  if (!envelope.signatures.some(({ keyid }) => keyid === keyIdOf(key.publicKey)))
    return refuse(codedError('STORE_KEY_CHANGED', KEY_CHANGED));
  const signed = openSignedCheckpoint(envelope, pinned(key));
  if (!signed.ok) return unproven(signed.errors[0]?.message ?? '');
  const { tenant, storeEpoch, size, root, at } = signed.value;
  return tenant === key.tenant
    ? ok({ storeEpoch, size, root, at })
    : unproven(`it is about ${tenant}, not ${key.tenant}`);
}

const KEY_CHANGED =
  'The store signs with another key than the one you compared. Ask whoever runs it. If that is right, disconnect this laptop and find the store again.';

const pinned =
  ({ publicKey }: StoreKey): StoreKeyOf =>
  (keyId) =>
    keyId === keyIdOf(publicKey) ? publicKey : null;

/** Codes: ANSWER_FORM, RECEIPT_UNPROVEN. `subject` is what was sent: a receipt for something else proves nothing. */
export function openReceipt(value: unknown, subject: Sha256Hex, key: StoreKey): Result<Receipt> {
  const read = parseAnswer(checkReceipt, value, 'the receipt');
  if (!read.ok) return read;
  const proven = proveReceipt(read.value, key.tenant, pinned(key));
  if (!proven.ok) return unproven(proven.errors[0]?.message ?? '');
  const { entry, index } = read.value;
  if (entry.subject !== subject) return unproven('its receipt is for something else');
  const { storeEpoch, size, root, at } = proven.value;
  const text = canonicalJson(read.value as unknown as Json);
  return ok({ subject, storeEpoch, index, checkpoint: { storeEpoch, size, root, at }, text });
}
