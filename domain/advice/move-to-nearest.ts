import { accountsPhrase } from '../commands/wording.ts';
import { moveFix } from './move-fix.ts';
import { nearestTerritory } from './nearest.ts';
import type { ProblemContext, ProblemFix } from './problem.ts';

/** Beyond this a person should run a design, which weighs balance too, and the search would be felt. */
const MOST_ROWS = 2_000;

/**
 * The fix that sends each account to the nearest territory that may take it. Accounts no rule lets move, or nobody
 * is near to, are left out; null when none is left.
 */
export function moveToNearest(context: ProblemContext, rows: Int32Array): ProblemFix | null {
  const { plan, accumulators } = context;
  if (rows.length > MOST_ROWS || plan.lockedAll) return null;
  const moves = Array.from(rows).flatMap((row) => {
    const nearest = nearestTerritory(plan, accumulators.travel, row, () => true);
    return nearest === null || nearest.territory === plan.assignment[row] ? [] : [{ row, ...nearest }];
  });
  if (moves.length === 0) return null;
  return moveFix(`Move ${accountsPhrase(moves.length)} to the nearest territory`, 'TRAVEL_BEST', moves);
}
