import { ok } from '../result.ts';
import { columnPatch, compact } from '../plan/diff.ts';
import type { CommandHandler } from './command.ts';

/** Takes today's alignment as the one the cycle begins with; from here on nothing counts as moved. */
export interface Rebaseline {
  readonly type: 'rebaseline';
}

export const rebaseline: CommandHandler<Rebaseline> = {
  type: 'rebaseline',
  describe: () => "Take today's alignment as the baseline",
  run: (plan) =>
    ok(
      compact(
        columnPatch(
          plan,
          'baseline',
          plan.assignment.map((_, row) => row),
          (row) => plan.assignment[row] ?? -1,
        ),
      ),
    ),
};
