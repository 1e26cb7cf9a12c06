import { codedError, ok, refuse } from '../result.ts';
import type { CodedError } from '../result.ts';
import type { AccountField, CellValue } from '../plan/account-table.ts';
import { textAt } from '../plan/account-table.ts';
import { cellsPatch, columnPatch, compact } from '../plan/diff.ts';
import type { Plan } from '../plan/plan.ts';
import { ACTIVE, STANDINGS, UNASSIGNED } from '../plan/plan.ts';
import { reasonIndex, sourceIndex } from '../plan/reason-codes.ts';
import { assignmentErrors } from './assignment-errors.ts';
import type { CommandHandler } from './command.ts';
import { unknownRows } from './lookup.ts';
import { accountsPhrase } from './wording.ts';

/**
 * Folds duplicate rows into one account (IDR-04). The rows stay in the table as `merged`, so that the merge can be
 * taken back; the survivor takes the given values, field by field, and an unassigned survivor takes their territory.
 */
export interface MergeAccounts {
  readonly type: 'mergeAccounts';
  readonly into: number;
  /** Rows that disappear into `into`. */
  readonly rows: Int32Array;
  /** What `into` holds afterwards; fields not named stay as they are. */
  readonly survivors: Readonly<Partial<Record<AccountField, CellValue>>>;
}

export const mergeAccounts: CommandHandler<MergeAccounts> = {
  type: 'mergeAccounts',
  describe: (plan, { into, rows }) =>
    `Merge ${accountsPhrase(rows.length)} into ${textAt(plan.accounts, 'name', into) ?? `row ${into + 1}`}`,
  run: (plan, command) => {
    const { into, rows, survivors } = command;
    const errors = mergeErrors(plan, command);
    if (errors.length > 0) return refuse(...errors);
    const survivor = Int32Array.of(into);
    const assigned = rows.filter((row) => plan.assignment[row] !== UNASSIGNED);
    const heir = plan.assignment[into] === UNASSIGNED ? survivor : new Int32Array(0);
    const inherited = plan.assignment[assigned[0] ?? -1] ?? UNASSIGNED;
    const left = Int32Array.of(...assigned, ...heir);
    const from = assigned[0] ?? -1;
    const own = (row: number): boolean => row === into && inherited !== UNASSIGNED;
    return ok(
      compact(
        ...Object.entries(survivors).map(([field, value]) =>
          cellsPatch(plan, field as AccountField, survivor, [value ?? null]),
        ),
        columnPatch(plan, 'standing', rows, () => STANDINGS.indexOf('merged')),
        columnPatch(plan, 'mergedInto', rows, () => into),
        columnPatch(plan, 'assignment', left, (row) => (row === into ? inherited : UNASSIGNED)),
        columnPatch(plan, 'reason', left, (row) =>
          own(row) ? (plan.reason[from] ?? 0) : reasonIndex('NONE'),
        ),
        columnPatch(plan, 'source', left, (row) =>
          own(row) ? (plan.source[from] ?? 0) : sourceIndex('none'),
        ),
      ),
    );
  },
};

function mergeErrors(plan: Plan, { into, rows }: MergeAccounts): readonly CodedError[] {
  const unknown = unknownRows(plan, Int32Array.of(into, ...rows));
  if (unknown.length > 0) return unknown;
  if (rows.length === 0 || rows.includes(into)) {
    return [codedError('MERGE_SELF', 'Choose at least one other account to merge into this one.')];
  }
  const inactive = [into, ...rows].filter((row) => plan.standing[row] !== ACTIVE);
  if (inactive.length > 0) {
    return [
      codedError(
        'ACCOUNT_NOT_ACTIVE',
        `${accountsPhrase(inactive.length)} of the merge are merged, closed, excluded or reserved for a partner. Restore them first.`,
      ),
    ];
  }
  return assignmentErrors(plan, rows, { to: () => UNASSIGNED, frozen: () => false });
}
