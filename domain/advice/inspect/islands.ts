import { accountsPhrase } from '../../commands/wording.ts';
import { liveTerritories } from '../../measures/territories.ts';
import { oneWayMinutes } from '../../measures/travel-model.ts';
import { moveToNearest } from '../move-to-nearest.ts';
import type { Inspector, Problem } from '../problem.ts';
import { rowsIn } from '../problem.ts';

/**
 * Accounts farther from their territory's base than their tier allows while another base would reach them in time.
 */
export const inspectIslands: Inspector = (context) => {
  const { plan, accumulators } = context;
  const { travel, facts } = accumulators;
  return liveTerritories(plan).flatMap((territory): readonly Problem[] => {
    const rows = rowsIn(context, territory).filter((row) => {
      const allowed = facts.slaMinutes[row] ?? Infinity;
      return (facts.nearestMinutes[row] ?? NaN) <= allowed && oneWayMinutes(travel, row, territory) > allowed;
    });
    if (rows.length === 0) return [];
    const [is, it] = rows.length === 1 ? ['is', 'it'] : ['are', 'them'];
    return [
      {
        id: `ISLAND ${territory}`,
        code: 'ISLAND',
        severity: 'warning',
        rows,
        territory,
        message: `${accountsPhrase(rows.length)} of ${plan.territories[territory]?.name ?? ''} ${is} too far from its base for their tier, and another base would reach ${it} in time.`,
        fix: () => moveToNearest(context, rows),
      },
    ];
  });
};
