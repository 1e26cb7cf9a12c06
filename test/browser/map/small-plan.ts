import type { CycleId, IsoDate, PlanId, TenantId, TerritoryId } from '../../../domain/brand.ts';
import { accountTableFrom } from '../../../domain/plan/account-table.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import { createPlan } from '../../../domain/plan/plan.ts';
import type { Territory } from '../../../domain/plan/territory.ts';

export const territory = (index: number, name: string): Territory => ({
  territoryId: `t${index}` as TerritoryId,
  name,
  repIds: [],
  base: null,
  capacity: null,
  targetShare: null,
  locked: false,
  retired: false,
  note: '',
});

export interface Site {
  readonly name: string;
  readonly lat: number;
  readonly lon: number;
  readonly potential: number;
  readonly territory: number;
}

/** A plan of these sites, one row each, over as many territories as they name. */
export function planOf(sites: readonly Site[]): Plan {
  const last = Math.max(-1, ...sites.map((site) => site.territory));
  return createPlan({
    planId: 'p1' as PlanId,
    tenant: 'x' as TenantId,
    name: 'Test plan',
    cycle: {
      cycleId: 'c1' as CycleId,
      name: 'FY26',
      from: '2026-01-01' as IsoDate,
      to: '2026-12-31' as IsoDate,
    },
    currency: 'USD',
    potentialUnit: { kind: 'count', name: 'beds', minorPerMajor: 1 },
    accounts: accountTableFrom(
      sites.length,
      { accountId: sites.map((_, i) => `A${i}`), name: sites.map((site) => site.name) },
      {
        lat: sites.map((site) => site.lat),
        lon: sites.map((site) => site.lon),
        potential: sites.map((site) => site.potential),
      },
    ),
    territories: Array.from({ length: last + 1 }, (_, i) => territory(i, `Territory ${i}`)),
    assignment: Int32Array.from(sites, (site) => site.territory),
  });
}

/** Nine accounts on a grid one degree apart, rows numbered west to east, then north to south. */
export const GRID_SITES: readonly Site[] = Array.from({ length: 9 }, (_, i) => ({
  name: `Site ${i}`,
  lat: 41 - Math.floor(i / 3),
  lon: -105 + (i % 3),
  potential: 100 * (i + 1),
  territory: i % 3 === 2 ? -1 : i % 3,
}));
