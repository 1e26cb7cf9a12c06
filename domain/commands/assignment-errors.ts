import { codedError } from '../result.ts';
import type { CodedError } from '../result.ts';
import { textAt } from '../plan/account-table.ts';
import { ACTIVE, UNASSIGNED } from '../plan/plan.ts';
import type { Plan } from '../plan/plan.ts';
import { breaksFreeze } from '../plan/strategic.ts';
import { accountsPhrase } from './wording.ts';

export type AssignmentErrorCode =
  | 'PLAN_LOCKED'
  | 'UNKNOWN_ACCOUNT'
  | 'UNKNOWN_TERRITORY'
  | 'ACCOUNT_NOT_ACTIVE'
  | 'LOCKED_ACCOUNT'
  | 'LOCKED_TERRITORY'
  | 'STRATEGIC_FROZEN';

export interface Moves {
  /** Territory index (or UNASSIGNED) for `rows[i]`. */
  readonly to: (row: number, i: number) => number;
  /** Whether the strategic freeze holds for `rows[i]`; the optimizer heeds it as a constraint of its own. */
  readonly frozen: (i: number) => boolean;
}

/** Every reason the given moves are not allowed, each said once with a count; empty when all are. */
export function assignmentErrors(plan: Plan, rows: Int32Array, moves: Moves): readonly CodedError[] {
  if (plan.lockedAll) {
    return [codedError('PLAN_LOCKED', 'The whole plan is locked. Unlock it to move accounts.')];
  }
  const found = new Map<AssignmentErrorCode, { first: string; count: number }>();
  rows.forEach((row, i) => {
    const broken = moveError(plan, row, moves.to(row, i), moves.frozen(i));
    if (broken === null) return;
    const seen = found.get(broken.code);
    if (seen === undefined) found.set(broken.code, { first: broken.subject, count: 1 });
    else seen.count++;
  });
  return [...found].map(([code, { first, count }]) =>
    codedError(code, assignmentMessage(code, first, count), { count, first }),
  );
}

interface MoveError {
  readonly code: AssignmentErrorCode;
  /** The account or territory to name. */
  readonly subject: string;
}

/** Why one account may not go to `target`; null when it may. */
export function moveError(plan: Plan, row: number, target: number, frozen: boolean): MoveError | null {
  const from = plan.assignment[row];
  if (from === undefined) return { code: 'UNKNOWN_ACCOUNT', subject: `row ${row + 1}` };
  const territory = plan.territories[target];
  if (target !== UNASSIGNED && (territory === undefined || territory.retired)) {
    return { code: 'UNKNOWN_TERRITORY', subject: territory?.name ?? String(target) };
  }
  if (from === target) return null;
  const account = textAt(plan.accounts, 'name', row) ?? `row ${row + 1}`;
  if (plan.standing[row] !== ACTIVE) return { code: 'ACCOUNT_NOT_ACTIVE', subject: account };
  if (plan.locked[row] === 1) return { code: 'LOCKED_ACCOUNT', subject: account };
  const leaving = plan.territories[from];
  if (leaving?.locked === true) return { code: 'LOCKED_TERRITORY', subject: leaving.name };
  if (territory?.locked === true) return { code: 'LOCKED_TERRITORY', subject: territory.name };
  if (frozen && breaksFreeze(plan, row, target)) return { code: 'STRATEGIC_FROZEN', subject: account };
  return null;
}

export function assignmentMessage(code: AssignmentErrorCode, first: string, count: number): string {
  const accounts = accountsPhrase(count);
  switch (code) {
    case 'PLAN_LOCKED':
      return 'The whole plan is locked. Unlock it to move accounts.';
    case 'UNKNOWN_ACCOUNT':
      return `${accounts} named in the move (first: ${first}) are not in this plan.`;
    case 'UNKNOWN_TERRITORY':
      return `Territory ${first} does not exist or is retired. Choose another.`;
    case 'ACCOUNT_NOT_ACTIVE':
      return `${accounts} (first: ${first}) are merged, closed, excluded or reserved for a partner and take no territory. Restore them first.`;
    case 'LOCKED_ACCOUNT':
      return `${accounts} (first: ${first}) are locked. Unlock them, or leave them out of the move.`;
    case 'LOCKED_TERRITORY':
      return `Territory ${first} is locked, which stops ${accounts}. Unlock it, or leave them out of the move.`;
    case 'STRATEGIC_FROZEN':
      return `${accounts} (first: ${first}) are strategic and stay where the cycle began. Leave them out, or move them by exception.`;
  }
}
