import { mean } from './inequality.ts';
import type { Measure, MeasureContext } from './measure.ts';
import { NOTHING_TO_MEASURE } from './measure.ts';
import { adjustedValues, judgedValues, liveSums, liveTerritories, perTerritory } from './territories.ts';
import { percent, signedPercent } from './wording.ts';

/** Coverage variance: the farthest any territory's load or potential lies from the mean. */
export const coverageVariance: Measure = {
  id: 'MET-05',
  key: 'coverageVariance',
  label: 'Coverage variance',
  unit: 'share',
  better: 'lower',
  compute: (context) => {
    const load = liveSums(context, loadKey(context));
    const potential = liveSums(context, 'potential');
    if (load.every((value) => value === 0)) return NOTHING_TO_MEASURE;
    const loads = deviations(judgedValues(context, load));
    const potentials = deviations(judgedValues(context, potential));
    const value = farthest([...loads, ...potentials]);
    const target = context.plan.policy.targets.coverageVariance;
    return {
      value,
      adjusted: farthest([
        ...deviations(adjustedValues(context, load)),
        ...deviations(adjustedValues(context, potential)),
      ]),
      target,
      status: value <= target ? 'pass' : 'fail',
      explanation: `Load lies within ${range(loads)} of the mean and potential within ${range(potentials)}; no territory may lie farther than ${percent(target, 0)}.`,
      perTerritory: perTerritory(
        context,
        loads.map((load_, i) => farthest([load_, potentials[i] ?? 0])),
      ),
    };
  },
};

/** Load is counted as capacity is: in accounts when every capacity is, else in hours of visits. */
export function loadKey({ plan }: MeasureContext): 'count' | 'workloadHours' {
  const capacities = liveTerritories(plan).flatMap((t) => plan.territories[t]?.capacity ?? []);
  return capacities.length > 0 && capacities.every((c) => c.unit === 'accounts') ? 'count' : 'workloadHours';
}

function deviations(values: readonly number[]): readonly number[] {
  const m = mean(values);
  return values.map((value) => (m === 0 ? 0 : value / m - 1));
}

const farthest = (values: readonly number[]): number => Math.max(0, ...values.map(Math.abs));

const range = (values: readonly number[]): string =>
  `${signedPercent(Math.min(...values))} to ${signedPercent(Math.max(...values))}`;
