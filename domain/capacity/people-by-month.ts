/**
 * Who is on board in each month and how much of their work is done by then (ledger CAP-06). Cohorts, so that a hire
 * ramps from her own first month. Named leavers go oldest first, which is the dearer loss; attrition takes from all
 * alike, by the month, so that a year takes exactly its share. Both show from the first day of a month.
 */
import type { Ramp } from './ramp.ts';
import { rampedAt } from './ramp.ts';

/** People of one first month; negative before the scenario began, -Infinity for those long ramped. */
export interface Cohort {
  readonly started: number;
  readonly heads: number;
}

export interface PeopleAsked {
  readonly opening: readonly Cohort[];
  readonly hires: readonly number[];
  readonly leavers: readonly number[];
  readonly attrition: number;
  readonly backfillMonths: number | null;
  readonly ramp: Ramp;
}

export interface PeopleOfMonth {
  /** Started in this month: hires and those who fill a leaver's place. */
  readonly started: number;
  readonly left: number;
  /** Leavers asked for beyond those who were there. */
  readonly nobodyLeft: number;
  readonly onBoard: number;
  /** Full reps that the work of all on board comes to. */
  readonly ramped: number;
}

export function peopleByMonth(asked: PeopleAsked): readonly PeopleOfMonth[] {
  const stays = (1 - asked.attrition) ** (1 / 12);
  const gone: number[] = [];
  let cohorts = asked.opening.toSorted((a, b) => a.started - b.started);
  return asked.hires.map((hires, month) => {
    const kept =
      month === 0 ? cohorts : cohorts.map((cohort) => ({ ...cohort, heads: cohort.heads * stays }));
    const lost = heads(cohorts) - heads(kept);
    const wanted = asked.leavers[month] ?? 0;
    const named = Math.min(wanted, heads(kept));
    gone.push(lost + named);
    const back = asked.backfillMonths === null ? 0 : (gone[month - asked.backfillMonths] ?? 0);
    const started = hires + back;
    cohorts = [...withoutOldest(kept, named), ...(started > 0 ? [{ started: month, heads: started }] : [])];
    return {
      started,
      left: lost + named,
      nobodyLeft: wanted - named,
      onBoard: heads(cohorts),
      ramped: cohorts.reduce((sum, c) => sum + c.heads * rampedAt(asked.ramp, month - c.started), 0),
    };
  });
}

const heads = (cohorts: readonly Cohort[]): number => cohorts.reduce((sum, cohort) => sum + cohort.heads, 0);

function withoutOldest(cohorts: readonly Cohort[], leavers: number): readonly Cohort[] {
  let left = leavers;
  return cohorts.flatMap((cohort) => {
    const taken = Math.min(left, cohort.heads);
    left -= taken;
    return cohort.heads - taken > 0 ? [{ ...cohort, heads: cohort.heads - taken }] : [];
  });
}
