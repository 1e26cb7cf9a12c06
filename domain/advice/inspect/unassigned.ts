import { accountsPhrase } from '../../commands/wording.ts';
import { percent } from '../../measures/wording.ts';
import { totalOf } from '../../measures/accumulators.ts';
import { UNASSIGNED } from '../../plan/plan.ts';
import { moveToNearest } from '../move-to-nearest.ts';
import type { Inspector } from '../problem.ts';
import { rowsIn } from '../problem.ts';

/** Accounts nobody works; those of a must-cover tier are an error of their own (SCO-14). */
export const inspectUnassigned: Inspector = (context) => {
  const { accumulators } = context;
  const { facts } = accumulators;
  const open = (must: number): Int32Array =>
    rowsIn(context, UNASSIGNED).filter((row) => facts.mustCover[row] === must);
  const must = open(1);
  const others = open(0);
  const all = totalOf(accumulators, 'potential');
  const lost = (rows: Int32Array): string => {
    const potential = rows.reduce((sum, row) => sum + (facts.potential[row] ?? 0), 0);
    return all === 0 ? '' : `, with ${percent(potential / all)} of the potential`;
  };
  return [
    ...(must.length === 0
      ? []
      : [
          {
            id: 'MUST_COVER_UNASSIGNED',
            code: 'MUST_COVER_UNASSIGNED' as const,
            severity: 'error' as const,
            rows: must,
            territory: null,
            message: `${accountsPhrase(must.length)} of a tier that must be covered ${must.length === 1 ? 'has' : 'have'} no territory${lost(must)}.`,
            fix: () => moveToNearest(context, must),
          },
        ]),
    ...(others.length === 0
      ? []
      : [
          {
            id: 'UNASSIGNED',
            code: 'UNASSIGNED' as const,
            severity: 'warning' as const,
            rows: others,
            territory: null,
            message: `${accountsPhrase(others.length)} ${others.length === 1 ? 'has' : 'have'} no territory${lost(others)}.`,
            fix: () => moveToNearest(context, others),
          },
        ]),
  ];
};
