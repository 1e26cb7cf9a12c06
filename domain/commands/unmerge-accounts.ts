import { codedError, ok, refuse } from '../result.ts';
import { columnPatch, compact } from '../plan/diff.ts';
import { ACTIVE, UNASSIGNED } from '../plan/plan.ts';
import { reasonIndex, sourceIndex } from '../plan/reason-codes.ts';
import type { CommandHandler } from './command.ts';
import { unknownRows } from './lookup.ts';
import { accountsPhrase } from './wording.ts';

/**
 * Splits merged rows off again, long after undo would have to go through other work. They come back with the cells
 * they had and stand in the survivor's territory, because that is who works them today.
 */
export interface UnmergeAccounts {
  readonly type: 'unmergeAccounts';
  readonly rows: Int32Array;
}

export const unmergeAccounts: CommandHandler<UnmergeAccounts> = {
  type: 'unmergeAccounts',
  describe: (_plan, { rows }) => `Split ${accountsPhrase(rows.length)} off again`,
  run: (plan, { rows }) => {
    const unknown = unknownRows(plan, rows);
    if (unknown.length > 0) return refuse(...unknown);
    const whole = rows.filter((row) => plan.mergedInto[row] === -1);
    if (whole.length > 0) {
      return refuse(
        codedError('NOT_MERGED', `${accountsPhrase(whole.length)} named are not merged into another.`),
      );
    }
    const home = (row: number): number => plan.assignment[plan.mergedInto[row] ?? -1] ?? UNASSIGNED;
    const entering = rows.map(home).find((index) => plan.territories[index]?.locked === true);
    if (entering !== undefined) {
      return refuse(
        codedError(
          'LOCKED_TERRITORY',
          `Territory ${plan.territories[entering]?.name ?? ''} is locked and cannot take them back. Unlock it first.`,
        ),
      );
    }
    const placed = rows.filter((row) => home(row) !== UNASSIGNED);
    return ok(
      compact(
        columnPatch(plan, 'standing', rows, () => ACTIVE),
        columnPatch(plan, 'mergedInto', rows, () => -1),
        columnPatch(plan, 'assignment', rows, home),
        columnPatch(plan, 'reason', placed, () => reasonIndex('MANUAL_EDIT')),
        columnPatch(plan, 'source', placed, () => sourceIndex('manual')),
      ),
    );
  },
};
