/**
 * What calls for territories to be drawn anew before the year is over (ledger GOV-08). Overlap and headcount are measured
 * from the plan and the release before; what nobody brings figures for is listed as not measured, never as fine.
 */
import { measureContext } from '../measures/measure-plan.ts';
import { overlap } from '../measures/overlap.ts';
import { percent, signedPercent } from '../measures/wording.ts';
import type { Plan } from '../plan/plan.ts';

export interface RedesignTrigger {
  readonly id: string;
  readonly name: string;
  /** Its figure in words. */
  readonly now: string;
  /** From which figure it calls for a redesign, in words. */
  readonly from: string;
  /** null: there are no figures to say. */
  readonly called: boolean | null;
}

const OVERLAP_FROM = 0.15;
const HEADCOUNT_FROM = 0.25;
const NOT_MEASURED = 'Not measured here';

/** `before`: the plan of the release this one would replace; null: there is none at hand. */
export function redesignTriggers(plan: Plan, before: Plan | null): readonly RedesignTrigger[] {
  const { value } = overlap.compute(measureContext(plan));
  const growth =
    before === null || before.reps.length === 0 ? null : plan.reps.length / before.reps.length - 1;
  const unmeasured = (id: string, name: string, from: string): RedesignTrigger => ({
    id,
    name,
    now: NOT_MEASURED,
    from,
    called: null,
  });
  return [
    {
      id: 'overlap',
      name: 'Overlap',
      now: value === null ? NOT_MEASURED : percent(value),
      from: `more than ${percent(OVERLAP_FROM, 0)}`,
      called: value === null ? null : value > OVERLAP_FROM,
    },
    {
      id: 'headcount',
      name: 'Headcount since the release before',
      now: growth === null ? 'No release before' : signedPercent(growth),
      from: `${signedPercent(HEADCOUNT_FROM, 0)} or more`,
      called: growth === null ? null : growth >= HEADCOUNT_FROM,
    },
    unmeasured('attainment', 'Attainment of quota', 'missed two quarters or more'),
    unmeasured('velocity', 'Sales velocity', 'stagnant'),
    unmeasured('cac-ltv', 'Cost of acquisition to lifetime value', 'more than 30%'),
    unmeasured('cac-growth', 'Cost of acquisition since a year ago', '+25% or more'),
  ];
}
