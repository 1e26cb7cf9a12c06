/** The frame of a small plan: whose it is and what it counts in. */
import type { CycleId, IsoDate, PlanId, TenantId, TerritoryId } from '../../../domain/brand.ts';
import type { NewPlan } from '../../../domain/plan/plan.ts';
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
