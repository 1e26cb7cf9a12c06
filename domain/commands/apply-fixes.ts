import { ok } from '../result.ts';
import type { Result } from '../result.ts';
import type { FixCommand } from '../intake/fix.ts';
import type { Diff } from '../plan/diff.ts';
import { applyDiff } from '../plan/diff.ts';
import type { Plan } from '../plan/plan.ts';
import { squashDiffs } from '../plan/squash.ts';
import type { CommandContext, CommandHandler } from './command.ts';
import { editCells } from './edit-cells.ts';
import { mergeAccounts } from './merge-accounts.ts';
import { setStanding } from './set-standing.ts';

/** Data-quality fixes, one or a whole rule's, as one edit: undone with one key and one line in the history (ledger ING-23). */
export interface ApplyFixes {
  readonly type: 'applyFixes';
  readonly commands: readonly FixCommand[];
  /** What the history shows, e.g. "Restore leading zeros of 539 postal codes". */
  readonly label: string;
}

export const applyFixes: CommandHandler<ApplyFixes> = {
  type: 'applyFixes',
  describe: (_plan, { label }) => label,
  run: (plan, { commands }, context) => {
    const diffs: Diff[] = [];
    let current = plan;
    for (const command of commands) {
      const result = runFix(current, command, context);
      if (!result.ok) return result;
      current = applyDiff(current, result.value);
      diffs.push(result.value);
    }
    return ok(squashDiffs(diffs));
  },
};

function runFix(plan: Plan, fix: FixCommand, context: CommandContext): Result<Diff> {
  switch (fix.type) {
    case 'editCells':
      return editCells.run(plan, fix, context);
    case 'setStanding':
      return setStanding.run(plan, fix, context);
    case 'mergeAccounts':
      return mergeAccounts.run(plan, fix, context);
  }
}
