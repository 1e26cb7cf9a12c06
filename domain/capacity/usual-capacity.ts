import type { Plan } from '../plan/plan.ts';
import type { Capacity } from '../plan/territory.ts';

/** What one rep can do: the median of the commoner unit, so that one part-timer does not decide; null where no territory says. */
export function usualCapacity(plan: Pick<Plan, 'territories'>): Capacity | null {
  const stated = plan.territories.flatMap(({ retired, capacity }) =>
    retired || capacity === null ? [] : [capacity],
  );
  const hours = stated.filter(({ unit }) => unit === 'hours');
  const common = hours.length * 2 >= stated.length ? hours : stated.filter(({ unit }) => unit === 'accounts');
  const ordered = common.toSorted((a, b) => a.value - b.value);
  return ordered[ordered.length >> 1] ?? null;
}
