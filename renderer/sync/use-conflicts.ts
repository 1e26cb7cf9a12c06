/** Which conflicts are in hand: picked in the table or on the map, and settled by button or key. */
import { useCallback, useMemo, useState } from 'react';
import type { Resolution } from '../../domain/merge/conflict.ts';
import type { SelectMode } from '../map/map-props.ts';
import type { SelectIntent } from '../ui/Table.tsx';
import { combineRows } from '../workspace/selection.ts';
import type { MergeRun, ReadyMerge } from './merge-run.ts';

export interface Conflicts {
  /** Indices into the conflicts, ascending. */
  readonly picked: Int32Array;
  /** The one last asked for: the table scrolls to it. */
  readonly reveal: number | null;
  readonly hovered: number | null;
  pick(intent: SelectIntent): void;
  /** Accounts picked up on the map: their conflicts are in hand. */
  pickRows(rows: Int32Array, mode: SelectMode): void;
  pickAll(): void;
  hover(conflict: number | null): void;
  /** Settles what is in hand. */
  settle(resolution: Resolution): void;
  take(conflict: number, resolution: Resolution): void;
  next(back: boolean): void;
  drop(): void;
}

const NOBODY = new Int32Array(0);

export function useConflicts(run: MergeRun, state: ReadyMerge): Conflicts {
  const { conflicts, rows } = state;
  const [picked, setPicked] = useState<Int32Array>(NOBODY);
  const [reveal, setReveal] = useState<number | null>(null);
  const [hovered, hover] = useState<number | null>(null);
  const byRow = useMemo(() => conflictsByRow(rows), [rows]);
  const show = useCallback((chosen: Int32Array): void => {
    setPicked(chosen);
    setReveal(chosen[0] ?? null);
  }, []);
  const settle = (resolution: Resolution): void =>
    run.take(
      Array.from(picked, (at) => conflicts[at]).filter((conflict) => conflict !== undefined),
      resolution,
    );
  const next = (back: boolean): void => {
    const from = picked[0] ?? (back ? conflicts.length : -1);
    const at = nextOpen(state, from, back);
    if (at !== null) show(Int32Array.of(at));
  };
  const pickAll = (): void => setPicked(Int32Array.from(conflicts, (_, at) => at));
  const pickRows = (on: Int32Array, mode: SelectMode): void => {
    const met = Array.from(on).flatMap((row) => byRow.get(row) ?? []);
    show(combineRows(picked, Int32Array.from(met).sort(), mode));
  };
  return {
    picked,
    reveal,
    hovered,
    hover,
    settle,
    next,
    pickAll,
    drop: () => setPicked(NOBODY),
    pickRows,
    pick: ({ keys, mode }) => setPicked(combineRows(picked, Int32Array.from(keys).sort(), mode)),
    take: (at, resolution) => {
      const conflict = conflicts[at];
      if (conflict !== undefined) run.take([conflict], resolution);
    },
  };
}

/** The next conflict that nobody has decided on, round the end; null when there is none. */
function nextOpen({ conflicts, taken }: ReadyMerge, from: number, back: boolean): number | null {
  const step = back ? -1 : 1;
  for (let i = 1; i <= conflicts.length; i++) {
    const at = (from + step * i + conflicts.length * 2) % conflicts.length;
    if (!taken.has(conflicts[at]?.id ?? '')) return at;
  }
  return null;
}

/** One account may be in conflict over its place, its lock and any of its cells. */
function conflictsByRow(rows: Int32Array): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, number[]>();
  rows.forEach((row, at) => {
    if (row < 0) return;
    const known = found.get(row);
    if (known === undefined) found.set(row, [at]);
    else known.push(at);
  });
  return found;
}
