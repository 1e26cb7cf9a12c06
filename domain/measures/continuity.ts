import { sumOf } from './accumulators.ts';
import { disruptionOf } from './disruption.ts';
import type { Measure } from './measure.ts';
import { liveTerritories, perTerritory } from './territories.ts';
import { counted, percent } from './wording.ts';

/** Share of accounts that keep the territory they began the cycle in. */
export const continuity: Measure = {
  id: 'DIS-03',
  key: 'continuity',
  label: 'Account continuity',
  unit: 'share',
  better: 'higher',
  compute: (context) => {
    const { plan, accumulators } = context;
    const target = plan.policy.disruption.minContinuity;
    const found = disruptionOf(accumulators);
    if (found === null) {
      const explanation = 'No account had a territory when the cycle began, so there is nothing to keep.';
      return { value: null, target, status: 'none', explanation };
    }
    const kept = found.accounts - found.moved;
    const value = kept / found.accounts;
    const each = liveTerritories(plan).map((t) => {
      const began = sumOf(accumulators, 'baselineCount', t);
      return began === 0 ? null : 1 - sumOf(accumulators, 'movedOut', t) / began;
    });
    return {
      value,
      target,
      status: value >= target ? 'pass' : 'fail',
      explanation: `${counted(kept, 'account keeps', 'accounts keep')} the territory of the cycle's beginning, ${percent(value)} of ${counted(found.accounts, 'account', 'accounts')}; at least ${percent(target, 0)} must.`,
      perTerritory: perTerritory(context, each),
    };
  },
};
