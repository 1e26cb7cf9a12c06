/** What changed between two versions, matched by what stays the same in them: account, territory and policy names. */
import type { TerritoryId } from '../../domain/brand.ts';
import type { PolicyChange } from '../../domain/governance/policy-changes.ts';
import { policyChanges } from '../../domain/governance/policy-changes.ts';
import type { Policy } from '../../domain/governance/policy.ts';
import { accumulate, sumOf } from '../../domain/measures/accumulators.ts';
import { textAt } from '../../domain/plan/account-table.ts';
import { ACTIVE, UNASSIGNED } from '../../domain/plan/plan.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { quotaPlan } from '../../domain/quotas/quota-plan.ts';
import { movesOf } from './moves.ts';

export interface TerritoryDifference {
  /** Index into `Differences.plan.territories`. */
  readonly territory: number;
  readonly accountsBefore: number;
  readonly accounts: number;
  readonly gained: number;
  readonly lost: number;
  /** Minor units; null while there is no target, or no such territory in use. */
  readonly quotaBefore: number | null;
  readonly quota: number | null;
}

export interface Differences {
  /** The later plan with the earlier alignment as its baseline; territories it no longer has are kept as retired. */
  readonly plan: Plan;
  /** Account rows that left the territory they had. */
  readonly moved: Int32Array;
  /** Accounts known to both that had no territory and have one now. */
  readonly assigned: number;
  readonly territories: readonly TerritoryDifference[];
  readonly policy: readonly PolicyChange[];
  /** Accounts only one of the two has in planning. */
  readonly accountsAdded: number;
  readonly accountsGone: number;
  /** Minor units; null where no target is set. */
  readonly targetBefore: number | null;
  readonly target: number | null;
}

/**
 * The same target split over the alignment the cycle began with: the cycle's start has no quotas of its own, and this
 * says whose number moves because accounts do (ledger DIS-01, QUO-05).
 */
export const cycleStart = (plan: Plan): Plan => ({
  ...plan,
  assignment: plan.baseline,
  quota: { ...plan.quota, overrides: [] },
});

/** From `before` to `after` (ledger AUD-02). */
export function differencesOf(before: Plan, after: Plan): Differences {
  const { plan, added, gone } = rebased(before, after);
  const changed: number[] = [];
  plan.assignment.forEach((territory, row) => {
    if (plan.standing[row] === ACTIVE && plan.baseline[row] !== territory) changed.push(row);
  });
  const moved = movesOf(plan);
  return {
    plan,
    moved,
    assigned:
      changed.length - moved.length - added.filter((row) => plan.assignment[row] !== UNASSIGNED).length,
    territories: territoryDifferences(before, after, plan, changed),
    policy: policyDifferences(before.policy, after.policy),
    accountsAdded: added.length,
    accountsGone: gone,
    targetBefore: before.quota.target,
    target: after.quota.target,
  };
}

function rebased(before: Plan, after: Plan): { plan: Plan; added: readonly number[]; gone: number } {
  const known = new Set(after.territories.map(({ territoryId }) => territoryId));
  const vanished = before.territories.filter(({ territoryId }) => !known.has(territoryId));
  const territories = [...after.territories, ...vanished.map((old) => ({ ...old, retired: true }))];
  const index = new Map(territories.map(({ territoryId }, i) => [territoryId, i]));
  const indexBefore = before.territories.map(({ territoryId }) => index.get(territoryId) ?? UNASSIGNED);
  const waiting = rowsById(before);
  const baseline = new Int32Array(after.accounts.rowCount).fill(UNASSIGNED);
  const added: number[] = [];
  for (let row = 0; row < baseline.length; row++) {
    if (after.standing[row] !== ACTIVE) continue;
    const rows = waiting.get(textAt(after.accounts, 'accountId', row));
    const old = rows?.shift();
    if (old === undefined) {
      added.push(row);
      continue;
    }
    baseline[row] = indexBefore[before.assignment[old] ?? UNASSIGNED] ?? UNASSIGNED;
  }
  const gone = [...waiting.values()].reduce((sum, rows) => sum + rows.length, 0);
  return { plan: { ...after, territories, baseline }, added, gone };
}

/** Rows in planning by account id; files repeat ids, and then the first is matched with the first, and so on. */
function rowsById(plan: Plan): ReadonlyMap<string | null, number[]> {
  const byId = new Map<string | null, number[]>();
  for (let row = 0; row < plan.accounts.rowCount; row++) {
    if (plan.standing[row] !== ACTIVE) continue;
    const id = textAt(plan.accounts, 'accountId', row);
    const rows = byId.get(id);
    if (rows === undefined) byId.set(id, [row]);
    else rows.push(row);
  }
  return byId;
}

function territoryDifferences(
  before: Plan,
  after: Plan,
  plan: Plan,
  moved: readonly number[],
): readonly TerritoryDifference[] {
  const was = territorySums(before);
  const is = territorySums(after);
  const gained = new Int32Array(plan.territories.length);
  const lost = new Int32Array(plan.territories.length);
  for (const row of moved) {
    const to = plan.assignment[row] ?? UNASSIGNED;
    const from = plan.baseline[row] ?? UNASSIGNED;
    if (to !== UNASSIGNED) gained[to] = (gained[to] ?? 0) + 1;
    if (from !== UNASSIGNED) lost[from] = (lost[from] ?? 0) + 1;
  }
  return plan.territories.flatMap(({ territoryId }, territory) => {
    const [old, now] = [was.get(territoryId), is.get(territoryId)];
    if (old === undefined && now === undefined) return [];
    return [
      {
        territory,
        accountsBefore: old?.accounts ?? 0,
        accounts: now?.accounts ?? 0,
        gained: gained[territory] ?? 0,
        lost: lost[territory] ?? 0,
        quotaBefore: old?.quota ?? null,
        quota: now?.quota ?? null,
      },
    ];
  });
}

/** Of the territories in use. */
function territorySums(
  plan: Plan,
): ReadonlyMap<TerritoryId, { readonly accounts: number; readonly quota: number | null }> {
  const sums = accumulate(plan);
  const quotas = new Map(quotaPlan(plan, sums)?.lines.map((line) => [line.territory, line.amount]));
  return new Map(
    plan.territories.flatMap(({ territoryId, retired }, i) =>
      retired
        ? []
        : [[territoryId, { accounts: sumOf(sums, 'count', i), quota: quotas.get(i) ?? null }] as const],
    ),
  );
}

/** In words, figure by figure; which policy it is comes first (ledger AUD-04). */
function policyDifferences(before: Policy, after: Policy): readonly PolicyChange[] {
  const named = ({ name, version }: Policy): string => `${name}, version ${version}`;
  const [was, is] = [named(before), named(after)];
  const other =
    was === is && before.policyId === after.policyId ? [] : [{ what: 'Policy', before: was, after: is }];
  return [...other, ...policyChanges(before, after)];
}
