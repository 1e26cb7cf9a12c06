/** The one road every edit takes, whoever asks: the map, a paste, the optimizer, a fix, undo's own diff aside. */
import type { Result } from '../result.ts';
import { codedError, ok, refuse } from '../result.ts';
import type { Diff } from '../plan/diff.ts';
import { applyDiff } from '../plan/diff.ts';
import type { Plan } from '../plan/plan.ts';
import type { AssignAccounts } from './assign-accounts.ts';
import { assignAccounts } from './assign-accounts.ts';
import type { AssignMany } from './assign-many.ts';
import { assignMany } from './assign-many.ts';
import type { CommandContext, CommandHandler } from './command.ts';
import type { SetLocks } from './set-locks.ts';
import { setLocks } from './set-locks.ts';

export type Command = AssignAccounts | AssignMany | SetLocks;

type Handlers = { readonly [T in Command['type']]: CommandHandler<Extract<Command, { type: T }>> };

const HANDLERS: Handlers = { assignAccounts, assignMany, setLocks };

export interface Applied {
  readonly plan: Plan;
  readonly diff: Diff;
  readonly label: string;
}

export function applyCommand(plan: Plan, command: Command, context: CommandContext): Result<Applied> {
  const handler = HANDLERS[command.type] as CommandHandler<Command> | undefined;
  if (handler === undefined) {
    return refuse(
      codedError(
        'UNKNOWN_COMMAND',
        `"${String(command.type)}" is not a command this version knows. Update Bailiwick.`,
      ),
    );
  }
  const label = handler.describe(plan, command);
  const result = handler.run(plan, command, context);
  return result.ok ? ok({ plan: applyDiff(plan, result.value), diff: result.value, label }) : result;
}
