/** A name in the owner column that is none of the reps, said once to be one of them for every account that bears it. */
import type { FixCommand } from '../../../../domain/intake/fix.ts';
import { textAt } from '../../../../domain/plan/account-table.ts';
import type { Plan } from '../../../../domain/plan/plan.ts';

/** Accounts whose owner is written so. */
export function rowsOwnedBy(plan: Plan, owner: string): Int32Array {
  const rows: number[] = [];
  for (let row = 0; row < plan.accounts.rowCount; row++)
    if (textAt(plan.accounts, 'ownerName', row) === owner) rows.push(row);
  return Int32Array.from(rows);
}

export const ownerMapping = (rows: Int32Array, owner: string, rep: string): readonly FixCommand[] => [
  {
    type: 'editCells',
    field: 'ownerName',
    rows,
    values: Array.from(rows, () => rep),
    reason: `“${owner}” is ${rep}`,
  },
];
