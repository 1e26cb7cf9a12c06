/** Who has to start by when, so that no month falls below what the plan asks for (ledger CAP-06). */
import type { IsoMonth } from '../brand.ts';
import type { CapacityPlan } from './capacity-by-month.ts';
import { peopleByMonth } from './people-by-month.ts';
import { monthsToFull } from './ramp.ts';

export interface ClosingHires {
  /** People to hire beside the scenario's, by month. */
  readonly hires: readonly number[];
  /** Months no hire can still mend: whoever starts in the first month is not ramped by then. */
  readonly tooSoon: readonly IsoMonth[];
  /** A month that stays short after the hires although they are ramped: attrition outpaces any hiring. */
  readonly hopeless: boolean;
}

/** Differences below a hundred-thousandth of a rep are rounding. */
const ENOUGH = 1e-5;

/** Index of the first month that falls short; -1 where none does. */
export const firstShort = ({ months }: Pick<CapacityPlan, 'months'>): number =>
  months.findIndex(({ ramped, needed }) => ramped < needed - ENOUGH);

/**
 * Month by month: what is missing is hired as late as still ramps in time. With the months in order, nobody is hired
 * for a month that an earlier hire already serves.
 */
export function closingHires(plan: CapacityPlan): ClosingHires {
  const { months, people } = plan;
  const lead = monthsToFull(people.ramp);
  const hires = months.map(() => 0);
  const rampedNow = (): readonly number[] =>
    peopleByMonth({ ...people, hires: people.hires.map((own, i) => own + (hires[i] ?? 0)) }).map(
      ({ ramped }) => ramped,
    );
  let ramped = rampedNow();
  let hopeless = false;
  for (let month = lead; month < months.length; month++) {
    const needed = months[month]?.needed ?? 0;
    const start = month - lead;
    for (let tries = 0; needed - (ramped[month] ?? 0) > ENOUGH; tries++) {
      if (tries === MOST_TRIES) {
        hopeless = true;
        break;
      }
      hires[start] = (hires[start] ?? 0) + Math.max(1, Math.ceil(needed - (ramped[month] ?? 0) - ENOUGH));
      ramped = rampedNow();
    }
  }
  const tooSoon = months
    .slice(0, lead)
    .flatMap(({ month, needed }, i) => (needed - (ramped[i] ?? 0) > ENOUGH ? [month] : []));
  return { hires, tooSoon, hopeless };
}

/** Attrition takes part of the hires too, so a month may ask twice; each time the gap shrinks to what is taken. */
const MOST_TRIES = 50;
