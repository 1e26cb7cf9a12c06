/**
 * The order in which a bundle is verified (docs: bundle format, "Verification"). Each step has its own error codes and
 * the first that fails ends it: what a later step would say about bytes an earlier one refused means nothing. Bytes,
 * zip and curves are the caller's; the order, the keyring and the four-eyes rule are here, for page, store and
 * command line alike.
 */
import type { Sha256Hex, TenantId, VersionId } from '../brand.ts';
import type { DsseEnvelope } from '../governance/envelope.ts';
import type { Keyring, TrustedKey } from '../governance/keyring.ts';
import type { PlanStatement } from '../governance/statement.ts';
import type { VersionState } from '../governance/submission.ts';
import type { Outcome } from '../governance/approval.ts';
import type { IsoDate } from '../brand.ts';
import { ok } from '../result.ts';
import type { Result } from '../result.ts';
import type { Before } from '../governance/requirements.ts';
import { outcomeOfVersion } from './outcome-of-version.ts';
import type { PlanDocument } from './plan-document.ts';
import type { ProvenReceipt, SeenLog, TrustedStore } from './receipts.ts';
import { checkReceipts, receiptWords } from './receipts.ts';
import { checkGovernance, checkKeys, checkSignatures, checkSubject } from './steps.ts';

export const VERIFICATION_STEPS = [
  'structure',
  'manifest',
  'envelopes',
  'keys',
  'signatures',
  'subject',
  'four-eyes',
  'receipt',
  'agreement',
] as const;
export type VerificationStep = (typeof VERIFICATION_STEPS)[number];

export interface StepResult {
  readonly step: VerificationStep;
  readonly ok: boolean;
  /** null when the step passed. */
  readonly code: string | null;
  /** Why it failed, or what there is to say about it all the same. */
  readonly message: string;
}

export interface Verification {
  /** Every step passed. A rejected version verifies: it is what it says it is. */
  readonly ok: boolean;
  /** Known once the manifest holds. */
  readonly versionId: VersionId | null;
  /** Known once the four-eyes step passed. */
  readonly state: VersionState | null;
  /** What the policy demands and which of it is met; known with the state. */
  readonly outcome: Outcome | null;
  /** What central stores proved to have received; empty before the receipt step passed. */
  readonly receipts: readonly ProvenReceipt[];
  /** In order, up to the first that failed. */
  readonly steps: readonly StepResult[];
}

/** One envelope of the bundle, read but not yet believed. */
export interface SignedStatement {
  /** `attestations/maker.dsse.json` */
  readonly file: string;
  readonly keyId: string;
  /** The bytes that were signed: DSSE PAE of payload type and payload. */
  readonly signedBytes: Uint8Array;
  readonly signature: Uint8Array;
  readonly statement: PlanStatement;
  /** The file as it was read. */
  readonly envelope: DsseEnvelope;
  /** sha256 of the file: what a store's receipt of it names. */
  readonly digest: Sha256Hex;
}

/** What a receipt must be about, and whose word is believed. */
export interface ReceiptCase {
  readonly versionId: VersionId;
  readonly tenant: TenantId;
  readonly signed: readonly SignedStatement[];
  readonly stores: readonly TrustedStore[];
  readonly seen: readonly SeenLog[];
}

export interface VerificationTools<Bag> {
  /** Codes ZIP_*. */
  unpack(bytes: Uint8Array): Promise<Result<Bag>>;
  /** Codes BAGIT_FORM, MANIFEST_*. Answers the version id. */
  checkManifest(bag: Bag): Result<VersionId>;
  /** Codes ENVELOPE_*, STATEMENT_FORM and those of canonical JSON. */
  readEnvelopes(bag: Bag): Result<readonly SignedStatement[]>;
  /** Codes: ReceiptCode. */
  readReceipts(bag: Bag, about: ReceiptCase): Result<readonly ProvenReceipt[]>;
  /** Small order, mixed order, not canonical, not on the curve. */
  isWeakKey(publicKey: Uint8Array): boolean;
  keyIdOf(publicKey: Uint8Array): string;
  /** Ed25519 as RFC 8032 has it, strictly. */
  verifySignature(signature: Uint8Array, signedBytes: Uint8Array, publicKey: Uint8Array): boolean;
  /** Codes DOCUMENT_* and those of canonical JSON. */
  readPlan(bag: Bag): Result<PlanDocument>;
  /** Codes AGREEMENT_*, AUDIT_*. */
  checkAgreement(bag: Bag, document: PlanDocument): Result<true>;
}

export type KeyCheck = Pick<VerificationTools<unknown>, 'isWeakKey' | 'keyIdOf'>;
export type KeyOf = ReadonlyMap<string, TrustedKey>;

/** What a verifier knows beside the bundle. */
export interface VerifiedAt extends Before {
  /** The day exceptions and expiry are judged by; without one, the day of the last act. */
  readonly on?: IsoDate;
  /** Stores whose receipts count. */
  readonly stores?: readonly TrustedStore[];
  /** Logs this machine has seen: a receipt must not contradict them. */
  readonly seen?: readonly SeenLog[];
  /** Receipts proven by other means than the bundle: the log itself, just read and judged. */
  readonly received?: readonly ProvenReceipt[];
  /** Whether a version no store has received fails; it does not unless somebody asks. */
  readonly receiptRequired?: boolean;
}

export async function verifyInOrder<Bag>(
  bytes: Uint8Array,
  keyring: Keyring,
  tools: VerificationTools<Bag>,
  at: VerifiedAt = {},
): Promise<Verification> {
  const record = new Record();
  const bag = record.take('structure', await tools.unpack(bytes));
  if (bag === null) return record.end();
  const versionId = record.take('manifest', tools.checkManifest(bag));
  if (versionId === null) return record.end();
  const signed = record.take('envelopes', tools.readEnvelopes(bag));
  if (signed === null) return record.end(versionId);
  const plan = tools.readPlan(bag);
  const receipts = receiptsOf(bag, { versionId, signed, plan }, tools, at);
  const proven = receipts.ok ? receipts.value : [];
  const keys = record.take('keys', checkKeys(signed, keyring, tools, proven));
  if (keys === null) return record.end(versionId);
  if (record.take('signatures', checkSignatures(signed, keys, tools)) === null) return record.end(versionId);
  if (record.take('subject', checkSubject(signed, versionId)) === null) return record.end(versionId);
  const document = record.take('four-eyes', checkGovernance(signed, keys, plan));
  if (document === null) return record.end(versionId);
  const acts = signed.map(({ statement }) => statement.predicate);
  const outcome = outcomeOfVersion(acts, keyring, document, at.on, at);
  const received = checkReceipts(receipts, versionId, at.receiptRequired === true);
  if (record.take('receipt', received, receiptWords(proven, versionId)) === null)
    return record.end(versionId, outcome);
  record.take('agreement', tools.checkAgreement(bag, document));
  return record.end(versionId, outcome, proven);
}

/** Read before the keys are judged, because they weigh a revocation; reported in its own step. */
function receiptsOf<Bag>(
  bag: Bag,
  of: { versionId: VersionId; signed: readonly SignedStatement[]; plan: Result<PlanDocument> },
  tools: Pick<VerificationTools<Bag>, 'readReceipts'>,
  { stores = [], seen = [], received = [] }: VerifiedAt,
): Result<readonly ProvenReceipt[]> {
  const { versionId, signed, plan } = of;
  // The four-eyes step ends at an unreadable plan before anybody asks for receipts.
  if (!plan.ok) return plan;
  const { tenant } = plan.value;
  const read = tools.readReceipts(bag, { versionId, signed, tenant, stores, seen });
  return read.ok ? ok([...read.value, ...received]) : read;
}

class Record {
  readonly steps: StepResult[] = [];

  /** Notes how a step went; null when it failed. */
  take<T>(step: VerificationStep, result: Result<T>, words = ''): T | null {
    if (result.ok) {
      this.steps.push({ step, ok: true, code: null, message: words });
      return result.value;
    }
    const code = result.errors[0]?.code ?? 'UNKNOWN';
    this.steps.push({ step, ok: false, code, message: result.errors.map((e) => e.message).join(' ') });
    return null;
  }

  end(
    versionId: VersionId | null = null,
    outcome: Outcome | null = null,
    receipts: readonly ProvenReceipt[] = [],
  ): Verification {
    const holds = this.steps.length === VERIFICATION_STEPS.length && this.steps.every((step) => step.ok);
    return { ok: holds, versionId, state: outcome?.state ?? null, outcome, receipts, steps: this.steps };
  }
}
