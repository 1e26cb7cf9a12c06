import { disruptionOf } from './disruption.ts';
import type { Measure } from './measure.ts';
import { counted, percent } from './wording.ts';

/** Quarters the moves must be spread over so that no quarter exceeds the churn cap; 1 is at once, 4 a whole cycle. */
export const quarterlyMoves: Measure = {
  id: 'DIS-02',
  key: 'quartersToPhaseIn',
  label: 'Quarters to phase in',
  unit: 'quarters',
  better: 'lower',
  compute: ({ plan, accumulators }) => {
    const cap = plan.policy.disruption.maxQuarterlyMovedShare;
    const found = disruptionOf(accumulators);
    if (found === null) {
      return {
        value: null,
        target: 1,
        status: 'none',
        explanation: 'There is no baseline, so nothing counts as moved.',
      };
    }
    const perQuarter = Math.floor(found.accounts * cap + 1e-9);
    const value = found.moved === 0 ? 0 : perQuarter === 0 ? Infinity : Math.ceil(found.moved / perQuarter);
    const moves = `${percent(found.movedShare)} of accounts move and at most ${percent(cap, 0)} may in one quarter`;
    return {
      value,
      target: 1,
      status: value <= 1 ? 'pass' : value <= 4 ? 'warn' : 'fail',
      explanation: Number.isFinite(value)
        ? `${moves}: ${value <= 1 ? 'they can all move at once' : `phase them in over ${counted(value, 'quarter', 'quarters')}`}.`
        : `${moves}, which is less than one account.`,
    };
  },
};
