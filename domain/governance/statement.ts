/**
 * What a signature says: an in-toto Statement v1 whose subject is the bundle's manifest. The predicate names tenant,
 * plan, cycle, role and decision, so that a signature cannot be replayed as another act, in another role or elsewhere.
 */
import type {
  ActorId,
  CycleId,
  IsoDate,
  IsoTime,
  PlanId,
  PolicyId,
  Sha256Hex,
  TenantId,
  VersionId,
} from '../brand.ts';
import type { Json } from '../bundle/canonical-json.ts';
import { canonicalJson, parseCanonicalJson } from '../bundle/canonical-json.ts';
import type { Check } from '../bundle/check.ts';
import { Faults, integer, list, object, oneOf, optional, text } from '../bundle/check.ts';
import * as is from '../bundle/checks.ts';
import type { CodedError, Result } from '../result.ts';
import { codedError, ok, refuse } from '../result.ts';
import type { SignedDocument } from './documents.ts';
import { DOCUMENT_KINDS } from './documents.ts';
import type { Exception } from './guardrails.ts';
import { GUARDRAILS } from './guardrails.ts';
import type { Role } from './role.ts';

export const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1';
export const PLAN_ACT_TYPE = 'urn:bailiwick:plan-act:v1';
export const SUBJECT_NAME = 'manifest-sha256.txt';

/** What somebody may sign about a version. Old statements use the first three and keep verifying. */
export const DECISIONS = ['submit', 'approve', 'reject', 'request-changes', 'delegate', 'release'] as const;
export type Decision = (typeof DECISIONS)[number];

export interface Signer {
  readonly actorId: ActorId;
  readonly name: string;
  readonly role: Role;
  readonly keyId: Sha256Hex;
}

/** The version of a policy a result depends on (ledger AUD-04). */
export interface PolicyReference {
  readonly policyId: PolicyId;
  readonly version: number;
  /** sha256 of the policy's canonical JSON. */
  readonly sha256: Sha256Hex;
}

export interface PlanAct {
  readonly decision: Decision;
  readonly signer: Signer;
  readonly tenant: TenantId;
  readonly plan: PlanId;
  readonly cycle: CycleId;
  readonly policy: PolicyReference;
  readonly parents: readonly VersionId[];
  /** What the signer's clock said: noted, never relied on. */
  readonly claimedAt: IsoTime;
  readonly reason: string;
  /** sha256 of files looked at (ledger APR-09, AUD-03). */
  readonly evidence?: readonly Sha256Hex[];
  /** For an approval: papers signed with it, each by its digest (APR-13). */
  readonly documents?: readonly SignedDocument[];
  /** For an approval: guardrails it excepts, each with its last day. */
  readonly exceptions?: readonly Exception[];
  /** For a decision made with somebody else's vote: whose, and the role she delegated. */
  readonly onBehalfOf?: { readonly actorId: ActorId; readonly role: Role };
  /** For `delegate`: to whom, and the last day. */
  readonly delegate?: { readonly to: ActorId; readonly until: IsoDate };
}

export interface PlanStatement {
  readonly _type: typeof STATEMENT_TYPE;
  readonly predicateType: typeof PLAN_ACT_TYPE;
  readonly subject: readonly { readonly name: string; readonly digest: { readonly sha256: VersionId } }[];
  readonly predicate: PlanAct;
}

export const planStatement = (versionId: VersionId, act: PlanAct): PlanStatement => ({
  _type: STATEMENT_TYPE,
  predicateType: PLAN_ACT_TYPE,
  subject: [{ name: SUBJECT_NAME, digest: { sha256: versionId } }],
  predicate: act,
});

/** The canonical text that is signed. */
export const statementText = (statement: PlanStatement): string =>
  canonicalJson(statement as unknown as Json);

const versionId = is.sha256Hex as unknown as Check<VersionId>;

export const checkPolicyReference: Check<PolicyReference> = object<PolicyReference>({
  policyId: is.policyId,
  version: integer(0, Number.MAX_SAFE_INTEGER),
  sha256: is.sha256Hex,
});

export const checkSigner: Check<Signer> = object<Signer>({
  actorId: is.actorId,
  name: text,
  role: is.role,
  keyId: is.sha256Hex,
});

const checkStatement: Check<PlanStatement> = object<PlanStatement>({
  _type: oneOf(STATEMENT_TYPE),
  predicateType: oneOf(PLAN_ACT_TYPE),
  subject: list(object({ name: text, digest: object({ sha256: versionId }) })),
  predicate: object<PlanAct>({
    decision: oneOf(...DECISIONS),
    signer: checkSigner,
    tenant: is.tenantId,
    plan: is.planId,
    cycle: is.cycleId,
    policy: checkPolicyReference,
    parents: list(versionId),
    claimedAt: is.isoTime,
    reason: text,
    evidence: optional(list(is.sha256Hex)),
    documents: optional(
      list(object<SignedDocument>({ kind: oneOf(...DOCUMENT_KINDS), sha256: is.sha256Hex })),
    ),
    exceptions: optional(list(object<Exception>({ guardrail: oneOf(...GUARDRAILS), until: is.isoDate }))),
    onBehalfOf: optional(object({ actorId: is.actorId, role: is.role })),
    delegate: optional(object({ to: is.actorId, until: is.isoDate })),
  }),
});

/** Reads the payload of an envelope. Codes: NOT_JSON, NOT_CANONICAL, INTEGER_TOO_LARGE, STATEMENT_FORM. */
export function parseStatement(payload: string, name: string): Result<PlanStatement, CodedError> {
  const json = parseCanonicalJson(payload, name);
  if (!json.ok) return json;
  const faults = new Faults();
  const statement = checkStatement(json.value, '', faults);
  if (faults.list.length === 0) return ok(statement);
  return refuse(
    ...faults.list.map((fault) => codedError('STATEMENT_FORM', `${name}: ${fault.path} ${fault.message}.`)),
  );
}
