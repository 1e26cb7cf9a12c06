/** Several diffs as one: what a drag of many small steps, or a bulk fix, is kept and undone as. */
import type { CellValue } from './account-table.ts';
import type { CellsPatch, ColumnPatch, Diff, Patch, RecordPatch, RowsPatch } from './diff.ts';

/** The diff whose effect is that of `diffs` one after the other; changes that cancel out are gone. */
export function squashDiffs(diffs: readonly Diff[]): Diff {
  const groups = new Map<string, Patch[]>();
  for (const patch of diffs.flat()) {
    const key = groupKey(patch);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [patch]);
    else group.push(patch);
  }
  return [...groups.values()].map(squashGroup).filter((patch) => patch !== null);
}

/**
 * Patches of different groups touch different things, so their order does not matter; only new rows must be there
 * before they are filled, and they are, since nothing else can name them first.
 */
function groupKey(patch: Patch): string {
  switch (patch.kind) {
    case 'column':
      return `column ${patch.column}`;
    case 'cells':
      return `cells ${patch.field}`;
    case 'rows':
      return 'rows';
    case 'record':
      return `record ${patch.key}`;
  }
}

function squashGroup(group: readonly Patch[]): Patch | null {
  const first = group[0];
  if (first === undefined || group.length === 1) return first ?? null;
  switch (first.kind) {
    case 'column':
      return squashColumns(first, group as readonly ColumnPatch[]);
    case 'cells':
      return squashCells(first, group as readonly CellsPatch[]);
    case 'rows': {
      const last = group.at(-1) as RowsPatch;
      return first.from === last.to ? null : { ...first, to: last.to };
    }
    case 'record': {
      const last = group.at(-1) as RecordPatch;
      return first.from === last.to ? null : ({ ...first, to: last.to } as RecordPatch);
    }
  }
}

function squashColumns(first: ColumnPatch, group: readonly ColumnPatch[]): ColumnPatch | null {
  const changes = endsPerRow<number>(group);
  if (changes.length === 0) return null;
  return {
    ...first,
    rows: Int32Array.from(changes, (c) => c.row),
    from: Int32Array.from(changes, (c) => c.from),
    to: Int32Array.from(changes, (c) => c.to),
  };
}

function squashCells(first: CellsPatch, group: readonly CellsPatch[]): CellsPatch | null {
  const changes = endsPerRow<CellValue>(group);
  if (changes.length === 0) return null;
  return {
    ...first,
    rows: Int32Array.from(changes, (c) => c.row),
    from: changes.map((c) => c.from),
    to: changes.map((c) => c.to),
  };
}

interface RowPatch<T> {
  readonly rows: Int32Array;
  readonly from: ArrayLike<T>;
  readonly to: ArrayLike<T>;
}

function endsPerRow<T>(group: readonly RowPatch<T>[]): readonly { row: number; from: T; to: T }[] {
  const ends = new Map<number, { row: number; from: T; to: T }>();
  for (const patch of group) {
    patch.rows.forEach((row, i) => {
      const to = patch.to[i] as T;
      const known = ends.get(row);
      if (known === undefined) ends.set(row, { row, from: patch.from[i] as T, to });
      else known.to = to;
    });
  }
  return [...ends.values()].filter((end) => end.from !== end.to).sort((a, b) => a.row - b.row);
}
