/**
 * A command is plain data that says what a person (or the optimizer) wants. Its handler, one file each, answers a
 * diff or coded errors; it knows nothing of undo, storage or screens.
 */
import type { ActorId, IsoTime } from '../brand.ts';
import type { CodedError, Result } from '../result.ts';
import type { Diff } from '../plan/diff.ts';
import type { Plan } from '../plan/plan.ts';

export interface CommandContext {
  readonly actor: ActorId;
  /** The clock is passed in; domain has none. */
  readonly at: IsoTime;
}

export interface CommandHandler<C extends { readonly type: string }> {
  readonly type: C['type'];
  /** What the history shows, in the user's words: "Move 30 accounts to Denver". */
  readonly describe: (plan: Plan, command: C) => string;
  readonly run: (plan: Plan, command: C, context: CommandContext) => Result<Diff, CodedError>;
}
