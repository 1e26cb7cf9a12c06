import { totalOf } from './accumulators.ts';
import type { Measure, MeasureContext, MeasureStatus } from './measure.ts';
import { NOTHING_TO_MEASURE } from './measure.ts';
import { liveSums, liveTerritories, perTerritory } from './territories.ts';
import { counted, fixed, percent, signedPercent } from './wording.ts';

/**
 * Average travel hours a rep a week against a baseline: the policy's, or else that of the alignment the cycle began
 * with, from the same bases. An estimate from straight-line distance (see domain/geo/travel.ts).
 */
export const travelHours: Measure = {
  id: 'MET-04',
  key: 'travelHours',
  label: 'Travel a rep a week (estimate)',
  unit: 'hours per week',
  better: 'lower',
  compute: (context) => {
    const { plan, accumulators } = context;
    const live = liveTerritories(plan);
    if (live.length === 0 || !live.some((t) => accumulators.travel.hasBase[t] === 1)) {
      return {
        ...NOTHING_TO_MEASURE,
        explanation: 'No territory has a base yet, so travel cannot be estimated.',
      };
    }
    const weeks = plan.policy.travel.weeksPerYear;
    const reps = live.map((t) => Math.max(1, plan.territories[t]?.repIds.length ?? 0));
    const headcount = reps.reduce((sum, n) => sum + n, 0);
    const hours = liveSums(context, 'travelHours');
    const value = hours.reduce((sum, h) => sum + h, 0) / weeks / headcount;
    const baseline = baselineHours(context, weeks * headcount);
    const each = perTerritory(
      context,
      hours.map((h, i) => h / weeks / (reps[i] ?? 1)),
    );
    if (baseline === null) {
      const explanation = `${fixed(value, 1)} hours a rep a week for ${counted(headcount, 'rep', 'reps')}. There is no baseline to compare with.`;
      return { value, target: null, status: 'none', explanation, perTerritory: each };
    }
    const { status, target } = judgeTravel(value, baseline, plan.policy.targets.travelReduction);
    return {
      value,
      target,
      status,
      explanation: `${fixed(value, 1)} hours a rep a week, ${signedPercent(value / baseline - 1)} against ${fixed(baseline, 1)} before; the target is ${percent(plan.policy.targets.travelReduction, 0)} less, ${fixed(target, 1)} hours.`,
      perTerritory: each,
    };
  },
};

/** Target = baseline × (1 - reduction) (R7: 7.3 → 6.205). Less than before but short of it is a warning. */
export function judgeTravel(
  hours: number,
  baseline: number,
  reduction: number,
): { readonly status: MeasureStatus; readonly target: number } {
  const target = baseline * (1 - reduction);
  return { target, status: hours <= target ? 'pass' : hours <= baseline ? 'warn' : 'fail' };
}

function baselineHours({ plan, accumulators }: MeasureContext, repWeeks: number): number | null {
  if (plan.policy.travel.baselineHoursPerWeek !== null) return plan.policy.travel.baselineHoursPerWeek;
  const before = totalOf(accumulators, 'baselineTravelHours');
  return before > 0 ? before / repWeeks : null;
}
