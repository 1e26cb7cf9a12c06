/** The roster as a scenario sees it: who is there on the first day, who is known to start or to go (ledger CAP-06). */
import type { IsoMonth } from '../brand.ts';
import type { Plan } from '../plan/plan.ts';
import { liveTerritories } from '../measures/territories.ts';
import { monthOf, monthsBetween } from './month.ts';
import type { Cohort } from './people-by-month.ts';

export interface Roster {
  readonly opening: readonly Cohort[];
  /** By month; those whose date the roster states. */
  readonly hires: readonly number[];
  readonly leavers: readonly number[];
}

/**
 * Reps with a territory or on the roster alone count alike. A plan without a roster has one rep a territory, long
 * ramped. Somebody whose last day lies in a month is gone from the next.
 */
export function rosterOf(plan: Pick<Plan, 'reps' | 'territories'>, from: IsoMonth, months: number): Roster {
  const none = (): number[] => Array.from({ length: months }, () => 0);
  const [hires, leavers] = [none(), none()];
  if (plan.reps.length === 0)
    return { opening: [{ started: -Infinity, heads: liveTerritories(plan).length }], hires, leavers };
  const opening = new Map<number, number>();
  for (const rep of plan.reps) {
    const started = rep.from === null ? -Infinity : monthsBetween(from, monthOf(rep.from));
    const gone = rep.to === null ? Infinity : monthsBetween(from, monthOf(rep.to)) + 1;
    if (gone <= 0 || gone <= started) continue;
    if (started <= 0) opening.set(started, (opening.get(started) ?? 0) + 1);
    else if (started < months) hires[started] = (hires[started] ?? 0) + 1;
    if (gone < months && started < months) leavers[gone] = (leavers[gone] ?? 0) + 1;
  }
  return { opening: [...opening].map(([started, heads]) => ({ started, heads })), hires, leavers };
}
