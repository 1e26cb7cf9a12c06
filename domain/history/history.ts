/**
 * Undo and redo over an append-only journal. Undoing never erases: it commits the inverted diff as a new entry that
 * says which one it undoes, so it is stored, audited and synced like any edit, and the stacks can be worked out
 * again from the journal alone after a restart. Without limit.
 */
import type { CodedError, Result } from '../result.ts';
import { codedError, ok, refuse } from '../result.ts';
import type { Diff } from '../plan/diff.ts';
import { invertDiff } from '../plan/diff.ts';

export interface JournalEntry {
  /** Ascending; gaps are fine. */
  readonly seq: number;
  /** In the user's words: "Move 30 accounts to Denver". */
  readonly label: string;
  readonly diff: Diff;
  /** The entry this one takes back. */
  readonly undoes?: number;
  /** The entry this one makes again; it is the one that was first made, not the one that undid it. */
  readonly redoes?: number;
}

/** A stack that shares its lower part with the one it came from, so that pushing costs the same at any depth. */
interface Stack {
  readonly entry: JournalEntry;
  readonly below: Stack | null;
}

export interface History {
  /** The last seq recorded; -1 before the first. */
  readonly seq: number;
  readonly undo: Stack | null;
  readonly redo: Stack | null;
}

export const EMPTY_HISTORY: History = { seq: -1, undo: null, redo: null };

/** The history after one more entry; refuses entries out of order and undos of what is not on top. */
export function recordEntry(history: History, entry: JournalEntry): Result<History, CodedError> {
  if (entry.seq <= history.seq) {
    return refuse(
      codedError('JOURNAL_ORDER', `Entry ${entry.seq} came after ${history.seq}. The journal must ascend.`),
    );
  }
  if (entry.undoes !== undefined) {
    const top = history.undo;
    if (top?.entry.seq !== entry.undoes) return refuse(notOnTop(entry.seq, 'undoes', entry.undoes, top));
    return ok({ seq: entry.seq, undo: top.below, redo: { entry: top.entry, below: history.redo } });
  }
  if (entry.redoes !== undefined) {
    const top = history.redo;
    if (top?.entry.seq !== entry.redoes) return refuse(notOnTop(entry.seq, 'redoes', entry.redoes, top));
    return ok({ seq: entry.seq, undo: { entry: top.entry, below: history.undo }, redo: top.below });
  }
  return ok({ seq: entry.seq, undo: { entry, below: history.undo }, redo: null });
}

function notOnTop(seq: number, verb: string, wanted: number, top: Stack | null): CodedError {
  const next = top === null ? 'there is nothing left' : `entry ${top.entry.seq} comes first`;
  return codedError('JOURNAL_STACK', `Entry ${seq} ${verb} entry ${wanted}, but ${next}.`);
}

/** The history a whole journal leads to. */
export function historyOf(journal: Iterable<JournalEntry>): Result<History, CodedError> {
  let history = EMPTY_HISTORY;
  for (const entry of journal) {
    const next = recordEntry(history, entry);
    if (!next.ok) return next;
    history = next.value;
  }
  return ok(history);
}

/** What to commit next: a journal entry that only lacks its seq. */
export type PendingEntry = Omit<JournalEntry, 'seq'>;

export function nextUndo(history: History): PendingEntry | null {
  const entry = history.undo?.entry;
  if (entry === undefined) return null;
  return { label: `Undo: ${entry.label}`, diff: invertDiff(entry.diff), undoes: entry.seq };
}

export function nextRedo(history: History): PendingEntry | null {
  const entry = history.redo?.entry;
  if (entry === undefined) return null;
  return { label: `Redo: ${entry.label}`, diff: entry.diff, redoes: entry.seq };
}

/** Entries that can be undone (or redone), the next one first; `limit` for a menu. */
export function pending(
  history: History,
  direction: 'undo' | 'redo',
  limit = Infinity,
): readonly JournalEntry[] {
  const entries: JournalEntry[] = [];
  for (let at = history[direction]; at !== null && entries.length < limit; at = at.below)
    entries.push(at.entry);
  return entries;
}
