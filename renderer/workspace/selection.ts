/** What is picked up, pointed at and looked into: this window's alone, never saved. */
import { create } from 'zustand';

export type SelectMode = 'replace' | 'add' | 'remove' | 'toggle';

/** What the inspector shows. */
type Subject =
  | { readonly kind: 'territory'; readonly index: number }
  | { readonly kind: 'accounts' }
  | { readonly kind: 'none' };

interface SelectionState {
  /** Account rows, ascending, each once. */
  readonly rows: Int32Array;
  readonly subject: Subject;
  readonly hovered: number | null;
}

const NOBODY = new Int32Array(0);

export const useSelection = create<SelectionState>(() => ({
  rows: NOBODY,
  subject: { kind: 'none' },
  hovered: null,
}));

/** The rows of `before` and `picked` as `mode` asks; both ascend, and so does the answer. */
export function combineRows(before: Int32Array, picked: Int32Array, mode: SelectMode): Int32Array {
  if (mode === 'replace') return picked;
  const [had, take] = [new Set(before), new Set(picked)];
  if (mode === 'remove') return before.filter((row) => !take.has(row));
  const kept = mode === 'add' ? before : before.filter((row) => !take.has(row));
  return Int32Array.of(...kept, ...picked.filter((row) => !had.has(row))).sort();
}

export function selectRows(picked: Int32Array, mode: SelectMode = 'replace'): void {
  const rows = combineRows(useSelection.getState().rows, picked, mode);
  useSelection.setState({ rows, subject: rows.length > 0 ? { kind: 'accounts' } : { kind: 'none' } });
}

export const clearSelection = (): void =>
  useSelection.setState((state) => ({
    rows: NOBODY,
    subject: state.subject.kind === 'accounts' ? { kind: 'none' } : state.subject,
  }));

export const inspectTerritory = (index: number): void =>
  useSelection.setState({ subject: { kind: 'territory', index } });

export const pointAt = (hovered: number | null): void => useSelection.setState({ hovered });

/** The territory to bring forward on the map, or null. */
export const shownTerritory = (state: SelectionState): number | null =>
  state.subject.kind === 'territory' ? state.subject.index : null;
