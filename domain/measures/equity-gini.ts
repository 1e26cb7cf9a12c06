import { gini } from './inequality.ts';
import type { Measure } from './measure.ts';
import { NOTHING_TO_MEASURE } from './measure.ts';
import { adjustedValues, judgedValues, liveSums, perTerritory } from './territories.ts';
import { counted, fixed } from './wording.ts';

/** Equity: Gini of the score each territory holds; 0 is perfectly equal. */
export const equityGini: Measure = {
  id: 'MET-03',
  key: 'equityGini',
  label: 'Equity (Gini of score)',
  unit: 'index',
  better: 'lower',
  compute: (context) => {
    const scores = liveSums(context, 'score');
    if (scores.every((score) => score === 0)) return NOTHING_TO_MEASURE;
    const value = gini(judgedValues(context, scores));
    const adjusted = gini(adjustedValues(context, scores));
    const target = context.plan.policy.targets.gini;
    return {
      value,
      adjusted,
      target,
      status: value < target ? 'pass' : 'fail',
      explanation: `Score is spread over ${counted(scores.length, 'territory', 'territories')} with a Gini of ${fixed(value, 4)} (0 is perfectly equal); it must stay below ${fixed(target, 2)}. With seniority and target shares taken into account it is ${fixed(adjusted, 4)}.`,
      perTerritory: perTerritory(context, scores),
    };
  },
};
