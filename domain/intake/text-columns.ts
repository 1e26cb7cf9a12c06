/** Small operations on pooled text columns. */
import type { TextColumn } from '../plan/account-table.ts';
import { textColumn } from '../plan/account-table.ts';
import { foldName } from '../geo/fold-name.ts';

export const textOfRow = (column: TextColumn, row: number): string | null =>
  column.pool[column.codes[row] ?? -1] ?? null;

/** The column with every distinct text replaced by what `change` makes of it; equal results share an entry. */
export function mapTexts(column: TextColumn, change: (text: string) => string | null): TextColumn {
  const changed = textColumn(column.pool.map(change));
  return {
    pool: changed.pool,
    codes: column.codes.map((code) => (code < 0 ? -1 : (changed.codes[code] ?? -1))),
  };
}

/** The column with some rows' texts replaced. */
export function withTexts(column: TextColumn, changes: ReadonlyMap<number, string | null>): TextColumn {
  if (changes.size === 0) return column;
  const values = Array.from(column.codes, (_code, row) => {
    const change = changes.get(row);
    return change === undefined ? textOfRow(column, row) : change;
  });
  return textColumn(values);
}

/** How many rows have each text, most first, then by text. */
export function countTexts(column: TextColumn): { name: string; accounts: number }[] {
  const counts = new Int32Array(column.pool.length);
  for (const code of column.codes) if (code >= 0) counts[code] = (counts[code] ?? 0) + 1;
  return column.pool
    .map((name, code) => ({ name, accounts: counts[code] ?? 0 }))
    .filter(({ accounts }) => accounts > 0)
    .toSorted((a, b) => b.accounts - a.accounts || (a.name < b.name ? -1 : 1));
}

const FOLDED = new WeakMap<TextColumn, string[]>();

/** `foldName` of a row's text, worked out once a distinct text; null where it is missing. */
export function foldedAt(column: TextColumn, row: number): string | null {
  let folded = FOLDED.get(column);
  if (folded === undefined) FOLDED.set(column, (folded = []));
  const code = column.codes[row] ?? -1;
  const text = column.pool[code];
  return text === undefined ? null : (folded[code] ??= foldName(text));
}
