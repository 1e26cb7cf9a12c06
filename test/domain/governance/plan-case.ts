/** The frame of a small plan: whose it is and what it counts in. */
import type { CycleId, IsoDate, PlanId, TenantId, TerritoryId } from '../../../domain/brand.ts';
import { DEFAULT_POLICY } from '../../../domain/governance/policy.ts';
import type { Policy } from '../../../domain/governance/policy.ts';
import { accountTableFrom } from '../../../domain/plan/account-table.ts';
import { createPlan } from '../../../domain/plan/plan.ts';
import type { NewPlan, Plan } from '../../../domain/plan/plan.ts';
import type { Territory } from '../../../domain/plan/territory.ts';

export const newPlanBasics: Omit<NewPlan, 'accounts'> = {
  planId: 'plan-1' as PlanId,
  tenant: 'acme' as TenantId,
  name: 'Western region',
  cycle: {
    cycleId: 'fy27' as CycleId,
    name: 'FY27',
    from: '2026-02-01' as IsoDate,
    to: '2027-01-31' as IsoDate,
  },
  currency: 'USD',
  potentialUnit: { kind: 'money', name: 'USD', minorPerMajor: 100 },
};

export const territory = (index: number): Territory => ({
  territoryId: `t-${index}` as TerritoryId,
  name: `Territory ${index}`,
  repIds: [],
  base: null,
  capacity: null,
  targetShare: null,
  locked: false,
  retired: false,
  note: '',
});

/** 100 accounts of 1,000 sales and 10 potential, half in each of two territories; `moved` of the first go to the second. */
export function planMoving(
  moved: number,
  policy: Policy = DEFAULT_POLICY,
  strategic: readonly number[] = [],
): Plan {
  const rows = Array.from({ length: 100 }, (_, i) => i);
  const ids = { accountId: rows.map((i) => `a-${i}`) };
  const accounts = accountTableFrom(100, ids, {
    potential: rows.map(() => 10),
    historicalRevenue: rows.map(() => 1000),
    strategic: rows.map((i) => (strategic.includes(i) ? 1 : 0)),
  });
  const baseline = Int32Array.from(rows, (i) => (i < 50 ? 0 : 1));
  const plan = createPlan({
    ...newPlanBasics,
    accounts,
    policy,
    territories: [territory(0), territory(1)],
    assignment: baseline,
  });
  return { ...plan, assignment: plan.assignment.map((home, row) => (row < moved ? 1 : home)) };
}
