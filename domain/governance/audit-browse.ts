/** The audit trail as one list: edits, decisions, policies and what happened beside plans (ledger AUD-01, AUD-07). */
import type { IsoTime } from '../brand.ts';

export type AuditSource = 'edit' | 'decision' | 'event';

export interface AuditEntry {
  readonly source: AuditSource;
  readonly at: IsoTime;
  /** Who, by name where it is known. */
  readonly actor: string;
  /** `assignAccounts`, `approve`, `sign-in` */
  readonly action: string;
  readonly label: string;
  readonly object: string;
  /** For an edit: its number, by which the plan as it stood then is found. */
  readonly seq: number | null;
}

export interface AuditFilter {
  /** Words that must all be in actor, action, label or object. */
  readonly text: string;
  readonly actor: string | null;
  readonly action: string | null;
  /** First and last day, as written; empty: open. */
  readonly from: string;
  readonly to: string;
}

/** The edit after which the plan stood as it did at this event: itself, or the last before it; 0 before the first. */
export function editAt(entries: readonly AuditEntry[], { at, seq }: AuditEntry): number {
  if (seq !== null) return seq;
  return entries.reduce(
    (last, one) => (one.seq !== null && one.at <= at ? Math.max(last, one.seq) : last),
    0,
  );
}

export const NO_FILTER: AuditFilter = { text: '', actor: null, action: null, from: '', to: '' };

/** Entries that pass, newest first; of one time the later in the list given first. */
export function browse(entries: readonly AuditEntry[], filter: AuditFilter): readonly AuditEntry[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return entries
    .map((entry, i) => ({ entry, i }))
    .filter(({ entry }) => passes(entry, filter, words))
    .toSorted((a, b) => (a.entry.at === b.entry.at ? b.i - a.i : a.entry.at < b.entry.at ? 1 : -1))
    .map(({ entry }) => entry);
}

function passes(entry: AuditEntry, filter: AuditFilter, words: readonly string[]): boolean {
  const { actor, action, from, to } = filter;
  if (actor !== null && entry.actor !== actor) return false;
  if (action !== null && entry.action !== action) return false;
  const day = entry.at.slice(0, 10);
  if ((from !== '' && day < from) || (to !== '' && day > to)) return false;
  const said = `${entry.actor} ${entry.action} ${entry.label} ${entry.object}`.toLowerCase();
  return words.every((word) => said.includes(word));
}

export const choicesOf = (entries: readonly AuditEntry[], key: 'actor' | 'action'): readonly string[] =>
  [...new Set(entries.map((entry) => entry[key]))].toSorted();
