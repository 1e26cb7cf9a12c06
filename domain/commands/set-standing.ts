import { codedError, ok, refuse } from '../result.ts';
import { columnPatch, compact } from '../plan/diff.ts';
import { RESERVED } from '../plan/overlay.ts';
import type { Standing } from '../plan/plan.ts';
import { ACTIVE, STANDINGS, UNASSIGNED } from '../plan/plan.ts';
import { reasonIndex, sourceIndex } from '../plan/reason-codes.ts';
import { assignmentErrors } from './assignment-errors.ts';
import type { CommandHandler } from './command.ts';
import { unknownRows } from './lookup.ts';
import { accountsPhrase } from './wording.ts';

/** Takes accounts out of planning (closed, excluded) or back in. Merging is `mergeAccounts`. */
export interface SetStanding {
  readonly type: 'setStanding';
  readonly rows: Int32Array;
  readonly standing: Exclude<Standing, 'merged' | 'reserved'>;
  readonly reason: string;
}

const VERB: Readonly<Record<SetStanding['standing'], string>> = {
  active: 'Restore',
  closed: 'Close',
  excluded: 'Exclude',
};

export const setStanding: CommandHandler<SetStanding> = {
  type: 'setStanding',
  describe: (_plan, { standing, rows, reason }) =>
    `${VERB[standing]} ${accountsPhrase(rows.length)}${reason === '' ? '' : `: ${reason}`}`,
  run: (plan, { rows, standing }) => {
    const unknown = unknownRows(plan, rows);
    if (unknown.length > 0) return refuse(...unknown);
    const merged = rows.filter((row) => (plan.mergedInto[row] ?? -1) !== -1);
    if (merged.length > 0) {
      return refuse(
        codedError(
          'ACCOUNT_MERGED',
          `${accountsPhrase(merged.length)} are merged into another account. Split them first.`,
        ),
      );
    }
    const reserved = rows.filter((row) => plan.standing[row] === RESERVED);
    if (reserved.length > 0) {
      const message = `${accountsPhrase(reserved.length)} are reserved for a partner. Take them out of the partner's overlay first.`;
      return refuse(codedError('ACCOUNT_RESERVED', message));
    }
    const leaving = rows.filter(
      (row) => plan.standing[row] === ACTIVE && plan.assignment[row] !== UNASSIGNED,
    );
    const out = standing === 'active' ? new Int32Array(0) : leaving;
    const errors = assignmentErrors(plan, out, { to: () => UNASSIGNED, frozen: () => false });
    if (errors.length > 0) return refuse(...errors);
    return ok(
      compact(
        columnPatch(plan, 'standing', rows, () => STANDINGS.indexOf(standing)),
        columnPatch(plan, 'assignment', out, () => UNASSIGNED),
        columnPatch(plan, 'reason', out, () => reasonIndex('NONE')),
        columnPatch(plan, 'source', out, () => sourceIndex('none')),
      ),
    );
  },
};
