/**
 * Where the values of accounts came from (ledger AUD-08): for each import its files, the line each account stood on, and
 * every cell that is not simply what stood there. A value is not stored twice: what was read as it stands is known by
 * its line and column, so 100,000 accounts in the order of their file are one run of lines.
 */
import type { ActorId, IsoTime } from '../brand.ts';
import type { Family } from '../intake/mapping.ts';
import type { AccountField } from '../plan/account-table.ts';

export interface SourceColumn {
  /** A field of the file's family. */
  readonly field: string;
  /** 0-based. */
  readonly column: number;
  readonly header: string;
}

export interface SourceFile {
  readonly name: string;
  readonly family: Family;
  /** The sheet that was read; null for a delimited file or a paste. */
  readonly sheet: string | null;
  /** Of the file's bytes, or of the text that was pasted. */
  readonly sha256: string | null;
  readonly columns: readonly SourceColumn[];
}

/** Cells of one field as they stood in the file, where they are not simply the value: `pool[codes[i]]` is of `rows[i]`, -1 an empty cell. */
export interface Written {
  /** Account rows of the plan, ascending. */
  readonly rows: Int32Array;
  readonly codes: Int32Array;
  readonly pool: readonly string[];
}

/** Lines of the file an account's bookings stand on: `lines[i]` is of account row `rows[i]`, ascending by row. */
export interface BookingLines {
  readonly rows: Int32Array;
  readonly lines: Int32Array;
}

/** One import as far as the values of a plan come from it. */
export interface SourceRecord {
  readonly at: IsoTime;
  readonly by: ActorId;
  /** The edit it came in with; 0: the plan began with it. */
  readonly seq: number;
  readonly files: readonly SourceFile[];
  /** Runs of four: first account row, its data row in the file (1-based), its line (1-based), how many follow so. */
  readonly runs: Int32Array;
  readonly written: Readonly<Partial<Record<AccountField, Written>>>;
  readonly bookings: BookingLines | null;
  /** Line of each territory's row in the file of territories, by name. */
  readonly territoryLines: Readonly<Record<string, number>>;
}

/** Where an account stood in the file of accounts; null where this import did not bring it. */
export interface Place {
  /** 1-based data row, and line of the file or sheet. */
  readonly row: number;
  readonly line: number;
}

const RUN = 4;

/** Packs the place of each account row: `fileRows[i]` (0: none) and `lines[i]` are of account row `rows[i]`, ascending. */
export function packRuns(rows: Int32Array, fileRows: Int32Array, lines: Int32Array): Int32Array {
  const runs: number[] = [];
  rows.forEach((row, i) => {
    const [fileRow = 0, line = 0] = [fileRows[i], lines[i]];
    const at = runs.length - RUN;
    const [first = 0, firstRow = 0, firstLine = 0, length = 0] = runs.slice(Math.max(0, at));
    const follows =
      at >= 0 && row === first + length && fileRow === firstRow + length && line === firstLine + length;
    if (follows) runs[at + 3] = length + 1;
    else runs.push(row, fileRow, line, 1);
  });
  return Int32Array.from(runs);
}

export function placeOf({ runs }: Pick<SourceRecord, 'runs'>, row: number): Place | null {
  let [low, high] = [0, runs.length / RUN - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const [first = 0, fileRow = 0, line = 0, length = 0] = runs.subarray(middle * RUN, middle * RUN + RUN);
    if (row < first) high = middle - 1;
    else if (row >= first + length) low = middle + 1;
    else return { row: fileRow + row - first, line: line + row - first };
  }
  return null;
}

/** Index of a row in an ascending column, or -1. */
export function indexOf(rows: Int32Array, row: number): number {
  let [low, high] = [0, rows.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const at = rows[middle] ?? 0;
    if (at === row) return middle;
    if (at < row) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** The cell as it stood in the file: null where it was empty, undefined where the value is simply what stood there. */
export function writtenAt(
  { written }: SourceRecord,
  field: AccountField,
  row: number,
): string | null | undefined {
  const cells = written[field];
  const at = cells === undefined ? -1 : indexOf(cells.rows, row);
  return cells === undefined || at < 0 ? undefined : (cells.pool[cells.codes[at] ?? -1] ?? null);
}

export function bookingLinesOf({ bookings }: SourceRecord, row: number): readonly number[] {
  if (bookings === null) return [];
  const lines: number[] = [];
  const { rows } = bookings;
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle] ?? 0) < row) low = middle + 1;
    else high = middle;
  }
  for (let i = low; rows[i] === row; i++) lines.push(bookings.lines[i] ?? 0);
  return lines;
}
