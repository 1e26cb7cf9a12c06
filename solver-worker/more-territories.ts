/** Where more reps would sit: the plan with free territories added, and what the optimizer made of them. */
import type { TerritoryId } from '../domain/brand.ts';
import { distanceKm } from '../domain/geo/haversine.ts';
import { factsOf } from '../domain/measures/facts.ts';
import { textAt } from '../domain/plan/account-table.ts';
import type { Plan } from '../domain/plan/plan.ts';
import type { Capacity, Place, Territory } from '../domain/plan/territory.ts';
import type { ImportTerritories } from '../domain/commands/import-territories.ts';
import type { SolverAnswer } from './contract.ts';
import type { DesignChoices, PlanProblem } from './problem-from-plan.ts';

/** The plan with `more` territories that have no base yet, at the end. Existing bases stay where they are. */
export function withFreeTerritories(plan: Plan, more: number, capacity: Capacity | null): Plan {
  const added = Array.from({ length: more }, (_, k): Territory => ({
    territoryId: `new-place-${k + 1}` as TerritoryId,
    name: `New place ${k + 1}`,
    repIds: [],
    base: null,
    capacity,
    targetShare: null,
    locked: false,
    retired: false,
    note: '',
  }));
  return { ...plan, territories: [...plan.territories, ...added] };
}

/** Least travel within capacities; what moved before does not hold new reps back. */
export const placingChoices = (choices: DesignChoices): DesignChoices => ({
  ...choices,
  approach: 'capacity',
  continuityHours: 0,
  churnCap: false,
  freeCentres: false,
  warmStart: false,
  connectedBy: null,
  iterations: Math.min(choices.iterations, 60),
});

export interface NewPlace {
  readonly base: Place;
  /** City and state of the nearest account. */
  readonly city: string;
  readonly accounts: number;
  /** Hours a year. */
  readonly workload: number;
}

/** Each added territory's centre, the fullest first. `plan` is the one with the free territories. */
export function newPlaces(plan: Plan, made: PlanProblem, answer: SolverAnswer, more: number): NewPlace[] {
  const facts = factsOf(plan);
  const first = plan.territories.length - more;
  const found = Array.from(made.territories).flatMap((index, t): NewPlace[] => {
    const base = { lat: answer.centreLat[t] ?? NaN, lon: answer.centreLon[t] ?? NaN };
    if (index < first || !Number.isFinite(base.lat) || !Number.isFinite(base.lon)) return [];
    const rows = made.rows.filter((_, i) => answer.assignment[i] === t);
    const workload = rows.reduce((sum, row) => sum + (facts.workloadHours[row] ?? 0), 0);
    return [{ base, city: nearestCity(plan, base), accounts: rows.length, workload }];
  });
  return found.sort((a, b) => b.workload - a.workload || a.city.localeCompare(b.city, 'en'));
}

function nearestCity(plan: Plan, place: Place): string {
  const { lat, lon } = plan.accounts.number;
  let best = -1;
  let least = Infinity;
  lat.forEach((value, row) => {
    const km = distanceKm({ lat: value, lon: lon[row] ?? NaN }, place);
    if (!(km < least) || textAt(plan.accounts, 'city', row) === null) return;
    least = km;
    best = row;
  });
  const city = textAt(plan.accounts, 'city', best);
  const state = textAt(plan.accounts, 'state', best);
  if (city === null) return `${place.lat.toFixed(2)}, ${place.lon.toFixed(2)}`;
  return state === null ? city : `${city}, ${state}`;
}

/** One edit that adds them; names that are taken get a number. */
export function addPlaces(
  plan: Plan,
  places: readonly NewPlace[],
  capacity: Capacity | null,
): ImportTerritories {
  const taken = new Set(plan.territories.map(({ name }) => name.toLowerCase()));
  const entries = places.map(({ base, city }) => {
    let name = city;
    for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${city} ${n}`;
    taken.add(name.toLowerCase());
    const rounded = { lat: Math.round(base.lat * 1e4) / 1e4, lon: Math.round(base.lon * 1e4) / 1e4 };
    return {
      name,
      ownerName: null,
      base: rounded,
      capacity,
      targetShare: null,
      quota: null,
      quotaReason: null,
    };
  });
  return { type: 'importTerritories', entries, teamTarget: null, source: 'sizing' };
}
