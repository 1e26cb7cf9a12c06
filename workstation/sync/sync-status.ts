/** Where every version of this laptop stands, worked out from files each time: nothing is "received" without a receipt. */
import type { IsoTime, PlanId, VersionId } from '../../domain/brand.ts';
import type { Assurance } from './assurance.ts';
import type { Alarm, Refusal } from './local.ts';
import type { VersionFacts } from './mirror-versions.ts';
import type { Receipt } from './store-port.ts';
import type { WorkspaceStanding } from './workspace-standing.ts';

export type VersionSyncState =
  'only-here' | 'on-its-way' | 'received' | 'quarantined' | 'refused' | 'damaged' | 'other-workspace';

export interface VersionSync {
  readonly versionId: VersionId;
  /** null while nothing can be read of it. */
  readonly facts: {
    readonly planId: PlanId;
    readonly planName: string;
    readonly makerName: string;
    readonly createdAt: IsoTime;
    readonly parents: readonly VersionId[];
    /** How many acts on it are known here: submitted, approved, returned, released. */
    readonly acts: number;
  } | null;
  readonly state: VersionSyncState;
  /** Why it is quarantined, refused or damaged. */
  readonly code: string | null;
  readonly message: string | null;
  /** Its place in the store's log. */
  readonly receipt: { readonly index: number; readonly storeEpoch: string } | null;
}

export interface SyncSettings {
  readonly url: string;
  readonly tenant: string;
  /** Whom the store knows this laptop as; nothing is sent as anybody else. */
  readonly subject: string;
  /** sha256 of the store's public key, pinned when sync was set up. */
  readonly storeKey: string;
}

export type SyncPhase = 'off' | 'waiting' | 'syncing' | 'offline' | 'signed-out' | 'stopped';

export interface SyncStatus {
  readonly phase: SyncPhase;
  readonly settings: SyncSettings | null;
  /** Since when the store could not be reached. */
  readonly offlineSince: IsoTime | null;
  readonly lastSyncAt: IsoTime | null;
  readonly nextTryAt: IsoTime | null;
  /** What ended the last round, if anything did. */
  readonly error: Refusal | null;
  /** The store's clock less ours: noted, never acted on. */
  readonly clockSkewMs: number | null;
  readonly alarms: readonly Alarm[];
  readonly versions: readonly VersionSync[];
  /** How the token says she signed in; null where it does not say. */
  readonly assurance: Assurance | null;
  /** Who belongs to the workspace, as the store had it in the last round; null before that. */
  readonly workspace: WorkspaceStanding | null;
}

/** What one round did. */
export interface RoundSummary {
  readonly sent: number;
  readonly fetched: number;
  readonly refused: number;
}

export interface Standing {
  readonly versions: readonly VersionFacts[];
  readonly damaged: readonly VersionId[];
  readonly quarantined: ReadonlyMap<VersionId, string>;
  readonly receipts: ReadonlyMap<string, Receipt>;
  readonly refused: ReadonlyMap<VersionId, Refusal>;
  readonly sending: ReadonlySet<VersionId>;
  /** Of the last checkpoint seen; receipts of any other epoch count for nothing. */
  readonly storeEpoch: string | null;
  readonly tenant: string | null;
}

export function versionsStanding(standing: Standing): readonly VersionSync[] {
  const known = standing.versions.map((version): VersionSync => {
    const { versionId, planId, planName, makerName, createdAt, parents, attestations } = version;
    const facts = { planId, planName, makerName, createdAt, parents, acts: attestations.length };
    return { versionId, facts, ...stateOf(version, standing) };
  });
  const lost = (
    versionId: VersionId,
    state: VersionSyncState,
    code: string,
    message: string,
  ): VersionSync => ({
    versionId,
    facts: null,
    state,
    code,
    message,
    receipt: null,
  });
  return [
    ...known,
    ...standing.damaged.map((id) =>
      lost(
        id,
        'damaged',
        'MIRROR_DAMAGED',
        'Its file has changed since it was written. It is fetched again from the store.',
      ),
    ),
    ...[...standing.quarantined].map(([id, code]) =>
      lost(
        id,
        'quarantined',
        code,
        'It came from the store and could not be proven genuine. It is kept apart.',
      ),
    ),
  ];
}

type State = Pick<VersionSync, 'state' | 'code' | 'message' | 'receipt'>;

function stateOf(version: VersionFacts, standing: Standing): State {
  const { receipts, storeEpoch, tenant } = standing;
  const plain = (state: VersionSyncState): State => ({ state, code: null, message: null, receipt: null });
  if (tenant === null) return plain('only-here');
  if (version.tenant !== tenant)
    return { ...plain('other-workspace'), message: `It belongs to ${version.tenant} and stays here.` };
  const subjects: readonly string[] = [version.versionId, ...version.attestations];
  const valid = subjects.every((subject) => receipts.get(subject)?.storeEpoch === storeEpoch);
  const receipt = receipts.get(version.versionId);
  if (valid && receipt !== undefined)
    return { ...plain('received'), receipt: { index: receipt.index, storeEpoch: receipt.storeEpoch } };
  const refusal = standing.refused.get(version.versionId);
  if (refusal !== undefined) return { state: 'refused', ...refusal, receipt: null };
  return plain(standing.sending.has(version.versionId) ? 'on-its-way' : 'only-here');
}
