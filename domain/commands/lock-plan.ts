import { ok } from '../result.ts';
import { compact, recordPatch } from '../plan/diff.ts';
import type { CommandHandler } from './command.ts';

/** Locks everything: until it is unlocked every other command is refused. */
export interface LockPlan {
  readonly type: 'lockPlan';
  readonly locked: boolean;
}

export const lockPlan: CommandHandler<LockPlan> = {
  type: 'lockPlan',
  describe: (_plan, { locked }) => (locked ? 'Lock the whole plan' : 'Unlock the plan'),
  run: (plan, { locked }) => ok(compact(recordPatch(plan, 'lockedAll', locked))),
};
