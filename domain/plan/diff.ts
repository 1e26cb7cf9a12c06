/**
 * What a command changed, sparsely, and in both directions: undo is the reversed diff through the same road
 * (after tldraw's RecordsDiff). Cost follows what moved, not what exists.
 */
import type { AccountField, CellValue } from './account-table.ts';
import { withCells } from './account-table.ts';
import type { Plan } from './plan.ts';

export type PlanColumn =
  'assignment' | 'baseline' | 'locked' | 'reason' | 'source' | 'standing' | 'mergedInto';

export interface ColumnPatch {
  readonly kind: 'column';
  readonly column: PlanColumn;
  /** Ascending account rows; `from[i]` and `to[i]` belong to `rows[i]`. */
  readonly rows: Int32Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
}

export interface CellsPatch {
  readonly kind: 'cells';
  readonly field: AccountField;
  readonly rows: Int32Array;
  readonly from: readonly CellValue[];
  readonly to: readonly CellValue[];
}

/** Small records are replaced whole: a plan has hundreds of territories, not hundreds of thousands. */
export type RecordKey =
  | 'name'
  | 'cycle'
  | 'currency'
  | 'potentialUnit'
  | 'territories'
  | 'reps'
  | 'policy'
  | 'quota'
  | 'lockedAll'
  | 'parents';

export type RecordPatch = {
  [K in RecordKey]: {
    readonly kind: 'record';
    readonly key: K;
    readonly from: Plan[K];
    readonly to: Plan[K];
  };
}[RecordKey];

export type Patch = ColumnPatch | CellsPatch | RecordPatch;
export type Diff = readonly Patch[];

export function applyDiff(plan: Plan, diff: Diff): Plan {
  return diff.reduce(applyPatch, plan);
}

function applyPatch(plan: Plan, patch: Patch): Plan {
  switch (patch.kind) {
    case 'column': {
      const column = plan[patch.column].slice();
      patch.rows.forEach((row, i) => (column[row] = patch.to[i] ?? 0));
      return { ...plan, [patch.column]: column };
    }
    case 'cells':
      return { ...plan, accounts: withCells(plan.accounts, patch.field, patch.rows, patch.to) };
    case 'record':
      return { ...plan, [patch.key]: patch.to };
  }
}

export function invertDiff(diff: Diff): Diff {
  return diff.map((patch) => ({ ...patch, from: patch.to, to: patch.from }) as Patch).toReversed();
}

/** The patch that sets `column` of `rows` to `to`; rows that would not change are left out; null if none is left. */
export function columnPatch(
  plan: Plan,
  column: PlanColumn,
  rows: ArrayLike<number>,
  to: (row: number, i: number) => number,
): ColumnPatch | null {
  const current = plan[column];
  const changed: { row: number; from: number; to: number }[] = [];
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] ?? -1;
    const from = current[row];
    if (from === undefined) continue;
    const value = to(row, i);
    if (value !== from) changed.push({ row, from, to: value });
  }
  if (changed.length === 0) return null;
  changed.sort((a, b) => a.row - b.row);
  return {
    kind: 'column',
    column,
    rows: Int32Array.from(changed, (c) => c.row),
    from: Int32Array.from(changed, (c) => c.from),
    to: Int32Array.from(changed, (c) => c.to),
  };
}

/** Account rows a diff touches, ascending and without repeats. */
export function touchedRows(diff: Diff): Int32Array {
  const rows = new Set<number>();
  for (const patch of diff) if (patch.kind !== 'record') for (const row of patch.rows) rows.add(row);
  return Int32Array.from(rows).sort();
}

export const isEmptyDiff = (diff: Diff): boolean => diff.length === 0;

export const compact = (...patches: readonly (Patch | null)[]): Diff =>
  patches.filter((patch) => patch !== null);
