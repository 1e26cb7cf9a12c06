/**
 * From a value of an account back to the file it came from, and through everything that changed it since (ledger
 * AUD-08). What was undone is told as undone and made nothing.
 */
import type { ActorId, IsoTime } from '../brand.ts';
import type { HistoryEdit } from '../history/history.ts';
import type { AccountField, CellValue } from '../plan/account-table.ts';
import type { Diff } from '../plan/diff.ts';
import { isPlaceField } from './uses.ts';
import type { Place, SourceFile, SourceRecord } from './source.ts';
import { bookingLinesOf, placeOf, writtenAt } from './source.ts';

/** An edit without its diff. */
export interface EditHead {
  readonly seq: number;
  readonly edit: HistoryEdit | { readonly kind: 'command'; readonly command: string };
  readonly label: string;
  readonly actor: ActorId;
  readonly at: IsoTime;
}

/** What is followed of an account: its fields, and where it is and whether it takes part. */
export type TracedField = AccountField | 'assignment' | 'standing' | 'mergedInto';

/** One edit that changed one value. */
export interface Change extends EditHead {
  readonly from: CellValue;
  readonly to: CellValue;
  /** It stands: it was not undone, or was done again. */
  readonly stands: boolean;
}

/** How a value got from the cell of the file into the plan. */
export type Reading =
  | 'as-it-stands'
  /** Currency sign, separators, percent, date order, codes of states and countries, zeros given back. */
  | 'normalised'
  /** No coordinates in the file: placed by postal code, city or state. */
  | 'placed'
  /** Summed over bookings. */
  | 'bookings'
  /** The file says nothing of it; worked out or assumed. */
  | 'assumed';

export interface FromFile {
  readonly record: SourceRecord;
  readonly file: SourceFile;
  /** Of the account's row; null where only the file is known. */
  readonly place: Place | null;
  /** null where no column holds it. */
  readonly header: string | null;
  readonly reading: Reading;
  /** The cell as it stood, where that is not the value. */
  readonly written: string | null;
  /** Lines of the bookings it was summed over. */
  readonly lines: readonly number[];
}

export interface Trace {
  readonly field: TracedField;
  /** The file the value came from before the changes that stand; null where none is on record. */
  readonly source: FromFile | null;
  /** Oldest first; an import among them is told by `source`. */
  readonly changes: readonly Change[];
}

const COLUMNS: ReadonlySet<string> = new Set(['assignment', 'standing', 'mergedInto']);

/** Every change an edit made to one account. */
export function changesIn(
  diff: Diff,
  row: number,
): readonly { field: TracedField; from: CellValue; to: CellValue }[] {
  return diff.flatMap((patch) => {
    if (patch.kind !== 'cells' && patch.kind !== 'column') return [];
    const field = patch.kind === 'cells' ? patch.field : patch.column;
    if (patch.kind === 'column' && !COLUMNS.has(field)) return [];
    const at = patch.rows.indexOf(row);
    return at < 0
      ? []
      : [{ field: field as TracedField, from: patch.from[at] ?? null, to: patch.to[at] ?? null }];
  });
}

/** Numbers of the edits that stand after a whole journal. */
export function standing(journal: readonly EditHead[]): ReadonlySet<number> {
  const stands = new Set<number>();
  for (const { seq, edit } of journal) {
    if (edit.kind === 'command') stands.add(seq);
    else if (edit.kind === 'undo') stands.delete(edit.of);
    else stands.add(edit.of);
  }
  return stands;
}

export interface Followed {
  readonly head: EditHead;
  readonly field: TracedField;
  readonly from: CellValue;
  readonly to: CellValue;
}

/** One trace for each field asked for. `followed`: every change of the account, oldest first. */
export function traceAccount(
  row: number,
  fields: readonly TracedField[],
  followed: readonly Followed[],
  stands: ReadonlySet<number>,
  records: readonly SourceRecord[],
): readonly Trace[] {
  return fields.map((field) => {
    const changes = followed
      .filter((one) => one.field === field && one.head.edit.kind === 'command')
      .map(({ head, from, to }): Change => ({ ...head, from, to, stands: stands.has(head.seq) }));
    const brought = changes.findLast(
      ({ seq, stands: holds }) => holds && records.some((record) => record.seq === seq),
    );
    const record = records.find(({ seq }) => seq === (brought?.seq ?? 0));
    return {
      field,
      source: record === undefined ? null : fromFile(record, field, row),
      changes: changes.filter(({ seq }) => seq > (brought?.seq ?? 0)),
    };
  });
}

const BOOKED: ReadonlySet<string> = new Set(['historicalRevenue', 'tenureMonths']);
/** Columns of the file that say where an account is, the surest first. */
const SAYS_TERRITORY = ['territoryName', 'ownerName'] as const;

function fromFile(record: SourceRecord, field: TracedField, row: number): FromFile | null {
  const file = record.files.find(({ family }) => family === 'accounts');
  const place = placeOf(record, row);
  if (file === undefined || place === null) return null;
  const lines = BOOKED.has(field) ? bookingLinesOf(record, row) : [];
  const booked = record.files.find(({ family }) => family === 'bookings');
  if (lines.length > 0 && booked !== undefined) {
    const header = booked.columns.find(
      (one) => one.field === (field === 'tenureMonths' ? 'closedOn' : 'amount'),
    );
    return {
      record,
      file: booked,
      place: null,
      header: header?.header ?? null,
      reading: 'bookings',
      written: null,
      lines,
    };
  }
  const columnOf = (name: string) => file.columns.find((one) => one.field === name);
  if (COLUMNS.has(field)) {
    const said =
      field === 'assignment' ? SAYS_TERRITORY.map(columnOf).find((one) => one !== undefined) : undefined;
    return {
      record,
      file,
      place,
      header: said?.header ?? null,
      reading: said === undefined ? 'assumed' : 'as-it-stands',
      written: null,
      lines,
    };
  }
  const column = columnOf(field);
  const written = column === undefined ? undefined : writtenAt(record, field as AccountField, row);
  const empty = column === undefined || written === null;
  const reading =
    empty && isPlaceField(field)
      ? 'placed'
      : empty
        ? 'assumed'
        : written === undefined
          ? 'as-it-stands'
          : 'normalised';
  return { record, file, place, header: column?.header ?? null, reading, written: written ?? null, lines };
}
