/** Plan to bundle: the bag with its version id, the statements people sign about it, and the zip of it all. */
import type { IsoTime, VersionId } from '../../domain/brand.ts';
import type { Json } from '../../domain/bundle/canonical-json.ts';
import { CanonicalJsonError } from '../../domain/bundle/canonical-json.ts';
import type { DataQualitySummary, PlanDocument } from '../../domain/bundle/plan-document.ts';
import { recordsOfPlan } from '../../domain/bundle/records-of-plan.ts';
import { writeDocument } from '../../domain/bundle/write-document.ts';
import type { AuditEvent } from '../../domain/governance/audit.ts';
import { chainAudit } from '../../domain/governance/audit.ts';
import type { DsseEnvelope } from '../../domain/governance/envelope.ts';
import { STATEMENT_PAYLOAD_TYPE } from '../../domain/governance/envelope.ts';
import type { PlanAct, PlanStatement, Signer } from '../../domain/governance/statement.ts';
import { planStatement, statementText } from '../../domain/governance/statement.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import type { CodedError, Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import type { Outline } from '../report/map-svg.ts';
import { outlinePath } from '../report/map-svg.ts';
import type { Bag } from './bag.ts';
import { approvalFile, MAKER_ENVELOPE, makeBag } from './bag.ts';
import { utf8 } from './bytes.ts';
import { sha256OfText } from './digest.ts';
import { envelopeBytes, readEnvelope } from './dsse.ts';
import { policyReference } from './policy-reference.ts';
import { planJson, renderings } from './render.ts';
import { writeZip } from './write-zip.ts';

export interface BundleInputs {
  /** The maker's clock. */
  readonly createdAt: IsoTime;
  readonly maker: Signer;
  readonly dataQuality: DataQualitySummary | null;
  /** What the optimizer was asked and answered; null when people alone drew the plan. */
  readonly run: Json;
  readonly audit: readonly AuditEvent[];
  /** Borders to draw under the accounts of the report's map. */
  readonly outlines: readonly Outline[];
}

/** A version nobody has signed yet. */
export interface UnsignedBundle {
  readonly versionId: VersionId;
  readonly document: PlanDocument;
  readonly bag: Bag;
}

/** Codes: MONEY_NOT_WHOLE, NOT_CANONICAL (a text or number JSON cannot carry). */
export function buildBundle(plan: Plan, inputs: BundleInputs): Result<UnsignedBundle> {
  try {
    return assemble(plan, inputs);
  } catch (cause) {
    if (!(cause instanceof CanonicalJsonError)) throw cause;
    return refuse(codedError('NOT_CANONICAL', `The plan cannot be written: ${cause.message}.`));
  }
}

function assemble(plan: Plan, inputs: BundleInputs): Result<UnsignedBundle> {
  const policySha256 = policyReference(plan.policy).sha256;
  const chain = chainAudit(inputs.audit, sha256OfText);
  const written = writeDocument(plan, {
    ...inputs,
    ...recordsOfPlan(plan),
    policySha256,
    audit: { entries: chain.lines.length, head: chain.head },
  });
  if (!written.ok) return written;
  const document = written.value;
  const files = renderings(plan, document, outlinePath(plan, inputs.outlines));
  const { bag, versionId } = makeBag({
    'data/VERIFY.md': files['data/VERIFY.md'](),
    'data/assignments.csv': files['data/assignments.csv'](),
    'data/audit.jsonl': utf8(chain.lines.map((line) => `${line}\n`).join('')),
    'data/metrics.csv': files['data/metrics.csv'](),
    'data/moves.csv': files['data/moves.csv'](),
    'data/plan.json': planJson(document),
    'data/plan.xlsx': files['data/plan.xlsx'](),
    'data/quotas.csv': files['data/quotas.csv'](),
    'data/report.html': files['data/report.html'](),
  });
  return ok({ versionId, document, bag });
}

/** What a person signs when she submits, approves or rejects a version: hand both to `workstation.sign`. */
export function statementToSign(
  version: Pick<UnsignedBundle, 'versionId' | 'document'>,
  act: Omit<PlanAct, 'tenant' | 'plan' | 'cycle' | 'policy' | 'parents'>,
): {
  readonly payloadType: string;
  readonly payload: Uint8Array<ArrayBuffer>;
  readonly statement: PlanStatement;
} {
  const { document, versionId } = version;
  const { policyId, version: policyVersion, sha256 } = document.policy;
  const statement = planStatement(versionId, {
    ...act,
    tenant: document.tenant,
    plan: document.planId,
    cycle: document.cycle.cycleId,
    policy: { policyId, version: policyVersion, sha256 },
    parents: document.parents,
  });
  return { payloadType: STATEMENT_PAYLOAD_TYPE, payload: utf8(statementText(statement)), statement };
}

/**
 * The zip of a bag with its envelopes: the submission as maker.dsse.json, decisions as approval-1 … in the order
 * given. Codes: those of reading an envelope, NOT_SUBMITTED, SUBMITTED_TWICE.
 */
export function sealBundle(bag: Bag, envelopes: readonly DsseEnvelope[]): Result<Uint8Array<ArrayBuffer>> {
  const files = new Map(bag);
  let approvals = 0;
  for (const envelope of envelopes) {
    const bytes = envelopeBytes(envelope);
    const read = readEnvelope('the envelope', bytes);
    if (!read.ok) return read;
    const submits = read.value.statement.predicate.decision === 'submit';
    if (submits && files.has(MAKER_ENVELOPE)) return refuse(submittedTwice());
    files.set(submits ? MAKER_ENVELOPE : approvalFile(++approvals), bytes);
  }
  if (!files.has(MAKER_ENVELOPE)) {
    return refuse(codedError('NOT_SUBMITTED', 'No envelope submits this version. The maker signs first.'));
  }
  return ok(writeZip(files));
}

const submittedTwice = (): CodedError =>
  codedError('SUBMITTED_TWICE', 'Two envelopes submit this version; one may.');
