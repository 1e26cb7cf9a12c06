import { maxMin } from './inequality.ts';
import type { Measure } from './measure.ts';
import { NOTHING_TO_MEASURE } from './measure.ts';
import { adjustedValues, judgedValues, liveSums, liveTerritories, perTerritory } from './territories.ts';
import { fixed, potentialText } from './wording.ts';

/** Potential of the richest territory ÷ that of the poorest. */
export const potentialSpread: Measure = {
  id: 'MET-08',
  key: 'potentialSpread',
  label: 'Potential spread, highest to lowest',
  unit: 'ratio',
  better: 'lower',
  compute: (context) => {
    const { plan } = context;
    const potential = liveSums(context, 'potential');
    if (potential.every((value) => value === 0)) return NOTHING_TO_MEASURE;
    const value = maxMin(judgedValues(context, potential));
    const target = plan.policy.targets.potentialSpread;
    const live = liveTerritories(plan);
    const nameOf = (amount: number): string =>
      plan.territories[live[potential.indexOf(amount)] ?? -1]?.name ?? '';
    const most = Math.max(...potential);
    const least = Math.min(...potential);
    const ratio = Number.isFinite(value)
      ? `${fixed(value, 2)} times as much`
      : 'everything, compared with nothing';
    return {
      value,
      adjusted: maxMin(adjustedValues(context, potential)),
      target,
      status: value <= target ? 'pass' : 'fail',
      explanation: `${nameOf(most)} holds the most (${potentialText(plan.potentialUnit, most)}), ${nameOf(least)} the least (${potentialText(plan.potentialUnit, least)}): ${ratio}. The limit is ${fixed(target, 2)} times.`,
      perTerritory: perTerritory(context, potential),
    };
  },
};
