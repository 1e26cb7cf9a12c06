import { liveTerritories } from '../../domain/measures/territories.ts';
import type { Plan } from '../../domain/plan/plan.ts';

/** Which of the keys 1…9 chooses which territory: the first nine in use, in the plan's order. */
export const territoryDigits = (plan: Plan): ReadonlyMap<number, number> =>
  new Map(
    liveTerritories(plan)
      .slice(0, 9)
      .map((index, i) => [index, i + 1]),
  );
