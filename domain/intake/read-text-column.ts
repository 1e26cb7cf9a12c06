import type { TextColumn } from '../plan/account-table.ts';
import { isTextSentinel } from './parse/sentinel.ts';

/** A sentinel as it stood in the file, and the entries (indices into the rows read) that had it. */
export type Sentinels = ReadonlyMap<string, readonly number[]>;

export interface TextReading {
  /** One entry a row asked for; its pool holds only texts that occur, in the order they occur. */
  readonly column: TextColumn;
  readonly missing: number;
  readonly sentinels: Sentinels;
}

const MISSING = -1;
const SENTINEL = -2;

/** `holdsCodes`: rows whose cell holds a code of which NA is one (see `isTextSentinel`). Reads text cells: spaces trimmed and joined, sentinels to missing. Each distinct text is looked at once. */
export function readTextColumn(
  cells: TextColumn,
  field: string,
  rows: Int32Array,
  holdsCodes?: (row: number) => boolean,
): TextReading {
  const pool: string[] = [];
  const codeOf = new Map<string, number>();
  const read = new Int32Array(cells.pool.length).fill(-3);
  const clean = (code: number): number => {
    const text = (cells.pool[code] ?? '').replace(/\s+/gu, ' ').trim();
    if (text === '') return MISSING;
    if (isTextSentinel(text, field) || /^-9{3,}$/.test(text)) return SENTINEL;
    return kept(text);
  };
  const kept = (text: string): number => {
    const known = codeOf.get(text);
    if (known !== undefined) return known;
    codeOf.set(text, pool.length);
    return pool.push(text) - 1;
  };
  const codes = new Int32Array(rows.length);
  const sentinels = new Map<string, number[]>();
  let missing = 0;
  rows.forEach((row, entry) => {
    const raw = cells.codes[row] ?? -1;
    let code = raw < 0 ? MISSING : (read[raw] ?? -3);
    if (code === -3) code = read[raw] = clean(raw);
    if (code === SENTINEL && holdsCodes?.(row) === true) {
      const text = (cells.pool[raw] ?? '').trim();
      if (isTextSentinel(text, field) && !isTextSentinel(text, field, true)) code = kept(text);
    }
    codes[entry] = Math.max(code, -1);
    if (code < 0) missing++;
    if (code === SENTINEL) noteEntry(sentinels, (cells.pool[raw] ?? '').trim(), entry);
  });
  return { column: { pool, codes }, missing, sentinels };
}

export function noteEntry(map: Map<string, number[]>, key: string, entry: number): void {
  const entries = map.get(key);
  if (entries === undefined) map.set(key, [entry]);
  else entries.push(entry);
}
