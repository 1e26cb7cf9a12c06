/** What a central store proved about a bundle: that the version, and each act on it, is in its log, and where. */
import type { IsoTime, Sha256Hex, TenantId } from '../brand.ts';
import type { TrustedKey } from '../governance/keyring.ts';
import type { CodedError, Result } from '../result.ts';
import { codedError, refuse } from '../result.ts';

/** A store whose word counts: named by a keyring its root signed, or compared and pinned when sync was set up. */
export interface TrustedStore {
  /** sha256 of the raw public key, hex. */
  readonly keyId: Sha256Hex;
  /** Raw 32 bytes (RFC 8032). */
  readonly publicKey: Uint8Array;
  /** Its address or name, for people. */
  readonly origin: string;
}

/** A life of one store's log: an index means nothing in another. */
export interface LogName {
  readonly store: Sha256Hex;
  /** Another one whenever the store was restored from a backup. */
  readonly storeEpoch: string;
  readonly tenant: TenantId;
}

/** The last checkpoint of a log this machine has seen, with the hashes of its entries where they are kept. */
export interface SeenLog extends LogName {
  readonly size: number;
  readonly root: Sha256Hex;
  /** RFC 9162 leaf hashes of the first `size` entries; empty where they are not kept. */
  readonly leaves: readonly Sha256Hex[];
}

/** Signed by a trusted store, included in its log, of the right workspace and about this bundle. */
export interface ProvenReceipt extends LogName {
  readonly origin: string;
  /** The version's id, or the sha256 of an envelope's bytes. */
  readonly subject: Sha256Hex;
  readonly index: number;
  /** The store's clock: noted, never relied on. */
  readonly at: IsoTime;
}

export type ReceiptCode =
  /** Not a receipts file, or not canonical. */
  | 'RECEIPT_FORM'
  | 'RECEIPT_STORE_UNKNOWN'
  | 'STORE_KEY_WEAK'
  | 'RECEIPT_SIGNATURE_WRONG'
  | 'RECEIPT_TENANT_WRONG'
  /** For another version or act. */
  | 'RECEIPT_SUBJECT_WRONG'
  /** Its proof does not lead from its entry, at its index, to the signed root. */
  | 'RECEIPT_NOT_INCLUDED'
  /** Its log is not the one this machine has seen under the same name. */
  | 'RECEIPT_FORKED'
  /** Whoever verifies asks for one, and there is none. */
  | 'RECEIPT_REQUIRED';

/** Whether a receipt shows that an act was in the log before its key was revoked there. */
export function wasBeforeRevocation(
  { revokedIn }: Pick<TrustedKey, 'revokedIn'>,
  digest: Sha256Hex,
  receipts: readonly ProvenReceipt[],
): boolean {
  if (revokedIn == null) return false;
  const { store, storeEpoch, tenant, index } = revokedIn;
  return receipts.some(
    (one) =>
      one.subject === digest &&
      one.store === store &&
      one.storeEpoch === storeEpoch &&
      one.tenant === tenant &&
      one.index < index,
  );
}

/** `required`: the version itself must have been received; each act on it is a matter of its key. */
export function checkReceipts(
  read: Result<readonly ProvenReceipt[]>,
  versionId: string,
  required: boolean,
): Result<readonly ProvenReceipt[], CodedError> {
  if (!read.ok || !required || read.value.some(({ subject }) => subject === versionId)) return read;
  const message = 'No central store has received this version yet, and a receipt is asked for. Sync first.';
  return refuse(codedError('RECEIPT_REQUIRED', message));
}

/** For people: where the version stands with a store. */
export function receiptWords(receipts: readonly ProvenReceipt[], versionId: string): string {
  const own = receipts.find(({ subject }) => subject === versionId);
  return own === undefined
    ? 'Not yet received by a store.'
    : `Received by ${own.origin} as entry ${own.index} of its log.`;
}
