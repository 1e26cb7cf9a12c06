/** What the index says about an entry of the log, found from the entry and its bytes alone, now or when it is rebuilt. */
import type { IsoTime, PlanId, Sha256Hex, TenantId, VersionId } from '../domain/brand.ts';
import { canonicalJson, parseCanonicalJson } from '../domain/bundle/canonical-json.ts';
import type { Json } from '../domain/bundle/canonical-json.ts';
import type { Check } from '../domain/bundle/check.ts';
import { Faults, nullable, object, oneOf, text } from '../domain/bundle/check.ts';
import * as is from '../domain/bundle/checks.ts';
import type { PlanDocument } from '../domain/bundle/plan-document.ts';
import { approvalOf } from '../domain/governance/approval-settings.ts';
import type { PlanAct } from '../domain/governance/statement.ts';
import type { Result } from '../domain/result.ts';
import { codedError, ok, refuse } from '../domain/result.ts';
import { textOrNull, utf8 } from '../formats/bundle/bytes.ts';
import { readEnvelope } from '../formats/bundle/dsse.ts';
import type { LogLine } from './log-file.ts';

export interface VersionFacts {
  readonly kind: 'version';
  readonly planId: PlanId;
  readonly name: string;
  readonly cycleId: string;
  readonly createdAt: IsoTime;
  readonly makerId: string;
  readonly makerKey: string;
  readonly policyId: string;
  readonly policyVersion: number;
  readonly policySha256: string;
  readonly approversRequired: number;
  readonly parents: readonly VersionId[];
}

export interface AttestationFacts {
  readonly kind: 'attestation';
  readonly planId: PlanId;
  readonly decision: string;
  readonly actorId: string;
  readonly keyId: string;
  readonly role: string;
  readonly onBehalfOf: string | null;
  readonly policySha256: string;
  readonly claimedAt: IsoTime;
}

/** A move of the approved head, as it lies among the blobs. */
export interface HeadRecord {
  readonly format: 'bailiwick.head';
  readonly tenant: TenantId;
  readonly plan: PlanId;
  readonly head: 'approved';
  readonly version: Sha256Hex;
  readonly previous: Sha256Hex | null;
  readonly by: string;
  readonly at: IsoTime;
}

/** A release to write-back, as it lies among the blobs. */
export interface ReleaseRecord {
  readonly format: 'bailiwick.release';
  readonly tenant: TenantId;
  readonly plan: PlanId;
  readonly version: Sha256Hex;
  readonly policySha256: Sha256Hex;
  readonly by: string;
  readonly at: IsoTime;
}

export type Facts =
  | VersionFacts
  | AttestationFacts
  | { readonly kind: 'head'; readonly record: HeadRecord }
  | { readonly kind: 'release'; readonly record: ReleaseRecord };

const checkHead: Check<HeadRecord> = object<HeadRecord>({
  format: oneOf('bailiwick.head'),
  tenant: is.tenantId,
  plan: is.planId,
  head: oneOf('approved'),
  version: is.sha256Hex,
  previous: nullable(is.sha256Hex),
  by: text,
  at: is.isoTime,
});

const checkRelease: Check<ReleaseRecord> = object<ReleaseRecord>({
  format: oneOf('bailiwick.release'),
  tenant: is.tenantId,
  plan: is.planId,
  version: is.sha256Hex,
  policySha256: is.sha256Hex,
  by: text,
  at: is.isoTime,
});

export const recordBytes = (record: HeadRecord | ReleaseRecord): Uint8Array =>
  utf8(canonicalJson(record as unknown as Json));

export const factsOfVersion = (document: PlanDocument): VersionFacts => ({
  kind: 'version',
  planId: document.planId,
  name: document.name,
  cycleId: document.cycle.cycleId,
  createdAt: document.createdAt,
  makerId: document.maker.actorId,
  makerKey: document.maker.keyId,
  policyId: document.policy.policyId,
  policyVersion: document.policy.version,
  policySha256: document.policy.sha256,
  approversRequired: Math.max(1, Math.ceil(approvalOf(document.policy.content).approversRequired)),
  parents: [...new Set(document.parents)],
});

export const factsOfAct = (act: PlanAct): AttestationFacts => ({
  kind: 'attestation',
  planId: act.plan,
  decision: act.decision,
  actorId: act.signer.actorId,
  keyId: act.signer.keyId,
  role: act.signer.role,
  onBehalfOf: act.onBehalfOf?.actorId ?? null,
  policySha256: act.policy.sha256,
  claimedAt: act.claimedAt,
});

/** The blob an entry's facts are in; null where the entry says all there is. */
export function blobOf({ kind, subject, of }: LogLine): Sha256Hex | null {
  if (kind === 'version') return of;
  return kind === 'attestation' || kind === 'head' || kind === 'release' ? subject : null;
}

/** Of anything but a version, whose bytes a `Reader` reads. Codes: RECORD_FORM, and those of `readEnvelope`. */
export function factsOf(line: LogLine, bytes: Uint8Array): Result<Facts> {
  if (line.kind === 'attestation') {
    const read = readEnvelope(line.subject, new Uint8Array(bytes));
    return read.ok ? ok(factsOfAct(read.value.statement.predicate)) : read;
  }
  if (line.kind === 'head') {
    const record = readRecord(checkHead, bytes);
    return record.ok ? ok({ kind: 'head', record: record.value }) : record;
  }
  const record = readRecord(checkRelease, bytes);
  return record.ok ? ok({ kind: 'release', record: record.value }) : record;
}

function readRecord<T>(check: Check<T>, bytes: Uint8Array): Result<T> {
  const json = parseCanonicalJson(textOrNull(new Uint8Array(bytes)) ?? '', 'the record');
  if (!json.ok) return json;
  const faults = new Faults();
  const record = check(json.value, '', faults);
  const [fault] = faults.list;
  return fault === undefined
    ? ok(record)
    : refuse(codedError('RECORD_FORM', `${fault.path} ${fault.message}.`));
}
