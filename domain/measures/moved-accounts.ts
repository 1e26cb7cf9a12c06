import { totalOf } from './accumulators.ts';
import { disruptionOf } from './disruption.ts';
import type { Measure } from './measure.ts';
import { liveSums, perTerritory } from './territories.ts';
import { counted, fixed, moneyText, percent } from './wording.ts';

/** Accounts moved since the cycle began, with the sales and relationships that move with them. */
export const movedAccounts: Measure = {
  id: 'DIS-01',
  key: 'movedShare',
  label: 'Accounts moved',
  unit: 'share',
  better: 'lower',
  compute: (context) => {
    const { plan, accumulators } = context;
    const target = plan.policy.disruption.maxMovedShare;
    const found = disruptionOf(accumulators);
    if (found === null) {
      const explanation = 'No account had a territory when the cycle began, so nothing counts as moved.';
      return { value: null, target, status: 'none', explanation };
    }
    const salesShare = found.sales === 0 ? 0 : found.movedSales / found.sales;
    const lost = totalOf(accumulators, 'relationshipsLost');
    const years = totalOf(accumulators, 'tenureMonthsLost') / 12;
    const movedIn = liveSums(context, 'movedIn');
    const tenure = years === 0 ? '' : ` with ${fixed(years, 1)} years of tenure`;
    return {
      value: found.movedShare,
      target,
      status: Math.max(found.movedShare, salesShare) > target ? 'fail' : 'pass',
      explanation: `${counted(found.moved, 'account', 'accounts')} of ${fixed(found.accounts, 0)} (${percent(found.movedShare)}) changed territory, with ${moneyText(plan.currency, found.movedSales)} (${percent(salesShare)}) of sales and ${counted(lost, 'relationship', 'relationships')}${tenure}. At most ${percent(target, 0)} of either may move.`,
      perTerritory: perTerritory(
        context,
        liveSums(context, 'movedOut').map((out, i) => out + (movedIn[i] ?? 0)),
      ),
    };
  },
};
