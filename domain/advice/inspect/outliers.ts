import { fromMedian } from '../../measures/potential-outliers.ts';
import { judgedValues, liveSums, liveTerritories } from '../../measures/territories.ts';
import { percent, signedPercent } from '../../measures/wording.ts';
import type { Inspector, Problem } from '../problem.ts';
import { NO_ROWS } from '../problem.ts';

/** Territories whose potential lies outside the band around the median (FAI-01). */
export const inspectOutliers: Inspector = (context) => {
  const { plan } = context;
  const band = plan.policy.targets.outlierBand;
  const apart = fromMedian(judgedValues(context, liveSums(context, 'potential')));
  return liveTerritories(plan).flatMap((territory, i): readonly Problem[] => {
    const away = apart[i] ?? 0;
    if (Math.abs(away) <= band) return [];
    return [
      {
        id: `OUTLIER_POTENTIAL ${territory}`,
        code: 'OUTLIER_POTENTIAL',
        severity: 'warning',
        rows: NO_ROWS,
        territory,
        message: `${plan.territories[territory]?.name ?? ''} holds ${signedPercent(away, 0)} against the median potential; the band is ${percent(band, 0)}.`,
        fix: null,
      },
    ];
  });
};
