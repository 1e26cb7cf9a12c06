import { ok, refuse } from '../result.ts';
import { columnPatch, compact } from '../plan/diff.ts';
import { assignmentErrors } from './assign-accounts.ts';
import type { CommandHandler } from './command.ts';
import type { AssignmentSource } from '../plan/reason-codes.ts';
import { sourceIndex } from '../plan/reason-codes.ts';

/** Each account its own territory and reason: what the optimizer, a paste into the table and a merge answer with. */
export interface AssignMany {
  readonly type: 'assignMany';
  readonly rows: Int32Array;
  /** Territory index (or UNASSIGNED) of `rows[i]`. */
  readonly territories: Int32Array;
  /** Index into REASON_CODES of `rows[i]`. */
  readonly reasons: Uint8Array;
  readonly source: AssignmentSource;
  /** What the history shows, e.g. "Design: hybrid, seed 7". */
  readonly label: string;
}

export const assignMany: CommandHandler<AssignMany> = {
  type: 'assignMany',
  describe: (_plan, command) => command.label,
  run: (plan, command) => {
    const errors = assignmentErrors(plan, command.rows, (_row, i) => command.territories[i] ?? -1);
    if (errors.length > 0) return refuse(...errors);
    const { rows } = command;
    const assignment = columnPatch(plan, 'assignment', rows, (_row, i) => command.territories[i] ?? -1);
    const moved = new Set(assignment?.rows);
    return ok(
      compact(
        assignment,
        columnPatch(plan, 'reason', rows, (_row, i) => command.reasons[i] ?? 0),
        columnPatch(plan, 'source', rows, (row) =>
          moved.has(row) ? sourceIndex(command.source) : (plan.source[row] ?? 0),
        ),
      ),
    );
  },
};
