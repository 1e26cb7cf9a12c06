/** Everything a travel estimate between an account and a territory needs, laid out for speed. */
import { haversineKm } from '../geo/haversine.ts';
import { travelEstimate } from '../geo/travel.ts';
import type { TravelBand } from '../governance/policy.ts';
import type { Plan } from '../plan/plan.ts';
import type { AccountFacts } from './facts.ts';

export interface TravelModel {
  readonly lat: Float64Array;
  readonly lon: Float64Array;
  readonly located: Uint8Array;
  /** 1 where the territory has a base. */
  readonly hasBase: Uint8Array;
  /** Degrees, NaN where a territory has no base. */
  readonly baseLat: Float64Array;
  readonly baseLon: Float64Array;
  readonly bands: readonly TravelBand[];
  readonly visitsPerTour: number;
}

export function travelModelOf(
  plan: Pick<Plan, 'accounts' | 'territories' | 'policy'>,
  facts: AccountFacts,
): TravelModel {
  return {
    lat: plan.accounts.number.lat,
    lon: plan.accounts.number.lon,
    located: facts.located,
    hasBase: Uint8Array.from(plan.territories, (t) => (t.base === null ? 0 : 1)),
    baseLat: Float64Array.from(plan.territories, (t) => t.base?.lat ?? NaN),
    baseLon: Float64Array.from(plan.territories, (t) => t.base?.lon ?? NaN),
    bands: plan.policy.travel.bands,
    visitsPerTour: plan.policy.travel.visitsPerTour,
  };
}

/** One-way minutes from the territory's base to the account; NaN where either is not known. */
export function oneWayMinutes(model: TravelModel, row: number, territory: number): number {
  if (model.located[row] !== 1 || model.hasBase[territory] !== 1) return NaN;
  const km = haversineKm(
    model.lat[row] ?? NaN,
    model.lon[row] ?? NaN,
    model.baseLat[territory] ?? NaN,
    model.baseLon[territory] ?? NaN,
  );
  return travelEstimate(model.bands, km).minutes;
}

/** Whether the two estimate alike for every territory of the first; territories added at the end do not matter. */
export function sameTravelModel(a: TravelModel, b: TravelModel): boolean {
  if (a.lat !== b.lat || a.lon !== b.lon || a.located !== b.located) return false;
  if (a.bands !== b.bands || a.visitsPerTour !== b.visitsPerTour) return false;
  return (
    a.baseLat.every((lat, t) => t >= b.baseLat.length || Object.is(lat, b.baseLat[t])) &&
    a.baseLon.every((lon, t) => t >= b.baseLon.length || Object.is(lon, b.baseLon[t]))
  );
}
