/** A small plan of accounts strewn over the middle of the United States. */
import type { CycleId, IsoDate, PlanId, TenantId, TerritoryId } from '../../domain/brand.ts';
import { accountTableFrom } from '../../domain/plan/account-table.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { createPlan } from '../../domain/plan/plan.ts';
import type { Territory } from '../../domain/plan/territory.ts';
import { createPrng } from '../../solver-worker/engine/prng.ts';

export const territory = (index: number, more: Partial<Territory> = {}): Territory => ({
  territoryId: `t${index}` as TerritoryId,
  name: `Territory ${index}`,
  repIds: [],
  base: { lat: 33 + 3 * index, lon: -110 + 6 * index },
  capacity: null,
  targetShare: null,
  locked: false,
  retired: false,
  note: '',
  ...more,
});

export function samplePlan(rows: number, territories: readonly Territory[]): Plan {
  const random = createPrng(9);
  const column = (value: () => number): number[] => Array.from({ length: rows }, value);
  return createPlan({
    planId: 'plan' as PlanId,
    tenant: 'tenant' as TenantId,
    name: 'Test',
    cycle: {
      cycleId: 'c' as CycleId,
      name: '2027',
      from: '2027-01-01' as IsoDate,
      to: '2027-12-31' as IsoDate,
    },
    currency: 'USD',
    potentialUnit: { kind: 'money', name: 'USD', minorPerMajor: 100 },
    accounts: accountTableFrom(
      rows,
      {
        accountId: column(() => 0).map((_, i) => `A${i}`),
        state: column(() => 0).map((_, i) => (i % 2 === 0 ? 'CO' : 'TX')),
      },
      {
        lat: column(() => 32 + 12 * random.next()),
        lon: column(() => -112 + 20 * random.next()),
        potential: column(() => 1000 + random.below(90_000)),
      },
    ),
    territories,
  });
}
