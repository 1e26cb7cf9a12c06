import type { JournalRow } from '../storage/rows.ts';

/** What can be undone and redone, newest last; numbers of edits in the journal. */
export interface History {
  readonly undo: readonly JournalRow[];
  readonly redo: readonly JournalRow[];
}

export const NO_HISTORY: History = { undo: [], redo: [] };

/** History is never stored: it is what the journal says, so it outlives restarts and is the same in every window. */
export function extendHistory(history: History, entry: JournalRow): History {
  const { edit } = entry;
  if (edit.kind === 'command') return { undo: [...history.undo, entry], redo: [] };
  const from = edit.kind === 'undo' ? history.undo : history.redo;
  const target = from.find((known) => known.seq === edit.of);
  if (target === undefined) return history;
  const without = from.filter((known) => known !== target);
  return edit.kind === 'undo'
    ? { undo: without, redo: [...history.redo, target] }
    : { undo: [...history.undo, target], redo: without };
}

export function historyOf(journal: readonly JournalRow[], lost: ReadonlySet<number> = new Set()): History {
  return journal.filter((entry) => !lost.has(entry.seq)).reduce(extendHistory, NO_HISTORY);
}
