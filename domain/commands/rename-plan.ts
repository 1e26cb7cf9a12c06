import { codedError, ok, refuse } from '../result.ts';
import { compact, recordPatch } from '../plan/diff.ts';
import type { CommandHandler } from './command.ts';

export interface RenamePlan {
  readonly type: 'renamePlan';
  readonly name: string;
}

export const renamePlan: CommandHandler<RenamePlan> = {
  type: 'renamePlan',
  describe: (_plan, { name }) => `Rename the plan to ${name.trim()}`,
  run: (plan, { name }) =>
    name.trim() === ''
      ? refuse(codedError('NAME_EMPTY', 'A plan needs a name. Type one.'))
      : ok(compact(recordPatch(plan, 'name', name.trim()))),
};
