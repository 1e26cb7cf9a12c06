import { median } from './inequality.ts';
import type { Measure } from './measure.ts';
import { NOTHING_TO_MEASURE } from './measure.ts';
import { adjustedValues, judgedValues, liveSums, liveTerritories, perTerritory } from './territories.ts';
import { counted, named, percent, signedPercent } from './wording.ts';

/** Territories whose potential lies outside the band around the median. */
export const potentialOutliers: Measure = {
  id: 'FAI-01',
  key: 'potentialOutliers',
  label: 'Outlier territories',
  unit: 'territories',
  better: 'lower',
  compute: (context) => {
    const { plan } = context;
    const potential = liveSums(context, 'potential');
    if (potential.every((value) => value === 0)) return NOTHING_TO_MEASURE;
    const band = plan.policy.targets.outlierBand;
    const apart = fromMedian(judgedValues(context, potential));
    const outliers = liveTerritories(plan).flatMap((t, i) => {
      const away = apart[i] ?? 0;
      return Math.abs(away) > band ? [`${plan.territories[t]?.name ?? ''} (${signedPercent(away, 0)})`] : [];
    });
    return {
      value: outliers.length,
      adjusted: fromMedian(adjustedValues(context, potential)).filter((away) => Math.abs(away) > band).length,
      target: 0,
      status: outliers.length === 0 ? 'pass' : 'fail',
      explanation:
        outliers.length === 0
          ? `Every territory's potential lies within ${percent(band, 0)} of the median.`
          : `${counted(outliers.length, 'territory lies', 'territories lie')} more than ${percent(band, 0)} from the median potential: ${named(outliers)}.`,
      perTerritory: perTerritory(context, apart),
    };
  },
};

/** Signed share by which each value lies from the median. */
export function fromMedian(values: readonly number[]): readonly number[] {
  const middle = median(values);
  return values.map((value) => (middle === 0 ? 0 : value / middle - 1));
}
