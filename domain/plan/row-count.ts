import { resized, withRowCount } from './account-table.ts';
import type { Plan } from './plan.ts';
import { UNASSIGNED } from './plan.ts';

const NOT_MERGED = -1;

/** The plan with so many account rows: new ones are empty and unassigned, and rows are taken away at the end alone. */
export function withRows(plan: Plan, rowCount: number): Plan {
  const flags = (column: Uint8Array): Uint8Array => resized(column, new Uint8Array(rowCount));
  const indices = (column: Int32Array, empty: number): Int32Array =>
    resized(column, new Int32Array(rowCount).fill(empty));
  return {
    ...plan,
    accounts: withRowCount(plan.accounts, rowCount),
    assignment: indices(plan.assignment, UNASSIGNED),
    baseline: indices(plan.baseline, UNASSIGNED),
    locked: flags(plan.locked),
    reason: flags(plan.reason),
    source: flags(plan.source),
    standing: flags(plan.standing),
    mergedInto: indices(plan.mergedInto, NOT_MERGED),
  };
}
