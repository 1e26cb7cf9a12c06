import { ok, refuse } from '../result.ts';
import { columnPatch, compact } from '../plan/diff.ts';
import type { Plan } from '../plan/plan.ts';
import type { AssignmentSource, ReasonCode } from '../plan/reason-codes.ts';
import { reasonIndex, sourceIndex } from '../plan/reason-codes.ts';
import { assignmentErrors } from './assignment-errors.ts';
import type { CommandHandler } from './command.ts';
import { accountsPhrase } from './wording.ts';

/** Moves accounts to one territory (or to none). The optimizer's answer comes as `assignMany`, not as this. */
export interface AssignAccounts {
  readonly type: 'assignAccounts';
  readonly rows: Int32Array;
  /** Territory index, or UNASSIGNED. */
  readonly territory: number;
  /** `EXCEPTION` lets frozen strategic accounts move; approval of it is somebody else's. */
  readonly reason: ReasonCode;
  readonly source: AssignmentSource;
}

export const assignAccounts: CommandHandler<AssignAccounts> = {
  type: 'assignAccounts',
  describe: (plan: Plan, command) => {
    const what = accountsPhrase(command.rows.length);
    const name = plan.territories[command.territory]?.name;
    return name === undefined ? `Unassign ${what}` : `Move ${what} to ${name}`;
  },
  run: (plan, command) => {
    const { rows, territory, reason, source } = command;
    const errors = assignmentErrors(plan, rows, {
      to: () => territory,
      frozen: () => source !== 'solver' && reason !== 'EXCEPTION',
    });
    if (errors.length > 0) return refuse(...errors);
    const moving = rows.filter((row) => plan.assignment[row] !== territory);
    return ok(
      compact(
        columnPatch(plan, 'assignment', moving, () => territory),
        columnPatch(plan, 'reason', moving, () => reasonIndex(reason)),
        columnPatch(plan, 'source', moving, () => sourceIndex(source)),
      ),
    );
  },
};
