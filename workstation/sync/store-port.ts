/** What the sync agent asks of a central store, whoever carries it: HTTP, or a model of it in a test. */
import type { IsoTime, Sha256Hex, TenantId, VersionId } from '../../domain/brand.ts';
import type { Result } from '../../domain/result.ts';
import type { LogEntry } from '../../formats/log/merkle.ts';

/** The newest state of the store's log for one tenant, its signature checked. */
export interface Checkpoint {
  /** Another one whenever the store was restored from a backup. */
  readonly storeEpoch: string;
  readonly size: number;
  /** RFC 9162 root over the first `size` entries. */
  readonly root: Sha256Hex;
  /** The store's clock: noted, never relied on. */
  readonly at: IsoTime;
}

export type { LogEntry };

/** The store's word, proven, that a subject is in its log. */
export interface Receipt {
  readonly subject: Sha256Hex;
  readonly storeEpoch: string;
  readonly index: number;
  /** The log it was proven in. */
  readonly checkpoint: Checkpoint;
  /** The receipt's own bytes, as they go into a bundle. */
  readonly text: string;
}

export interface Identity {
  readonly tenant: TenantId;
  readonly subject: string;
}

export interface FetchedVersion {
  readonly versionId: VersionId;
  /** The unsigned bag as a zip. */
  readonly blob: Uint8Array;
  readonly attestations: readonly Uint8Array[];
}

/**
 * Codes: STORE_UNREACHABLE (offline, stalled, cut off, garbled: try again later), STORE_BUSY (429, 5xx), SIGNED_OUT
 * (401), RECEIPT_UNPROVEN, and whatever the store refuses with, as it says it.
 */
export interface StorePort {
  identity(): Promise<Result<Identity>>;
  have(
    digests: readonly Sha256Hex[],
  ): Promise<Result<{ readonly missing: readonly Sha256Hex[]; readonly checkpoint: Checkpoint }>>;
  putBlob(digest: Sha256Hex, bytes: Uint8Array): Promise<Result<true>>;
  commitVersion(versionId: VersionId, blob: Sha256Hex): Promise<Result<Receipt>>;
  attest(digest: Sha256Hex, envelope: Uint8Array): Promise<Result<Receipt>>;
  /** Entries from an index on, as many as the store gives at once. */
  log(from: number): Promise<Result<readonly LogEntry[]>>;
  version(versionId: VersionId): Promise<Result<FetchedVersion>>;
  /** One attestation's bytes. */
  attestation(digest: Sha256Hex): Promise<Result<Uint8Array>>;
}

const LATER: ReadonlySet<string> = new Set([
  'STORE_UNREACHABLE',
  'STORE_BUSY',
  'SIGNED_OUT',
  'ISSUER_UNREACHABLE',
]);

/** Whether a refusal speaks of the moment and not of what was offered. */
export const passes = (code: string | undefined): boolean => LATER.has(code ?? '');
