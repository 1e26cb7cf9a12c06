/**
 * What a command changed, sparsely, and in both directions: undo is the reversed diff through the same road
 * (after tldraw's RecordsDiff). Cost follows what moved, not what exists.
 */
import type { AccountField, CellValue } from './account-table.ts';
import { cellAt, withCells } from './account-table.ts';
import type { Plan } from './plan.ts';
import { withRows } from './row-count.ts';

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

/**
 * Rows come at the end of the plan, empty, or leave it there again. A row never changes its number, so every other
 * diff, older or newer, still fits.
 */
export interface RowsPatch {
  readonly kind: 'rows';
  readonly from: number;
  readonly to: number;
}

/** Small records are replaced whole: a plan has hundreds of territories, not hundreds of thousands. */
export type RecordKey =
  | 'name'
  | 'cycle'
  | 'currency'
  | 'potentialUnit'
  | 'territories'
  | 'reps'
  | 'overlays'
  | 'policy'
  | 'quota'
  | 'headcount'
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

export type Patch = ColumnPatch | CellsPatch | RowsPatch | RecordPatch;
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
    case 'rows':
      return withRows(plan, patch.to);
    case 'record':
      return { ...plan, [patch.key]: patch.to };
  }
}

export function invertDiff(diff: Diff): Diff {
  return diff.map((patch) => ({ ...patch, from: patch.to, to: patch.from }) as Patch).toReversed();
}

/**
 * The patch that sets `column` of `rows` to `to`; rows that would not change are left out, a row named twice takes
 * the last value; null if none is left.
 */
export function columnPatch(
  plan: Plan,
  column: PlanColumn,
  rows: ArrayLike<number>,
  to: (row: number, i: number) => number,
): ColumnPatch | null {
  const current = plan[column];
  // A copy rather than a map: a run of the optimizer names every account, and the page waits.
  const wanted = new Int32Array(current);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] ?? -1;
    if (current[row] !== undefined) wanted[row] = to(row, i);
  }
  const changed = ascending(rows, current.length).filter((row) => wanted[row] !== current[row]);
  if (changed.length === 0) return null;
  return {
    kind: 'column',
    column,
    rows: changed,
    from: changed.map((row) => current[row] ?? 0),
    to: changed.map((row) => wanted[row] ?? 0),
  };
}

/** As `columnPatch`, for one field of the account table; values must be of the field's kind. */
export function cellsPatch(
  plan: Plan,
  field: AccountField,
  rows: Int32Array,
  values: readonly CellValue[],
): CellsPatch | null {
  const wanted = new Map<number, CellValue>();
  rows.forEach((row, i) => wanted.set(row, values[i] ?? null));
  const changed = Int32Array.from(wanted.keys())
    .filter((row) => cellAt(plan.accounts, field, row) !== wanted.get(row))
    .sort();
  if (changed.length === 0) return null;
  return {
    kind: 'cells',
    field,
    rows: changed,
    from: Array.from(changed, (row) => cellAt(plan.accounts, field, row)),
    to: Array.from(changed, (row) => wanted.get(row) ?? null),
  };
}

/** The patch that puts a record in another's place; null if it is the very same. */
export function recordPatch<K extends RecordKey>(plan: Plan, key: K, to: Plan[K]): Patch | null {
  if (plan[key] === to) return null;
  // K is one key here, but the compiler cannot tie `from` and `to` to the same member of the union.
  return { kind: 'record', key, from: plan[key], to } as unknown as RecordPatch;
}

/** Account rows a diff touches, ascending and without repeats. */
export function touchedRows(diff: Diff): Int32Array {
  const parts: ArrayLike<number>[] = [];
  for (const patch of diff)
    if (patch.kind === 'column' || patch.kind === 'cells') parts.push(patch.rows);
    else if (patch.kind === 'rows') {
      const first = Math.min(patch.from, patch.to);
      parts.push(Int32Array.from({ length: Math.abs(patch.to - patch.from) }, (_, i) => first + i));
    }
  const whole = new Int32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return ascending(whole, Infinity);
}

/** Row numbers below `rowCount` in order and once each; those that are so already are only looked at. */
function ascending(rows: ArrayLike<number>, rowCount: number): Int32Array {
  const sorted = new Int32Array(rows);
  let isInOrder = true;
  for (let i = 1; i < sorted.length && isInOrder; i++) isInOrder = (sorted[i] ?? -1) > (sorted[i - 1] ?? -1);
  if (!isInOrder) sorted.sort();
  let kept = 0;
  let last = -1;
  for (const row of sorted) {
    if (row <= last || row >= rowCount) continue;
    sorted[kept++] = last = row;
  }
  return sorted.slice(0, kept);
}

export const isEmptyDiff = (diff: Diff): boolean => diff.length === 0;

export const compact = (...patches: readonly (Patch | null)[]): Diff =>
  patches.filter((patch) => patch !== null);
