import { codedError, ok, refuse } from '../result.ts';
import { columnPatch, compact } from '../plan/diff.ts';
import type { AssignmentSource } from '../plan/reason-codes.ts';
import { reasonCode, sourceIndex } from '../plan/reason-codes.ts';
import { assignmentErrors } from './assignment-errors.ts';
import type { CommandHandler } from './command.ts';

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
    const { rows, territories, reasons, source } = command;
    if (territories.length !== rows.length || reasons.length !== rows.length) {
      return refuse(
        codedError(
          'LENGTHS_DIFFER',
          `${rows.length} rows came with ${territories.length} territories and ${reasons.length} reasons. Give one of each a row.`,
        ),
      );
    }
    const errors = assignmentErrors(plan, rows, {
      to: (_row, i) => territories[i] ?? -1,
      frozen: (i) => source !== 'solver' && reasonCode(reasons[i] ?? 0) !== 'EXCEPTION',
    });
    if (errors.length > 0) return refuse(...errors);
    const assignment = columnPatch(plan, 'assignment', rows, (_row, i) => territories[i] ?? -1);
    const moved = new Set(assignment?.rows);
    return ok(
      compact(
        assignment,
        columnPatch(plan, 'reason', rows, (_row, i) => reasons[i] ?? 0),
        columnPatch(plan, 'source', rows, (row) =>
          moved.has(row) ? sourceIndex(source) : (plan.source[row] ?? 0),
        ),
      ),
    );
  },
};
