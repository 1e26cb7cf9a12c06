/** What the page asks of the bundle worker: hashing, zipping and checking 100,000 accounts must not freeze it. */
import type { VersionId } from '../../domain/brand.ts';
import type { AuditEvent } from '../../domain/governance/audit.ts';
import type { DataQualitySummary } from '../../domain/bundle/plan-document.ts';
import type { Json } from '../../domain/bundle/canonical-json.ts';
import type { SeenLog, TrustedStore } from '../../domain/bundle/receipts.ts';
import type { Verification } from '../../domain/bundle/verification.ts';
import type { DsseEnvelope } from '../../domain/governance/envelope.ts';
import type { Keyring } from '../../domain/governance/keyring.ts';
import type { Role } from '../../domain/governance/role.ts';
import type { PlanAct, Signer } from '../../domain/governance/statement.ts';
import type { IsoTime } from '../../domain/brand.ts';
import type { TrailLine } from '../review/VersionTrail.tsx';
import type { Plan } from '../../domain/plan/plan.ts';
import type { Result } from '../../domain/result.ts';
import type { WritebackBatch } from '../../domain/writeback/batch.ts';
import type {
  PreparedWriteback,
  ReconciledWriteback,
  ReconcileRequest,
  WritebackRequest,
} from '../steps/release/writeback/writeback-work.ts';

export interface SubmissionFacts {
  readonly createdAt: IsoTime;
  readonly maker: Signer;
  readonly dataQuality: DataQualitySummary | null;
  readonly run: Json;
  /** The journal; which policy they were made under is the plan's. */
  readonly audit: readonly Omit<AuditEvent, 'policy'>[];
}

/** What a person is about to sign: hand `payloadType` and `payload` to `workstation.sign`. */
export interface ToSign {
  readonly versionId: VersionId;
  readonly payloadType: string;
  readonly payload: Uint8Array;
}

export type NextAct = Omit<PlanAct, 'tenant' | 'plan' | 'cycle' | 'policy' | 'parents'>;

/** A bundle read and verified, as the review shows it. */
export interface ReadBundle {
  readonly versionId: VersionId;
  readonly plan: Plan;
  /** Its quota lines, as plan.json has them. */
  readonly quotas: NonNullable<Plan['quota']['prior']>;
  readonly createdAt: IsoTime;
  readonly acts: readonly PlanAct[];
  readonly dataQuality: DataQualitySummary | null;
  /** The chained trail it carries, oldest first; empty where the chain does not hold. */
  readonly audit: readonly TrailLine[];
  readonly verification: Verification;
}

export interface BundleApi {
  /** From now on receipts of these stores count, and must not contradict these logs. */
  believe(stores: readonly TrustedStore[], seen: readonly SeenLog[]): Promise<void>;
  /** The bundle with the receipts this laptop got. */
  addReceipts(bundle: Uint8Array, receipts: readonly string[]): Promise<Result<Uint8Array>>;
  /** Builds the version and keeps it until it is sealed. Codes: those of `buildBundle`. */
  prepare(plan: Plan, facts: SubmissionFacts, reason: string): Promise<Result<ToSign>>;
  /** The zip of the version prepared last, with the maker's envelope. */
  seal(versionId: VersionId, envelope: DsseEnvelope): Promise<Result<Uint8Array>>;
  /**
   * What an approver signs about a bundle, where it will count. `before`: the release it would replace, where it is at
   * hand. Codes: those of `decideFaults` and of reading, and NOT_ENTITLED.
   */
  prepareDecision(
    bundle: Uint8Array,
    act: NextAct,
    keyring: Keyring,
    before: Uint8Array | null,
  ): Promise<Result<ToSign>>;
  /** The same version with one more act. */
  addEnvelope(bundle: Uint8Array, envelope: DsseEnvelope): Promise<Result<Uint8Array>>;
  /**
   * The version as known, with the decisions only the other bundle of it has. Codes: those of reading, and
   * DECISIONS_UNPROVEN when they would spoil a version that verifies.
   */
  mergeActs(
    known: Uint8Array,
    other: Uint8Array,
    keyring: Keyring,
  ): Promise<Result<{ bundle: Uint8Array; added: number }>>;
  /** The dry run of a write-back, and its files as one zip where nothing refuses it. Only an approved version has one. */
  prepareWriteback(
    bundle: Uint8Array,
    keyring: Keyring,
    request: WritebackRequest,
  ): Promise<Result<PreparedWriteback>>;
  /** What became of a batch, by result files or by a fresh export, and what takes back what was made. */
  reconcileWriteback(batch: WritebackBatch, request: ReconcileRequest): Promise<Result<ReconciledWriteback>>;
  /** The tables of a version without the columns a role may not have, as one archive (ROL-03). */
  tablesFor(bundle: Uint8Array, role: Role): Promise<Result<Uint8Array>>;
  /** Verifies, and answers what was signed and under which policy, without handing the plan over. */
  judge(
    bundle: Uint8Array,
    keyring: Keyring,
    before: Uint8Array | null,
  ): Promise<{ verification: Verification; acts: readonly PlanAct[]; policy: Plan['policy'] | null }>;
  /** Reads and verifies. A bundle that cannot even be read is refused; one that is not ok says which step failed. */
  read(
    bundle: Uint8Array,
    keyring: Keyring,
    /** The release it would replace, where it is at hand. */
    before?: Uint8Array | null,
  ): Promise<{ opened: Result<ReadBundle>; verification: Verification }>;
}
