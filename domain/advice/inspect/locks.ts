import { accountsPhrase } from '../../commands/wording.ts';
import { liveTerritories } from '../../measures/territories.ts';
import { UNASSIGNED } from '../../plan/plan.ts';
import type { Inspector, Problem, ProblemContext } from '../problem.ts';
import { rowsIn } from '../problem.ts';

/** Locks that contradict something else: an account locked to nobody, or more locked in than a capacity holds. */
export const inspectLocks: Inspector = (context) => [
  ...lockedOut(context),
  ...liveTerritories(context.plan).flatMap((territory) => lockedIn(context, territory)),
];

function lockedOut(context: ProblemContext): readonly Problem[] {
  const { plan } = context;
  const rows = rowsIn(context, UNASSIGNED).filter((row) => plan.locked[row] === 1);
  if (rows.length === 0) return [];
  return [
    {
      id: 'LOCKED_UNASSIGNED',
      code: 'LOCKED_UNASSIGNED',
      severity: 'warning',
      rows,
      territory: null,
      message: `${accountsPhrase(rows.length)} ${rows.length === 1 ? 'is' : 'are'} locked without a territory, so nothing can give ${rows.length === 1 ? 'it' : 'them'} one.`,
      fix: () => ({
        label: `Unlock ${accountsPhrase(rows.length)}`,
        command: { type: 'setLocks', rows, locked: false },
      }),
    },
  ];
}

function lockedIn(context: ProblemContext, territory: number): readonly Problem[] {
  const { plan, accumulators } = context;
  const capacity = plan.territories[territory]?.capacity ?? null;
  if (capacity === null) return [];
  const rows = rowsIn(context, territory).filter((row) => plan.locked[row] === 1);
  const load =
    capacity.unit === 'accounts'
      ? rows.length
      : rows.reduce((sum, row) => sum + (accumulators.facts.workloadHours[row] ?? 0), 0);
  if (load <= capacity.value) return [];
  return [
    {
      id: `LOCKED_OVER_CAPACITY ${territory}`,
      code: 'LOCKED_OVER_CAPACITY',
      severity: 'error',
      rows,
      territory,
      message: `${accountsPhrase(rows.length)} locked into ${plan.territories[territory]?.name ?? ''} are more than its capacity holds: unlock some, or raise the capacity.`,
      fix: null,
    },
  ];
}
