/** A write-back batch: what was approved, against which snapshot, item by item (ledger section 4, WritebackBatch). */
import type { ActorId, IsoDate, IsoTime, PlanId, Sha256Hex, TenantId, VersionId } from '../brand.ts';
import type { Json } from '../bundle/canonical-json.ts';
import { canonicalJson } from '../bundle/canonical-json.ts';
import type { Check } from '../bundle/check.ts';
import { Faults, list, nullable, object, oneOf, text } from '../bundle/check.ts';
import * as is from '../bundle/checks.ts';
import type { PolicyReference } from '../governance/statement.ts';
import { checkPolicyReference } from '../governance/statement.ts';
import type { CodedError, Result } from '../result.ts';
import { codedError, ok, refuse } from '../result.ts';
import type { ApprovedVersion } from './approved-version.ts';
import type { Changes, Item } from './change.ts';
import { changesOf } from './changes-of.ts';
import type { Breaker, GateCode, PastBatch } from './gate.ts';
import { breakerOf, gateFaults, MAY_BE_OVERRULED } from './gate.ts';
import type { TargetOptions } from './options.ts';
import { withoutStale } from './since-snapshot.ts';
import type { Fields, Snapshot } from './snapshot.ts';
import { snapshotDigest } from './snapshot.ts';
import type { Environment, Target } from './target.ts';
import { ENVIRONMENTS, TARGETS } from './target.ts';

export const BATCH_FORMAT = 'bailiwick.writeback';
export const BATCH_VERSION = 1;

export interface WritebackBatch {
  readonly format: typeof BATCH_FORMAT;
  readonly formatVersion: typeof BATCH_VERSION;
  /** Follows from version, target, environment, snapshot and options: preparing again gives the same. */
  readonly batchId: Sha256Hex;
  readonly target: Target;
  readonly environment: Environment;
  readonly tenant: TenantId;
  readonly planId: PlanId;
  readonly versionId: VersionId;
  readonly policy: PolicyReference;
  readonly snapshot: Sha256Hex;
  readonly effectiveFrom: IsoDate;
  readonly preparedAt: IsoTime;
  readonly preparedBy: ActorId;
  /** Why it goes on against a refusal that may be overruled, and which; both empty where there was none. */
  readonly reason: string;
  readonly overruled: readonly string[];
  readonly items: readonly Item[];
}

export interface BatchInputs {
  readonly version: ApprovedVersion;
  readonly snapshot: Snapshot;
  /** A second export, taken just before applying; null where there is none. */
  readonly current: Snapshot | null;
  readonly options: TargetOptions;
  readonly environment: Environment;
  readonly effectiveFrom: IsoDate;
  readonly preparedAt: IsoTime;
  readonly preparedBy: ActorId;
  readonly reason: string;
  readonly history: readonly PastBatch[];
}

/** The dry run: everything a person looks at before a file exists. */
export interface DryRun {
  readonly batch: WritebackBatch;
  readonly changes: Changes;
  readonly breaker: Breaker;
  /** While there is one, no file is made. */
  readonly refusals: readonly CodedError<GateCode>[];
}

export function dryRun(inputs: BatchInputs, sha256: (text: string) => Sha256Hex): Result<DryRun, CodedError> {
  const { version, snapshot, current, environment, effectiveFrom, options } = inputs;
  const found = changesOf(version, snapshot, options);
  if (!found.ok) return found;
  const changes = current === null ? found.value : withoutStale(found.value, snapshot, current);
  const { plan, versionId, policy, releasedOn } = version;
  const { target } = snapshot;
  const faults = gateFaults(changes, {
    plan,
    scopes: version.scopes,
    versionId,
    target,
    environment,
    effectiveFrom,
    releasedOn,
    history: inputs.history,
  });
  const spoken = inputs.reason.trim() !== '';
  const overruled = faults.filter((fault) => spoken && MAY_BE_OVERRULED.has(fault.code));
  const digest = snapshotDigest(snapshot, sha256);
  const named = {
    versionId,
    target,
    environment,
    effectiveFrom,
    snapshot: digest,
    options: definedOnly(options),
  };
  return ok({
    batch: {
      format: BATCH_FORMAT,
      formatVersion: BATCH_VERSION,
      batchId: sha256(canonicalJson(named)),
      target,
      environment,
      tenant: plan.tenant,
      planId: plan.planId,
      versionId,
      policy,
      snapshot: digest,
      effectiveFrom,
      preparedAt: inputs.preparedAt,
      preparedBy: inputs.preparedBy,
      reason: overruled.length === 0 ? '' : inputs.reason.trim(),
      overruled: overruled.map((fault) => fault.code),
      items: changes.items,
    },
    changes,
    breaker: breakerOf(changes, plan),
    refusals: faults.filter((fault) => !overruled.includes(fault)),
  });
}

const definedOnly = (options: TargetOptions): Json =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Json;

export const batchText = (batch: WritebackBatch): string => canonicalJson(batch as unknown as Json);

const fields: Check<Fields> = (value, path, faults) => {
  const entries =
    value !== null && typeof value === 'object' && !Array.isArray(value) ? Object.entries(value) : null;
  if (entries?.every(([, member]) => typeof member === 'string') === true) return value as Fields;
  faults.add(path, 'must be an object of texts');
  return {};
};

const checkItem: Check<Item> = object<Item>({
  object: text,
  operation: oneOf('insert', 'update', 'delete'),
  group: text,
  id: nullable(text),
  etag: nullable(text),
  before: nullable(fields),
  after: nullable(fields),
  subject: text,
});

const checkBatch: Check<WritebackBatch> = object<WritebackBatch>({
  format: oneOf(BATCH_FORMAT),
  formatVersion: oneOf(BATCH_VERSION),
  batchId: is.sha256Hex,
  target: oneOf(...TARGETS),
  environment: oneOf(...ENVIRONMENTS),
  tenant: is.tenantId,
  planId: is.planId,
  versionId: is.sha256Hex as unknown as Check<VersionId>,
  policy: checkPolicyReference,
  snapshot: is.sha256Hex,
  effectiveFrom: is.isoDate,
  preparedAt: is.isoTime,
  preparedBy: is.actorId,
  reason: text,
  overruled: list(text),
  items: list(checkItem),
});

/** Code: BATCH_FORM. */
export function readBatch(value: unknown): Result<WritebackBatch, CodedError<'BATCH_FORM'>> {
  const faults = new Faults();
  const batch = checkBatch(value, '', faults);
  if (faults.list.length === 0) return ok(batch);
  const [fault] = faults.list;
  return refuse(codedError('BATCH_FORM', `This is no batch record: ${fault?.path} ${fault?.message}.`));
}

/** How many items each job of a batch has: `ObjectTerritory2Association insert` → 30. */
export function itemCounts(items: readonly Item[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { object: name, operation } of items) {
    const key = `${name} ${operation}`;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}
