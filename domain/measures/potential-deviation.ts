import { cv, mean, populationSd } from './inequality.ts';
import type { Measure } from './measure.ts';
import { NOTHING_TO_MEASURE } from './measure.ts';
import { adjustedValues, judgedValues, liveSums, perTerritory } from './territories.ts';
import { percent, potentialText } from './wording.ts';

/** Standard deviation of potential over territories, as a share of the mean (CV, population). */
export const potentialDeviation: Measure = {
  id: 'MET-10',
  key: 'potentialCv',
  label: 'Potential deviation (CV)',
  unit: 'share',
  better: 'lower',
  compute: (context) => {
    const potential = liveSums(context, 'potential');
    if (potential.every((value) => value === 0)) return NOTHING_TO_MEASURE;
    const judged = judgedValues(context, potential);
    const value = cv(judged);
    const target = context.plan.policy.targets.potentialCv;
    const unit = context.plan.potentialUnit;
    return {
      value,
      adjusted: cv(adjustedValues(context, potential)),
      target,
      status: value <= target ? 'pass' : 'fail',
      explanation: `Territories hold ${potentialText(unit, mean(judged))} on average, give or take ${potentialText(unit, populationSd(judged))} (${percent(value)}); the limit is ${percent(target, 0)}.`,
      perTerritory: perTerritory(context, potential),
    };
  },
};
