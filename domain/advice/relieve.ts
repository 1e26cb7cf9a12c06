import { accountsPhrase } from '../commands/wording.ts';
import type { Accumulators } from '../measures/accumulators.ts';
import { sumOf } from '../measures/accumulators.ts';
import { oneWayMinutes } from '../measures/travel-model.ts';
import type { Plan } from '../plan/plan.ts';
import { moveFix } from './move-fix.ts';
import { nearestTerritory } from './nearest.ts';
import type { ProblemContext, ProblemFix } from './problem.ts';
import { rowsIn } from './problem.ts';

interface Offer {
  readonly row: number;
  readonly territory: number;
  /** Minutes one way more than today. */
  readonly extra: number;
}

/**
 * The fix for a territory over capacity: accounts go, cheapest detour first, to territories that have room, until
 * the load fits. Null when that cannot be done without breaking a rule.
 */
export function relieve(context: ProblemContext, territory: number): ProblemFix | null {
  const { plan, accumulators } = context;
  const room = plan.territories.map((_, t) => roomIn(plan, accumulators, t));
  const moves: Offer[] = [];
  for (const offer of offersOf(context, territory)) {
    if ((room[territory] ?? 0) >= 0) break;
    const use = useOf(plan, accumulators, offer.row, offer.territory);
    if (use > (room[offer.territory] ?? 0)) continue;
    moves.push(offer);
    room[offer.territory] = (room[offer.territory] ?? 0) - use;
    room[territory] = (room[territory] ?? 0) + useOf(plan, accumulators, offer.row, territory);
  }
  if (moves.length === 0 || (room[territory] ?? 0) < 0) return null;
  return moveFix(`Move ${accountsPhrase(moves.length)} to neighbours with room`, 'CAPACITY_FULL', moves);
}

/** Each account of the territory with the nearest other territory that may take it, least detour first. */
function offersOf(context: ProblemContext, territory: number): readonly Offer[] {
  const { plan, accumulators } = context;
  return Array.from(rowsIn(context, territory))
    .flatMap((row) => {
      const now = oneWayMinutes(accumulators.travel, row, territory);
      const nearest = nearestTerritory(plan, accumulators.travel, row, (other) => other !== territory);
      if (nearest === null) return [];
      return [{ row, territory: nearest.territory, extra: nearest.minutes - (Number.isNaN(now) ? 0 : now) }];
    })
    .toSorted((a, b) => a.extra - b.extra || a.row - b.row);
}

/** What is left of a capacity, in its own unit; Infinity where there is none. */
export function roomIn(plan: Plan, accumulators: Accumulators, territory: number): number {
  const capacity = plan.territories[territory]?.capacity ?? null;
  if (capacity === null) return Infinity;
  return (
    capacity.value - sumOf(accumulators, capacity.unit === 'accounts' ? 'count' : 'workloadHours', territory)
  );
}

/** What an account uses up of a territory, in the unit of its capacity. */
export const useOf = (plan: Plan, { facts }: Accumulators, row: number, territory: number): number =>
  plan.territories[territory]?.capacity?.unit === 'hours' ? (facts.workloadHours[row] ?? 0) : 1;
