/**
 * What stops a batch before a file is made (ledger SYN-09, DIS-05, IDR-02). A person may go on against some by
 * saying why; the reason stands in the batch record and in the audit trail.
 */
import type { IsoDate, IsoTime, PlanId, Sha256Hex, VersionId } from '../brand.ts';
import { approvalOf } from '../governance/approval-settings.ts';
import { plusDays } from '../governance/business-days.ts';
import { ROLE_CATALOGUE } from '../governance/role.ts';
import type { ScopeKey } from '../governance/scope-key.ts';
import { unresolved } from '../governance/scope-key.ts';
import { named } from '../measures/wording.ts';
import type { Plan } from '../plan/plan.ts';
import type { CodedError } from '../result.ts';
import { codedError } from '../result.ts';
import type { Changes } from './change.ts';
import { isAccountGroup } from './change.ts';
import type { Environment, Target } from './target.ts';

export type GateCode =
  | 'BREAKER_TRIPPED'
  | 'EXPORT_LOOKS_CUT'
  | 'NOT_RELEASED'
  | 'SANDBOX_FIRST'
  | 'LOCK_WINDOW'
  | 'SCOPE_UNRESOLVED'
  | 'EFFECTIVE_OUTSIDE_CYCLE';

export const MAY_BE_OVERRULED: ReadonlySet<GateCode> = new Set([
  'BREAKER_TRIPPED',
  'EXPORT_LOOKS_CUT',
  'SANDBOX_FIRST',
  'LOCK_WINDOW',
  'SCOPE_UNRESOLVED',
]);

/** What is remembered of a batch that was prepared before. */
export interface PastBatch {
  readonly batchId: Sha256Hex;
  readonly target: Target;
  readonly environment: Environment;
  readonly planId: PlanId;
  readonly versionId: VersionId;
  readonly preparedAt: IsoTime;
  readonly effectiveFrom: IsoDate;
  /** Results say that every change was made. */
  readonly complete: boolean;
  /** Results say that at least one was. */
  readonly applied: boolean;
}

export interface Breaker {
  /** Accounts whose place in the target would be replaced or removed ÷ accounts looked at. */
  readonly share: number;
  readonly changed: number;
  readonly inScope: number;
  /** The policy’s cap on moved accounts (DIS-01). */
  readonly limit: number;
}

export function breakerOf(changes: Changes, plan: Pick<Plan, 'policy'>): Breaker {
  const replaced = new Set(
    changes.items
      .filter((item) => item.before !== null && isAccountGroup(item.group))
      .map((item) => item.group),
  );
  const { inScope } = changes;
  return {
    share: inScope === 0 ? 0 : replaced.size / inScope,
    changed: replaced.size,
    inScope,
    limit: plan.policy.disruption.maxMovedShare,
  };
}

export interface GateInputs {
  /** The day the version was released under its policy; null while nobody did. */
  readonly releasedOn: IsoDate | null;
  readonly plan: Plan;
  readonly scopes: readonly ScopeKey[];
  readonly versionId: VersionId;
  readonly target: Target;
  readonly environment: Environment;
  readonly effectiveFrom: IsoDate;
  readonly history: readonly PastBatch[];
}

export function gateFaults(changes: Changes, inputs: GateInputs): readonly CodedError<GateCode>[] {
  return [
    breakerFault(breakerOf(changes, inputs.plan)),
    cutFault(changes, inputs.plan),
    releaseFault(inputs),
    sandboxFault(inputs),
    lockFault(inputs),
    scopeFault(inputs),
    effectiveFault(inputs),
  ].filter((fault) => fault !== null);
}

type Fault = CodedError<GateCode> | null;

const percent = (share: number): string => `${Math.round(share * 1000) / 10}%`;

function breakerFault({ share, changed, inScope, limit }: Breaker): Fault {
  if (share <= limit) return null;
  const message = `The batch would replace ${changed} of ${inScope} accounts' places (${percent(share)}); the policy caps moves at ${percent(limit)}.`;
  return codedError('BREAKER_TRIPPED', message, { changed, inScope });
}

/** An export that was filtered or cut short shows as accounts the target seems not to have. */
function cutFault({ conflicts, inScope }: Changes, { policy }: Plan): Fault {
  const missing = conflicts.filter((conflict) => conflict.code === 'ACCOUNT_MISSING').length;
  const share = missing / Math.max(1, missing + inScope);
  if (share <= policy.disruption.maxMovedShare) return null;
  const message = `${missing} accounts of the plan are not in the export (${percent(share)}). It was probably filtered or cut short.`;
  return codedError('EXPORT_LOOKS_CUT', message, { missing });
}

/** An approval says the plan is right; a release, by whom the policy names, that it goes out now. */
function releaseFault({ environment, releasedOn, plan }: GateInputs): Fault {
  if (environment === 'sandbox' || releasedOn !== null) return null;
  const roles = approvalOf(plan.policy).releasers.map((role) => ROLE_CATALOGUE[role].name);
  const message = `Nobody entitled to it released this version yet. The policy lets these release: ${roles.join(', ')}. Have it released, then compare again.`;
  return codedError('NOT_RELEASED', message);
}

function sandboxFault({ environment, history, versionId, target }: GateInputs): Fault {
  if (environment === 'sandbox') return null;
  const tried = history.some(
    (batch) =>
      batch.environment === 'sandbox' &&
      batch.complete &&
      batch.target === target &&
      batch.versionId === versionId,
  );
  if (tried) return null;
  const message =
    'This version was not tried in a sandbox yet. Prepare it for the sandbox first, apply it and bring the results.';
  return codedError('SANDBOX_FIRST', message);
}

function lockFault({ environment, history, versionId, target, plan, effectiveFrom }: GateInputs): Fault {
  if (environment === 'sandbox') return null;
  const { lockDays } = approvalOf(plan.policy);
  const locking = history.find(
    (batch) =>
      batch.environment === 'production' &&
      batch.applied &&
      batch.target === target &&
      batch.planId === plan.planId &&
      batch.versionId !== versionId &&
      effectiveFrom >= batch.effectiveFrom &&
      effectiveFrom < plusDays(batch.effectiveFrom, lockDays),
  );
  if (locking === undefined) return null;
  const until = plusDays(locking.effectiveFrom, lockDays);
  const message = `Version ${locking.versionId.slice(0, 8)} took effect on ${locking.effectiveFrom}; territories stay as they are until ${until}.`;
  return codedError('LOCK_WINDOW', message, { until });
}

/** No action without a resolved scope; a vacancy goes on only when somebody says who answers for it. */
function scopeFault({ environment, scopes }: GateInputs): Fault {
  if (environment === 'sandbox') return null;
  const lacking = scopes.flatMap((key) => {
    const missing = unresolved(key);
    return missing.length === 0 ? [] : [`${key.name} lacks ${named(missing)}`];
  });
  if (lacking.length === 0) return null;
  const message = `${named(lacking)}. Give each what it lacks, or say who answers for it.`;
  return codedError('SCOPE_UNRESOLVED', message, { territories: lacking.length });
}

function effectiveFault({ plan, effectiveFrom }: GateInputs): Fault {
  const { from, to } = plan.cycle;
  if (effectiveFrom >= from && effectiveFrom <= to) return null;
  const message = `${effectiveFrom} is outside the cycle, ${from} to ${to}. Choose an effective date within it.`;
  return codedError('EFFECTIVE_OUTSIDE_CYCLE', message);
}
