import { ok } from '../result.ts';
import { columnPatch, compact } from '../plan/diff.ts';
import type { CommandHandler } from './command.ts';

/** Locks or unlocks accounts where they are. */
export interface SetLocks {
  readonly type: 'setLocks';
  readonly rows: Int32Array;
  readonly locked: boolean;
}

export const setLocks: CommandHandler<SetLocks> = {
  type: 'setLocks',
  describe: (_plan, command) =>
    `${command.locked ? 'Lock' : 'Unlock'} ${command.rows.length === 1 ? '1 account' : `${command.rows.length} accounts`}`,
  run: (plan, command) =>
    ok(compact(columnPatch(plan, 'locked', command.rows, () => (command.locked ? 1 : 0)))),
};
