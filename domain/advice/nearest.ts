import { moveError } from '../commands/assignment-errors.ts';
import type { TravelModel } from '../measures/travel-model.ts';
import { oneWayMinutes } from '../measures/travel-model.ts';
import type { Plan } from '../plan/plan.ts';

export interface Reach {
  readonly territory: number;
  /** One way, estimated. */
  readonly minutes: number;
}

/** Territories in use that have a base, nearest first; empty for an account without a place. */
export function territoriesByTravel(
  plan: Pick<Plan, 'territories'>,
  travel: TravelModel,
  row: number,
): readonly Reach[] {
  return plan.territories
    .flatMap((territory, index) => {
      const minutes = territory.retired ? NaN : oneWayMinutes(travel, row, index);
      return Number.isNaN(minutes) ? [] : [{ territory: index, minutes }];
    })
    .toSorted((a, b) => a.minutes - b.minutes || a.territory - b.territory);
}

/** The nearest territory that passes the test and may take the account by every rule; null when there is none. */
export function nearestTerritory(
  plan: Plan,
  travel: TravelModel,
  row: number,
  test: (territory: number) => boolean,
): Reach | null {
  let best: Reach | null = null;
  for (let territory = 0; territory < plan.territories.length; territory++) {
    const minutes = oneWayMinutes(travel, row, territory);
    if (!(minutes < (best?.minutes ?? Infinity)) || !test(territory)) continue;
    if (moveError(plan, row, territory, true) === null) best = { territory, minutes };
  }
  return best;
}
