import { accountsPhrase } from '../../commands/wording.ts';
import { liveTerritories } from '../../measures/territories.ts';
import { named } from '../../measures/wording.ts';
import { moveFix } from '../move-fix.ts';
import { nearestTerritory } from '../nearest.ts';
import type { Inspector, Problem, ProblemContext, ProblemFix } from '../problem.ts';
import { rowsIn } from '../problem.ts';
import { roomIn, useOf } from '../relieve.ts';

/**
 * Territories whose reps all leave before the cycle ends, by the roster, with a proposal of who takes over (ledger
 * GOV-06). Auto-build's "What if" weighs the same event by the optimizer.
 */
export const inspectDepartures: Inspector = (context) => {
  const { plan } = context;
  return liveTerritories(plan).flatMap((territory): readonly Problem[] => {
    const ids = plan.territories[territory]?.repIds ?? [];
    const reps = plan.reps.filter(({ repId }) => ids.includes(repId));
    const rows = rowsIn(context, territory);
    const last = reps.reduce((day, { to }) => (to === null || to > day ? (to ?? plan.cycle.to) : day), '');
    if (reps.length === 0 || reps.length < ids.length || rows.length === 0 || last >= plan.cycle.to)
      return [];
    const name = plan.territories[territory]?.name ?? '';
    const who = named(reps.map((rep) => rep.name));
    return [
      {
        id: `REP_LEAVES ${territory}`,
        code: 'REP_LEAVES',
        severity: 'warning',
        rows,
        territory,
        message: `${who} ${reps.length === 1 ? 'leaves' : 'leave'} ${name} by ${last}, before the cycle ends, and nobody else works its ${accountsPhrase(rows.length)}.`,
        fix: () => handOver(context, rows, territory),
      },
    ];
  });
};

/** Beyond this the optimizer should be asked: the search would be felt. */
const MOST_ROWS = 2_000;

/** Each account to the nearest other territory with room, the largest potential first; null when none finds one. */
function handOver({ plan, accumulators }: ProblemContext, rows: Int32Array, from: number): ProblemFix | null {
  if (rows.length > MOST_ROWS || plan.lockedAll) return null;
  const { facts, travel } = accumulators;
  const room = plan.territories.map((_, t) => roomIn(plan, accumulators, t));
  const order = Array.from(rows).toSorted(
    (a, b) => (facts.potential[b] ?? 0) - (facts.potential[a] ?? 0) || a - b,
  );
  const moves = order.flatMap((row) => {
    const use = (t: number): number => useOf(plan, accumulators, row, t);
    const found = nearestTerritory(plan, travel, row, (t) => t !== from && (room[t] ?? 0) >= use(t));
    if (found === null) return [];
    room[found.territory] = (room[found.territory] ?? 0) - use(found.territory);
    return [{ row, territory: found.territory }];
  });
  if (moves.length === 0) return null;
  return moveFix(`Hand ${accountsPhrase(moves.length)} over to neighbours with room`, 'CAPACITY_FULL', moves);
}
