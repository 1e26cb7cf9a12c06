import { codedError, ok, refuse } from '../result.ts';
import type { CodedError } from '../result.ts';
import { columnPatch, compact } from '../plan/diff.ts';
import { ACTIVE, UNASSIGNED } from '../plan/plan.ts';
import type { Plan } from '../plan/plan.ts';
import type { AssignmentSource, ReasonCode } from '../plan/reason-codes.ts';
import { reasonIndex, sourceIndex } from '../plan/reason-codes.ts';
import type { CommandHandler } from './command.ts';

/** Moves accounts to one territory (or to none). The optimizer's answer comes as `assignMany`, not as this. */
export interface AssignAccounts {
  readonly type: 'assignAccounts';
  readonly rows: Int32Array;
  /** Territory index, or UNASSIGNED. */
  readonly territory: number;
  readonly reason: ReasonCode;
  readonly source: AssignmentSource;
}

export const assignAccounts: CommandHandler<AssignAccounts> = {
  type: 'assignAccounts',
  describe: (plan, command) => {
    const what = command.rows.length === 1 ? '1 account' : `${command.rows.length} accounts`;
    const name = plan.territories[command.territory]?.name;
    return name === undefined ? `Unassign ${what}` : `Move ${what} to ${name}`;
  },
  run: (plan, command) => {
    const errors = assignmentErrors(plan, command.rows, () => command.territory);
    if (errors.length > 0) return refuse(...errors);
    const moving = command.rows.filter((row) => plan.assignment[row] !== command.territory);
    return ok(
      compact(
        columnPatch(plan, 'assignment', moving, () => command.territory),
        columnPatch(plan, 'reason', moving, () => reasonIndex(command.reason)),
        columnPatch(plan, 'source', moving, () => sourceIndex(command.source)),
      ),
    );
  },
};

/** Every reason the given moves are not allowed, each said once with a count; empty when all are. */
export function assignmentErrors(
  plan: Plan,
  rows: Int32Array,
  to: (row: number, i: number) => number,
): readonly CodedError[] {
  if (plan.lockedAll)
    return [codedError('PLAN_LOCKED', 'The whole plan is locked. Unlock it to move accounts.')];
  const found = new Map<string, { first: string; count: number }>();
  const note = (code: string, first: string): void => {
    const seen = found.get(code);
    if (seen === undefined) found.set(code, { first, count: 1 });
    else seen.count++;
  };
  rows.forEach((row, i) => {
    const from = plan.assignment[row];
    const target = to(row, i);
    if (from === undefined) return note('UNKNOWN_ACCOUNT', `row ${row + 1}`);
    const territory = plan.territories[target];
    if (target !== UNASSIGNED && (territory === undefined || territory.retired)) {
      return note('UNKNOWN_TERRITORY', territory?.name ?? String(target));
    }
    if (from === target) return;
    if (plan.standing[row] !== ACTIVE) return note('ACCOUNT_NOT_ACTIVE', `row ${row + 1}`);
    if (plan.locked[row] === 1) return note('LOCKED_ACCOUNT', `row ${row + 1}`);
    if (plan.territories[from]?.locked === true) return note('LOCKED_TERRITORY', plan.territories[from].name);
    if (territory?.locked === true) return note('LOCKED_TERRITORY', territory.name);
  });
  return [...found].map(([code, { first, count }]) =>
    codedError(code, assignmentMessage(code, first, count), { count, first }),
  );
}

function assignmentMessage(code: string, first: string, count: number): string {
  const accounts = count === 1 ? '1 account' : `${count} accounts`;
  switch (code) {
    case 'UNKNOWN_ACCOUNT':
      return `${accounts} named in the move (first: ${first}) are not in this plan.`;
    case 'UNKNOWN_TERRITORY':
      return `Territory ${first} does not exist or is retired. Choose another.`;
    case 'ACCOUNT_NOT_ACTIVE':
      return `${accounts} (first: ${first}) are merged, closed or excluded and take no territory. Restore them first.`;
    case 'LOCKED_ACCOUNT':
      return `${accounts} (first: ${first}) are locked. Unlock them, or leave them out of the move.`;
    default:
      return `Territory ${first} is locked, which stops ${accounts}. Unlock it, or leave them out of the move.`;
  }
}
