import { totalOf } from './accumulators.ts';
import type { Measure } from './measure.ts';
import { NOTHING_TO_MEASURE } from './measure.ts';
import { counted, percent } from './wording.ts';

/** Coverage ratio: active accounts assigned within their tier's travel time ÷ all active accounts. */
export const coverage: Measure = {
  id: 'MET-01',
  key: 'coverage',
  label: 'Coverage',
  unit: 'share',
  better: 'higher',
  compute: ({ plan, accumulators }) => {
    const total = accumulators.facts.activeCount;
    if (total === 0) return NOTHING_TO_MEASURE;
    const covered = totalOf(accumulators, 'withinSla');
    const value = covered / total;
    const target = plan.policy.targets.coverage;
    return {
      value,
      target,
      status: value >= target ? 'pass' : 'fail',
      explanation: `${counted(covered, 'account', 'accounts')} of ${counted(total, 'account', 'accounts')} (${percent(value)}) are assigned and reached within the travel time of their tier; the target is ${percent(target, 0)}.${untimedNote(totalOf(accumulators, 'untimed'))}`,
    };
  },
};

const untimedNote = (untimed: number): string =>
  untimed === 0
    ? ''
    : ` Travel of ${counted(untimed, 'account', 'accounts')} cannot be estimated: in a territory without a base they count as covered, without coordinates they do not.`;
