import { accountsPhrase } from '../../commands/wording.ts';
import { liveTerritories } from '../../measures/territories.ts';
import { oneWayMinutes } from '../../measures/travel-model.ts';
import { utilisationOf } from '../../measures/utilisation.ts';
import { percent } from '../../measures/wording.ts';
import { moveFix } from '../move-fix.ts';
import { nearestTerritory } from '../nearest.ts';
import type { Inspector, Problem, ProblemContext, ProblemFix } from '../problem.ts';
import { rowsIn } from '../problem.ts';
import { roomIn, useOf } from '../relieve.ts';

/** From this churn risk on a customer counts as likely to leave. */
const AT_RISK = 0.7;

/**
 * Customers likely to leave whose rep has more work than time: each is proposed to the nearest rep who has room and
 * reaches it in the time its tier asks for (ledger DSN-16). Those with most sales choose first.
 */
export const inspectAtRisk: Inspector = (context) => {
  const { plan, accumulators } = context;
  const risk = plan.accounts.number.churnRisk;
  return liveTerritories(plan).flatMap((territory): readonly Problem[] => {
    const used = utilisationOf(context, territory) ?? 0;
    if (used <= 1) return [];
    const rows = rowsIn(context, territory).filter(
      (row) => (risk[row] ?? NaN) >= AT_RISK && accumulators.facts.relationship[row] === 1,
    );
    if (rows.length === 0) return [];
    const name = plan.territories[territory]?.name ?? '';
    return [
      {
        id: `AT_RISK ${territory}`,
        code: 'AT_RISK',
        severity: 'warning',
        rows,
        territory,
        message: `${accountsPhrase(rows.length)} of ${name} ${rows.length === 1 ? 'is a customer' : 'are customers'} likely to leave, and ${name} uses ${percent(used)} of its capacity.`,
        fix: () => careFor(context, rows, territory),
      },
    ];
  });
};

function careFor(context: ProblemContext, rows: Int32Array, from: number): ProblemFix | null {
  const { plan, accumulators } = context;
  const { facts, travel } = accumulators;
  const room = plan.territories.map((_, t) => roomIn(plan, accumulators, t));
  const moves: { readonly row: number; readonly territory: number }[] = [];
  const bySales = Array.from(rows).toSorted((a, b) => (facts.sales[b] ?? 0) - (facts.sales[a] ?? 0) || a - b);
  for (const row of bySales) {
    const reaches = (t: number): boolean =>
      oneWayMinutes(travel, row, t) <= (facts.slaMinutes[row] ?? Infinity);
    const hasRoom = (t: number): boolean => (room[t] ?? 0) >= useOf(plan, accumulators, row, t);
    const found = nearestTerritory(plan, travel, row, (t) => t !== from && reaches(t) && hasRoom(t));
    if (found === null) continue;
    moves.push({ row, territory: found.territory });
    room[found.territory] = (room[found.territory] ?? 0) - useOf(plan, accumulators, row, found.territory);
  }
  if (moves.length === 0) return null;
  return moveFix(`Move ${accountsPhrase(moves.length)} to reps with time for them`, 'CAPACITY_FULL', moves);
}
