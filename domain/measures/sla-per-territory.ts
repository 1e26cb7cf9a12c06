import { mean } from './inequality.ts';
import type { Measure } from './measure.ts';
import { NOTHING_TO_MEASURE } from './measure.ts';
import { liveSums, liveTerritories, perTerritory } from './territories.ts';
import { counted, named, percent } from './wording.ts';

/** Share of each territory's accounts reached within their tier's travel time; the value is the mean territory. */
export const slaPerTerritory: Measure = {
  id: 'MET-11',
  key: 'slaPerTerritory',
  label: 'Accounts reached in time, by territory',
  unit: 'share',
  better: 'higher',
  compute: (context) => {
    const { plan } = context;
    const counts = liveSums(context, 'count');
    const within = liveSums(context, 'withinSla');
    const shares = counts.map((count, i) => (count === 0 ? null : (within[i] ?? 0) / count));
    const known = shares.filter((value) => value !== null);
    if (known.length === 0) return NOTHING_TO_MEASURE;
    const value = mean(known);
    const target = plan.policy.targets.coverage;
    const below = liveTerritories(plan).flatMap((t, i) => {
      const reached = shares[i];
      return reached !== null && reached !== undefined && reached < target
        ? [plan.territories[t]?.name ?? '']
        : [];
    });
    const weighted = within.reduce((sum, n) => sum + n, 0) / counts.reduce((sum, n) => sum + n, 0);
    const short =
      below.length === 0
        ? 'All reach'
        : `${counted(below.length, 'territory falls', 'territories fall')} short of`;
    return {
      value,
      target,
      status: below.length === 0 ? 'pass' : value >= target ? 'warn' : 'fail',
      explanation: `The average territory reaches ${percent(value)} of its accounts in time (${percent(weighted)} of all assigned accounts). ${short} the target of ${percent(target, 0)}${below.length === 0 ? '' : `: ${named(below)}`}.`,
      perTerritory: perTerritory(context, shares),
    };
  },
};
