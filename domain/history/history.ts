/**
 * Undo and redo over an append-only journal. Undoing never erases: it commits the inverted diff as a new entry that
 * says which one it takes back, so it is stored, audited and synced like any edit, and both stacks can be worked out
 * again from the journal alone after a restart. Without limit. Diffs are not needed for that and may stay on disk.
 */
import type { Diff } from '../plan/diff.ts';
import { invertDiff } from '../plan/diff.ts';

export type HistoryEdit =
  | { readonly kind: 'command' }
  /** `of` is the seq of the entry first made, for a redo too. */
  | { readonly kind: 'undo' | 'redo'; readonly of: number };

export interface HistoryEntry {
  /** Ascending; gaps are fine. */
  readonly seq: number;
  /** In the user's words: "Move 30 accounts to Denver". */
  readonly label: string;
  readonly edit: HistoryEdit;
}

/** What can be undone and redone, the next one last. */
export interface History<E extends HistoryEntry> {
  readonly undo: readonly E[];
  readonly redo: readonly E[];
}

export const NO_HISTORY: History<never> = { undo: [], redo: [] };

/** The history after one more entry. */
export function extendHistory<E extends HistoryEntry>(history: History<E>, entry: E): History<E> {
  const undo = [...history.undo];
  const redo = [...history.redo];
  record(undo, redo, entry);
  return { undo, redo };
}

/** The history a whole journal leads to; entries whose diff is lost can be left out beforehand. */
export function historyOf<E extends HistoryEntry>(journal: Iterable<E>): History<E> {
  const undo: E[] = [];
  const redo: E[] = [];
  for (const entry of journal) record(undo, redo, entry);
  return { undo, redo };
}

/** An undo or redo of what is not on its stack changes nothing: what it speaks of may have been lost from the disk. */
function record<E extends HistoryEntry>(undo: E[], redo: E[], entry: E): void {
  const { edit } = entry;
  if (edit.kind === 'command') {
    undo.push(entry);
    redo.length = 0;
    return;
  }
  const [from, to] = edit.kind === 'undo' ? [undo, redo] : [redo, undo];
  const index = from.findLastIndex((known) => known.seq === edit.of);
  if (index >= 0) to.push(...from.splice(index, 1));
}

/** What to commit next, once the diff of the entry is at hand. */
export interface PendingEdit {
  readonly label: string;
  readonly diff: Diff;
  readonly edit: { readonly kind: 'undo' | 'redo'; readonly of: number };
}

export const undoOf = (entry: HistoryEntry, diff: Diff): PendingEdit => ({
  label: `Undo: ${entry.label}`,
  diff: invertDiff(diff),
  edit: { kind: 'undo', of: entry.seq },
});

export const redoOf = (entry: HistoryEntry, diff: Diff): PendingEdit => ({
  label: `Redo: ${entry.label}`,
  diff,
  edit: { kind: 'redo', of: entry.seq },
});
