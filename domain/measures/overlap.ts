import type { Measure } from './measure.ts';
import { NOTHING_TO_MEASURE } from './measure.ts';
import { counted, percent } from './wording.ts';

/**
 * Overlap: accounts with more than one primary territory. One row has one territory by construction, so what is
 * counted is account ids whose duplicate rows stand in different territories; merging them takes it to zero.
 */
export const overlap: Measure = {
  id: 'MET-02',
  key: 'overlap',
  label: 'Overlap',
  unit: 'share',
  better: 'lower',
  compute: ({ plan, accumulators }) => {
    const { facts, overlapping } = accumulators;
    if (facts.activeCount === 0) return NOTHING_TO_MEASURE;
    const repeats = facts.sameAccount.reduce((sum, rows) => sum + rows.length - 1, 0);
    const accounts = facts.activeCount - repeats;
    const value = overlapping / accounts;
    const target = plan.policy.targets.overlap;
    const shared = plan.territories.filter((t) => !t.retired && t.repIds.length > 1).length;
    const team =
      shared === 0
        ? ''
        : ` ${counted(shared, 'territory is', 'territories are')} worked by several reps together; that is not overlap.`;
    return {
      value,
      target,
      status: value < target ? 'pass' : 'fail',
      explanation: `${counted(overlapping, 'account', 'accounts')} of ${counted(accounts, 'account', 'accounts')} (${percent(value)}) stand in more than one territory, through duplicate rows of the same account id; the limit is ${percent(target, 0)}.${team}`,
    };
  },
};
