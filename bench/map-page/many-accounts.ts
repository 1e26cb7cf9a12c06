/** A plan as large as asked for: accounts around real cities, the more the larger, with sixty territories. */
import type { CycleId, IsoDate, PlanId, TenantId, TerritoryId } from '../../domain/brand.ts';
import { accountTableFrom } from '../../domain/plan/account-table.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { createPlan } from '../../domain/plan/plan.ts';

const CENTRES: readonly (readonly [number, number])[] = [
  [40.7, -74], [34.05, -118.2], [41.9, -87.7], [29.8, -95.4], [33.4, -112.1], [39.95, -75.2], [29.4, -98.5],
  [32.7, -117.2], [32.8, -96.8], [37.3, -121.9], [30.3, -97.7], [39.96, -83], [35.2, -80.8], [39.8, -86.2],
  [37.8, -122.4], [47.6, -122.3], [39.7, -105], [38.9, -77], [36.2, -86.8], [35.5, -97.5], [31.8, -106.4],
  [42.4, -71.1], [45.5, -122.7], [36.2, -115.1], [42.3, -83], [35.1, -90], [38.3, -85.8], [39.3, -76.6],
  [43, -87.9], [35.1, -106.6], [32.2, -110.9], [36.7, -119.8], [38.6, -121.5], [39.1, -94.6], [33.7, -84.4],
  [41.3, -96], [38.8, -104.8], [35.8, -78.6], [25.8, -80.2], [45, -93.3], [27.9, -82.5], [30, -90.1],
  [40.8, -111.9], [43.6, -116.2], [46.9, -96.8], [45.8, -108.5], [44.1, -103.2], [41.6, -93.6], [34.7, -92.3],
  [40.4, -80],
]; // prettier-ignore

function random(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 16807) % 2147483647) / 2147483647;
}

export const TERRITORIES = 60;

export function manyAccounts(count: number): Plan {
  const next = random(20260101);
  const spread = (): number => (next() + next() + next() - 1.5) * 4;
  const home = Array.from({ length: count }, () => Math.floor(next() ** 1.6 * CENTRES.length));
  const lat = home.map((centre) => Math.min(48.5, CENTRES[centre]![0] + spread()));
  const lon = home.map((centre) => CENTRES[centre]![1] + spread());
  const assignment = Int32Array.from(
    lat,
    (value, i) => Math.floor((value - 24) / 4.2) * 10 + Math.floor((lon[i]! + 127) / 6.2),
  );
  return createPlan({
    planId: 'bench' as PlanId,
    tenant: 'bench' as TenantId,
    name: 'Benchmark',
    cycle: {
      cycleId: 'c' as CycleId,
      name: 'FY26',
      from: '2026-01-01' as IsoDate,
      to: '2026-12-31' as IsoDate,
    },
    currency: 'USD',
    potentialUnit: { kind: 'money', name: 'USD', minorPerMajor: 100 },
    accounts: accountTableFrom(
      count,
      {},
      { lat, lon, potential: home.map(() => Math.round(next() ** 4 * 1e8)) },
    ),
    territories: Array.from({ length: TERRITORIES }, (_, i) => ({
      territoryId: `t${i}` as TerritoryId,
      name: `Territory ${i + 1}`,
      repIds: [],
      base: null,
      capacity: null,
      targetShare: null,
      locked: false,
      retired: false,
      note: '',
    })),
    assignment: assignment.map((territory) => Math.max(0, Math.min(TERRITORIES - 1, territory))),
  });
}
