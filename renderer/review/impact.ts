/** What a version does to pay, to strategic accounts and to the policy's limits, as a reviewer asks for it (ledger CMP-03). */
import { textAt } from '../../domain/plan/account-table.ts';
import { isMoved } from '../../domain/bundle/totals.ts';
import type { ApprovalSettings } from '../../domain/governance/approval-settings.ts';
import { approvalOf } from '../../domain/governance/approval-settings.ts';
import type { ChangeFacts, QuotaChange } from '../../domain/governance/change-facts.ts';
import { ACTIVE } from '../../domain/plan/plan.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { isNamedStrategic } from '../../domain/plan/strategic.ts';
import { count, counted, percent, signedTenths, wholeMoney } from '../ui/format.ts';

export interface ImpactLine {
  readonly label: string;
  readonly value: string;
  /** What the policy allows, and whether that is kept; null where it says nothing about it. */
  readonly limit: { readonly words: string; readonly kept: boolean } | null;
}

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

/** The facts a policy looks at, each with its limit, whether it is crossed or not. */
export function impactLines(plan: Plan, facts: ChangeFacts): readonly ImpactLine[] {
  const settings = approvalOf(plan.policy);
  const { maxMovedShare, maxQuarterlyMovedShare } = plan.policy.disruption;
  const moved = share(facts.accountsMoved, facts.accounts);
  const sales = share(facts.revenueMoved, facts.revenue);
  return [
    {
      label: 'Accounts that change territory',
      value: `${count(facts.accountsMoved)} of ${count(facts.accounts)}, ${percent(moved)}`,
      limit: {
        words: `at most ${percent(maxQuarterlyMovedShare)} a quarter, ${percent(maxMovedShare)} in all`,
        kept: moved <= Math.min(maxMovedShare, maxQuarterlyMovedShare),
      },
    },
    {
      label: 'Sales that change hands',
      value: `${wholeMoney(facts.revenueMoved, plan.currency)}, ${percent(sales)}`,
      limit: { words: `at most ${percent(maxMovedShare)}`, kept: sales <= maxMovedShare },
    },
    {
      label: 'Strategic accounts that move',
      value: count(facts.strategicMoved),
      limit: plan.policy.disruption.freezeStrategic
        ? { words: 'frozen, but for an exception', kept: facts.strategicMoved === 0 }
        : null,
    },
    payLine(facts, settings),
    {
      label: 'Quotas above target',
      value: percent(facts.overAssignment),
      limit: {
        words: `at most ${percent(plan.policy.quota.overAssignmentApproval)}`,
        kept: facts.overAssignment <= plan.policy.quota.overAssignmentApproval,
      },
    },
    {
      label: 'Accounts still locked by a release',
      value: count(facts.lockedMoved),
      limit:
        settings.lockDays === 0
          ? null
          : { words: `none within ${counted(settings.lockDays, 'day')}`, kept: facts.lockedMoved === 0 },
    },
    { label: 'Territories made or retired', value: count(facts.territoriesChanged), limit: null },
  ];
}

/** From which effect on pay the policy asks somebody to look; null: it does not ask. */
export const payThreshold = (settings: ApprovalSettings): number | null =>
  settings.rules.find((rule) => rule.on === 'pay-effect')?.over ?? null;

function payLine(facts: ChangeFacts, settings: ApprovalSettings): ImpactLine {
  const known = payEffects(facts);
  const over = payThreshold(settings);
  const [most] = known;
  const effect = Math.abs(most?.pay ?? 0);
  return {
    label: 'Expected pay, changed most',
    value:
      most === undefined
        ? facts.quotasFirstSet
          ? 'no quota was in force to compare with'
          : 'unchanged'
        : `${signedTenths(most.pay)} in ${most.name}, by estimate`,
    limit:
      over === null || (most === undefined && facts.quotasFirstSet)
        ? null
        : { words: `above ${percent(over)} to be looked at`, kept: effect <= over },
  };
}

/** Territories whose expected pay changes, most first. */
export const payEffects = (facts: ChangeFacts): readonly QuotaChange[] =>
  facts.quotas
    .filter((one) => one.pay !== null && one.pay !== 0)
    .toSorted((a, b) => Math.abs(b.pay ?? 0) - Math.abs(a.pay ?? 0));

export interface StrategicMove {
  readonly account: string;
  readonly from: string;
  readonly to: string;
}

/** Which strategic accounts change territory, from whom to whom. */
export function strategicMoves(plan: Plan): readonly StrategicMove[] {
  const nameOf = (territory: number | undefined): string =>
    plan.territories[territory ?? -1]?.name ?? 'no territory';
  const moves: StrategicMove[] = [];
  for (let row = 0; row < plan.accounts.rowCount; row++) {
    if (plan.standing[row] !== ACTIVE || !isMoved(plan, row) || !isNamedStrategic(plan.accounts, row))
      continue;
    moves.push({
      account: textAt(plan.accounts, 'name', row) ?? `row ${row + 1}`,
      from: nameOf(plan.baseline[row]),
      to: nameOf(plan.assignment[row]),
    });
  }
  return moves;
}
