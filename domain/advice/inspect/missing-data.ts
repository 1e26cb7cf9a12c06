import { accountsPhrase } from '../../commands/wording.ts';
import { liveTerritories } from '../../measures/territories.ts';
import { centreOf } from '../../plan/centre.ts';
import type { Inspector, Problem, ProblemContext } from '../problem.ts';
import { NO_ROWS, activeRows } from '../problem.ts';

/** What the results are silently weaker for: accounts without place or potential, territories without a base. */
export const inspectMissingData: Inspector = (context) => {
  const { number } = context.plan.accounts;
  const { facts } = context.accumulators;
  const unplaced = activeRows(context, (row) => facts.located[row] === 0);
  const unsized = activeRows(context, (row) => !((number.potential[row] ?? NaN) >= 0));
  return [
    ...missing('NO_COORDINATES', unplaced, 'no place on the map, so their travel is not known'),
    ...missing('NO_POTENTIAL', unsized, 'no potential and count as 0'),
    ...withoutBase(context),
  ];
};

function missing(
  code: 'NO_COORDINATES' | 'NO_POTENTIAL',
  rows: Int32Array,
  what: string,
): readonly Problem[] {
  if (rows.length === 0) return [];
  const have = rows.length === 1 ? 'has' : 'have';
  return [
    {
      id: code,
      code,
      severity: 'warning',
      rows,
      territory: null,
      message: `${accountsPhrase(rows.length)} ${have} ${what}.`,
      fix: null,
    },
  ];
}

function withoutBase({ plan }: ProblemContext): readonly Problem[] {
  return liveTerritories(plan).flatMap((index): readonly Problem[] => {
    const territory = plan.territories[index];
    if (territory === undefined || territory.base !== null) return [];
    return [
      {
        id: `NO_BASE ${index}`,
        code: 'NO_BASE',
        severity: 'info',
        rows: NO_ROWS,
        territory: index,
        message: `${territory.name} has no base, so its travel is not known.`,
        fix: () => {
          const centre = centreOf(plan.accounts, plan.assignment, index);
          if (centre === null) return null;
          return {
            label: 'Put the base in the middle of its accounts',
            command: { type: 'updateTerritory', territory: index, changes: { base: centre } },
          };
        },
      },
    ];
  });
}
