/** What a sync round needs of this laptop: its versions, and what it remembers of the store. All of it is fsynced. */
import type { IsoTime, Sha256Hex, TenantId, VersionId } from '../../domain/brand.ts';
import type { Result } from '../../domain/result.ts';
import type { ProvenReceipt } from '../../domain/bundle/receipts.ts';
import type { Checkpoint, FetchedVersion, LogEntry, Receipt } from './store-port.ts';

export interface LocalVersion {
  readonly versionId: VersionId;
  readonly tenant: TenantId;
  /** sha256 of the unsigned bag's zip. */
  readonly blob: Sha256Hex;
  readonly attestations: readonly Sha256Hex[];
}

export type Kept = 'kept' | 'quarantined';

export interface LocalVersions {
  /** Every version that can be read; a torn file is told by `damaged`, and never hides the others. */
  list(): Promise<
    Result<{ readonly versions: readonly LocalVersion[]; readonly damaged: readonly VersionId[] }>
  >;
  blob(versionId: VersionId): Promise<Result<Uint8Array>>;
  attestation(versionId: VersionId, digest: Sha256Hex): Promise<Result<Uint8Array>>;
  /**
   * Verifies what came and keeps it, among the versions or in quarantine; it is never thrown away. `received`: where it
   * and its acts lie in the log just judged, which a revoked key is weighed against.
   */
  keep(fetched: FetchedVersion, received: readonly ProvenReceipt[]): Promise<Result<Kept>>;
  /** The version an envelope speaks of; null where it cannot be read. */
  speaksOf(envelope: Uint8Array): VersionId | null;
  /** Versions in quarantine, with the code of the step that failed. */
  quarantined(): Promise<Result<ReadonlyMap<VersionId, string>>>;
}

export type AlarmCode =
  /** Another epoch, and the log lacks what we have seen: the store was restored from an older backup. */
  | 'STORE_RESTORED'
  /** The same epoch with another past: two logs under one name, or a rollback nobody declared. */
  | 'STORE_FORKED'
  /** The checkpoint is not of the log it comes with. */
  | 'LOG_FALSE';

export interface Alarm {
  readonly code: AlarmCode;
  readonly message: string;
  readonly raisedAt: IsoTime;
}

export interface Refusal {
  readonly code: string;
  readonly message: string;
}

export interface SyncMemory {
  /** The last checkpoint seen; what a later log must be consistent with. */
  checkpoint(): Promise<Result<Checkpoint | null>>;
  /** With the entries under it, so that a receipt from elsewhere can be held against them later. */
  keepCheckpoint(checkpoint: Checkpoint, entries: readonly LogEntry[]): Promise<Result<true>>;
  receipts(): Promise<Result<ReadonlyMap<Sha256Hex, Receipt>>>;
  keepReceipt(receipt: Receipt): Promise<Result<true>>;
  /** Kept until a person says that she has seen it. */
  raise(alarm: Alarm): Promise<Result<true>>;
}
