import { ok, refuse } from '../result.ts';
import { columnPatch, compact } from '../plan/diff.ts';
import type { CommandHandler } from './command.ts';
import { unknownRows } from './lookup.ts';
import { accountsPhrase } from './wording.ts';

/** Locks or unlocks accounts where they are. */
export interface SetLocks {
  readonly type: 'setLocks';
  readonly rows: Int32Array;
  readonly locked: boolean;
}

export const setLocks: CommandHandler<SetLocks> = {
  type: 'setLocks',
  describe: (_plan, command) =>
    `${command.locked ? 'Lock' : 'Unlock'} ${accountsPhrase(command.rows.length)}`,
  run: (plan, command) => {
    const errors = unknownRows(plan, command.rows);
    if (errors.length > 0) return refuse(...errors);
    return ok(compact(columnPatch(plan, 'locked', command.rows, () => (command.locked ? 1 : 0))));
  },
};
