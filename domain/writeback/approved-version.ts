/**
 * The gate (ledger SYN-02): rows are made from an `ApprovedVersion` alone, and the one way to hold one is to have its
 * bytes verified, all steps of it, with state Approved. The document is the one that was verified, not read again.
 */
import type { IsoDate, VersionId } from '../brand.ts';
import { planOfDocument } from '../bundle/open-document.ts';
import { requirementsOfDocument } from '../bundle/outcome-of-version.ts';
import { moneyOf } from '../bundle/read-document.ts';
import type { PlanDocument, QuotaLine } from '../bundle/plan-document.ts';
import type { VerificationTools, VerifiedAt } from '../bundle/verification.ts';
import { verifyInOrder } from '../bundle/verification.ts';
import type { Keyring } from '../governance/keyring.ts';
import type { ScopeKey } from '../governance/scope-key.ts';
import { scopeKeys } from '../governance/scope-key.ts';
import type { PolicyReference } from '../governance/statement.ts';
import type { VersionState } from '../governance/submission.ts';
import type { Plan } from '../plan/plan.ts';
import type { CodedError, Result } from '../result.ts';
import { codedError, ok, refuse } from '../result.ts';

export type ApprovalCode = 'VERSION_NOT_VERIFIED' | 'VERSION_NOT_APPROVED';

const STATES: Readonly<Record<VersionState, string>> = {
  InReview: 'not approved yet',
  ChangesRequested: 'returned for changes',
  Approved: 'approved',
  Rejected: 'rejected',
  Expired: 'expired',
};

export class ApprovedVersion {
  readonly versionId: VersionId;
  readonly plan: Plan;
  readonly quotaLines: readonly QuotaLine[];
  readonly policy: PolicyReference;
  /** The day somebody entitled to it released the version; null while nobody did (ledger APR-10). */
  readonly releasedOn: IsoDate | null;
  /** Of each territory in use: what it resolves to, and under whom (ledger IDR-02). */
  readonly scopes: readonly ScopeKey[];
  /** Nominal: a private member, so that no object of the same shape is one. */
  readonly #verified = true as const;

  private constructor(versionId: VersionId, document: PlanDocument, releasedOn: IsoDate | null) {
    this.releasedOn = releasedOn;
    this.versionId = versionId;
    this.plan = planOfDocument(document);
    this.quotaLines = document.quota.lines;
    this.scopes = scopeKeys(
      this.plan,
      document.quota.lines.map((line) => ({ ...line, amount: moneyOf(line.amount) })),
      requirementsOfDocument(document, undefined, this.plan).list,
      versionId,
    );
    const { policyId, version, sha256 } = document.policy;
    this.policy = { policyId, version, sha256 };
  }

  /**
   * `at`: the day it is judged by, and the release it would replace.
   * Codes: VERSION_NOT_VERIFIED (with the code of the step that failed in `details`), VERSION_NOT_APPROVED.
   */
  static async verify<Bag>(
    bytes: Uint8Array,
    keyring: Keyring,
    tools: VerificationTools<Bag>,
    at: VerifiedAt = {},
  ): Promise<Result<ApprovedVersion, CodedError<ApprovalCode>>> {
    let read: PlanDocument | null = null;
    const verification = await verifyInOrder(
      bytes,
      keyring,
      {
        ...tools,
        readPlan: (bag) => {
          const document = tools.readPlan(bag);
          if (document.ok) read = document.value;
          return document;
        },
      },
      at,
    );
    // The compiler cannot see that a callback assigned it.
    const document = read as PlanDocument | null;
    if (!verification.ok || verification.versionId === null || document === null) {
      const failed = verification.steps.at(-1);
      const message = `Nothing is written from this version: it is not proven genuine. ${failed?.message ?? ''}`;
      return refuse(codedError('VERSION_NOT_VERIFIED', message, { step: failed?.code ?? '' }));
    }
    if (verification.state !== 'Approved') {
      const message = `Version ${verification.versionId.slice(0, 8)} is ${STATES[verification.state ?? 'InReview']}. Only approved versions are written back.`;
      return refuse(codedError('VERSION_NOT_APPROVED', message, { state: verification.state ?? '' }));
    }
    return ok(
      new ApprovedVersion(verification.versionId, document, verification.outcome?.releasedOn ?? null),
    );
  }

  /** Only `verify` makes one, so this can say nothing else. */
  get isApproved(): true {
    return this.#verified;
  }
}
