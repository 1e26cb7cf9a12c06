/**
 * What a pay plan lets planning do (ledger CMP-01, CMP-04, CMP-05), as part of the policy: days on which pay is frozen, and
 * what stays credited to a territory of a deal that a partner brought. Edits are refused by it, and a release that breaks it
 * needs an exception, for a quota also changes when accounts move under it.
 */
import type { IsoDate, IsoTime } from '../brand.ts';
import type { Check } from '../bundle/check.ts';
import { finite, nullable, object, text } from '../bundle/check.ts';
import * as is from '../bundle/checks.ts';
import { percent } from '../measures/wording.ts';
import type { Plan } from '../plan/plan.ts';
import type { CodedError } from '../result.ts';
import { codedError } from '../result.ts';

export interface Freeze {
  readonly from: IsoDate;
  /** The last day. */
  readonly to: IsoDate;
}

export interface CompensationPolicy {
  /** The pay plan and version these were taken from, as its owner calls it; null: not said. */
  readonly plan: string | null;
  /** During a pilot: quotas in force and the variable share stay as they are (CMP-04). */
  readonly freeze: Freeze | null;
  /** Share of the sales of accounts a partner covers that stays credited to the territory, at least (CMP-05). */
  readonly territoryCredit: number | null;
}

export const NO_COMPENSATION: CompensationPolicy = { plan: null, freeze: null, territoryCredit: null };

export const checkCompensation: Check<CompensationPolicy> = object<CompensationPolicy>({
  plan: nullable(text),
  freeze: nullable(object<Freeze>({ from: is.isoDate, to: is.isoDate })),
  territoryCredit: nullable(finite),
});

interface WithCompensation {
  readonly compensation?: CompensationPolicy;
}

/** A policy of before pay was asked about says nothing of it. */
export const compensationOf = ({ compensation }: WithCompensation): CompensationPolicy =>
  compensation ?? NO_COMPENSATION;

export function frozenOn(policy: WithCompensation, on: IsoDate): Freeze | null {
  const { freeze } = compensationOf(policy);
  return freeze !== null && freeze.from <= on && on <= freeze.to ? freeze : null;
}

/** Names of partners that are credited more than the policy leaves them. */
export function creditedTooMuch({ policy, overlays }: Pick<Plan, 'policy' | 'overlays'>): readonly string[] {
  const { territoryCredit } = compensationOf(policy);
  if (territoryCredit === null) return [];
  return overlays
    .filter(({ kind, credit }) => kind === 'partner' && credit > 1 - territoryCredit + 1e-9)
    .map(({ name }) => name);
}

/** The part of a command that can bear on pay. */
export type PayCommand =
  | { readonly type: 'setQuotaTarget' | 'clearQuotaOverride' }
  | { readonly type: 'overrideQuota'; readonly territory: number; readonly amount: number }
  | { readonly type: 'setPolicy'; readonly policy: Plan['policy'] }
  | {
      readonly type: 'setOverlay';
      readonly overlay: Plan['overlays'][number];
    };

/** Why pay forbids a command at this time. Codes: PAY_FROZEN, CREDIT_PROTECTED. */
export function payErrors(plan: Plan, command: PayCommand, at: IsoTime): readonly CodedError[] {
  if (command.type === 'setOverlay') return creditErrors(plan, command.overlay);
  const day = at.slice(0, 10) as IsoDate;
  const freeze = frozenOn(plan.policy, day);
  if (freeze === null || !hasQuotas(plan) || keepsPay(plan, command, day)) return [];
  const message = `The pay plan is frozen from ${freeze.from} to ${freeze.to}, so quotas in force stay as they are. Change them after that, or ask for another policy.`;
  return [codedError('PAY_FROZEN', message, { until: freeze.to })];
}

const hasQuotas = ({ quota }: Plan): boolean => quota.target !== null || (quota.prior?.length ?? 0) > 0;

/** Setting a quota to what is in force is how it is kept while accounts move. */
function keepsPay(plan: Plan, command: Exclude<PayCommand, { type: 'setOverlay' }>, day: IsoDate): boolean {
  if (command.type === 'overrideQuota') {
    const id = plan.territories[command.territory]?.territoryId;
    return (
      plan.quota.prior?.some(({ territoryId, amount }) => territoryId === id && amount === command.amount) ??
      false
    );
  }
  if (command.type !== 'setPolicy') return false;
  const same = command.policy.approval.variablePay === plan.policy.approval.variablePay;
  return same || frozenOn(command.policy, day) === null;
}

function creditErrors(plan: Plan, overlay: Plan['overlays'][number]): readonly CodedError[] {
  if (creditedTooMuch({ policy: plan.policy, overlays: [overlay] }).length === 0) return [];
  const kept = compensationOf(plan.policy).territoryCredit ?? 0;
  const message = `${overlay.name} would be credited ${percent(overlay.credit, 0)}. The policy leaves at least ${percent(kept, 0)} of what a partner brings with the territory, so give the partner ${percent(1 - kept, 0)} at most.`;
  return [codedError('CREDIT_PROTECTED', message)];
}
