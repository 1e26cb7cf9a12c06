import { accountsPhrase } from '../../commands/wording.ts';
import { liveTerritories } from '../../measures/territories.ts';
import { utilisationOf } from '../../measures/utilisation.ts';
import { percent } from '../../measures/wording.ts';
import { relieve } from '../relieve.ts';
import type { Inspector, Problem, ProblemContext } from '../problem.ts';
import { NO_ROWS, rowsIn } from '../problem.ts';

/** Territories over their capacity, or outside the band policy asks for (CAP-03). */
export const inspectCapacity: Inspector = (context) =>
  liveTerritories(context.plan).flatMap((territory) => {
    const used = utilisationOf(context, territory);
    return used === null ? [] : capacityProblems(context, territory, used);
  });

function capacityProblems(context: ProblemContext, territory: number, used: number): readonly Problem[] {
  const { plan } = context;
  const { utilisationLow: low, utilisationHigh: high } = plan.policy.targets;
  const name = plan.territories[territory]?.name ?? '';
  if (used > 1) {
    const rows = rowsIn(context, territory);
    return [
      {
        id: `OVER_CAPACITY ${territory}`,
        code: 'OVER_CAPACITY',
        severity: 'error',
        rows,
        territory,
        message: `${name} uses ${percent(used)} of its capacity with ${accountsPhrase(rows.length)}.`,
        fix: () => relieve(context, territory),
      },
    ];
  }
  if (used > high) {
    return [
      {
        id: `OVER_CAPACITY ${territory}`,
        code: 'OVER_CAPACITY',
        severity: 'info',
        rows: NO_ROWS,
        territory,
        message: `${name} uses ${percent(used)} of its capacity, above the ${percent(high, 0)} that leaves room.`,
        fix: null,
      },
    ];
  }
  if (used >= low) return [];
  return [
    {
      id: `UNDER_CAPACITY ${territory}`,
      code: 'UNDER_CAPACITY',
      severity: 'warning',
      rows: NO_ROWS,
      territory,
      message: `${name} uses ${percent(used)} of its capacity; ${percent(low, 0)} is expected at least.`,
      fix: null,
    },
  ];
}
