/** What an import leaves on record of where its values came from (ledger AUD-08), worked out from the tables it read. */
import type { ActorId, IsoTime } from '../brand.ts';
import { fieldSpec } from '../intake/fields.ts';
import type { ColumnMapping, Family } from '../intake/mapping.ts';
import { minorPerMajor } from '../intake/potential-unit.ts';
import type { RawTable } from '../intake/raw-table.ts';
import { rawCell } from '../intake/raw-table.ts';
import { isoOfDay } from '../intake/parse/date.ts';
import type { AccountField, AccountTable, CellValue } from '../plan/account-table.ts';
import { cellAt, NUMBER_FIELDS, TEXT_FIELDS } from '../plan/account-table.ts';
import type { PotentialUnit } from '../plan/plan.ts';
import type { BookingLines, SourceFile, SourceRecord, Written } from './source.ts';
import { packRuns } from './source.ts';

export interface ReadFile {
  readonly name: string;
  readonly sha256: string | null;
  readonly table: RawTable;
  readonly mapping: ColumnMapping;
}

export interface ImportRead {
  readonly at: IsoTime;
  readonly by: ActorId;
  readonly seq: number;
  readonly files: readonly ReadFile[];
  /** The accounts as the import made them, and the 1-based data row of each. */
  readonly accounts: AccountTable;
  readonly fileRows: Int32Array;
  readonly potentialUnit: PotentialUnit;
  readonly currency: string;
  /** Account row of the plan of each account of the import; -1: it is in none. */
  readonly planRows: Int32Array;
  /** 1-based data row of each booking and the account of the import it was counted for, -1 for none. */
  readonly bookings: { readonly fileRows: Int32Array; readonly accounts: Int32Array } | null;
  /** 0-based data row of each territory's row, by name. */
  readonly territoryRows: ReadonlyMap<string, number>;
}

export function recordSource(read: ImportRead): SourceRecord {
  const file = (family: Family): ReadFile | undefined =>
    read.files.find(({ mapping }) => mapping.family === family);
  const order = [...read.planRows.keys()]
    .filter((i) => (read.planRows[i] ?? -1) >= 0)
    .sort((a, b) => (read.planRows[a] ?? 0) - (read.planRows[b] ?? 0));
  const accounts = file('accounts');
  const lines = accounts?.table.lines ?? new Int32Array();
  const at = <T extends Int32Array>(column: T) => Int32Array.from(order, (i) => column[i] ?? 0);
  const rows = at(read.planRows);
  const fileRows = at(read.fileRows);
  const territories = file('territories');
  return {
    at: read.at,
    by: read.by,
    seq: read.seq,
    files: read.files.map(fileOf),
    runs: packRuns(
      rows,
      fileRows,
      fileRows.map((row) => lines[row - 1] ?? 0),
    ),
    written: accounts === undefined ? {} : writtenIn(accounts, read, order),
    bookings: bookingLines(read, file('bookings')),
    territoryLines: Object.fromEntries(
      [...read.territoryRows].map(([name, row]) => [name, territories?.table.lines[row] ?? 0]),
    ),
  };
}

const fileOf = ({ name, sha256, table, mapping }: ReadFile): SourceFile => ({
  name,
  family: mapping.family,
  sheet: table.source.sheet,
  sha256,
  columns: mapping.columns.flatMap(({ field, column, header }) =>
    field === null ? [] : [{ field, column, header }],
  ),
});

function writtenIn(
  { table, mapping }: ReadFile,
  read: ImportRead,
  order: readonly number[],
): Partial<Record<AccountField, Written>> {
  const found: Partial<Record<AccountField, Written>> = {};
  for (const field of [...TEXT_FIELDS, ...NUMBER_FIELDS]) {
    const choice = mapping.columns.find((one) => one.field === field);
    if (choice === undefined) continue;
    const units = unitsOf(field, read);
    const [rows, codes, pool]: [number[], number[], string[]] = [[], [], []];
    const known = new Map<string, number>();
    for (const i of order) {
      const raw = rawCell(table, choice.column, (read.fileRows[i] ?? 0) - 1);
      if (isSimply(raw, cellAt(read.accounts, field, i), field, units)) continue;
      rows.push(read.planRows[i] ?? 0);
      codes.push(raw === null ? -1 : (known.get(raw) ?? added(raw, known, pool)));
    }
    if (rows.length > 0) found[field] = { rows: Int32Array.from(rows), codes: Int32Array.from(codes), pool };
  }
  return found;
}

function added(text: string, known: Map<string, number>, pool: string[]): number {
  known.set(text, pool.length);
  return pool.push(text) - 1;
}

/** Stored whole numbers for one as written: 100 for money in cents. */
function unitsOf(field: AccountField, { potentialUnit, currency }: ImportRead): number {
  if (field === 'potential') return potentialUnit.minorPerMajor;
  return fieldSpec('accounts', field)?.kind === 'money' ? minorPerMajor(currency) : 1;
}

/** Whether the value is what stands in the cell, but for spaces, or a plain number in its smallest units. */
function isSimply(raw: string | null, value: CellValue, field: AccountField, units: number): boolean {
  const text = (raw ?? '').replace(/\s+/gu, ' ').trim();
  if (value === null) return text === '';
  if (typeof value === 'string') return text === value;
  if (text === '') return false;
  if (field === 'lastUpdated') return text === isoOfDay(value);
  return Math.round(Number(text) * units * 1e6) === Math.round(value * 1e6);
}

function bookingLines(read: ImportRead, file: ReadFile | undefined): BookingLines | null {
  const { bookings, planRows } = read;
  if (bookings === null || file === undefined) return null;
  const pairs = [...bookings.accounts].flatMap((account, i): readonly (readonly [number, number])[] => {
    const row = planRows[account] ?? -1;
    return row < 0 ? [] : [[row, file.table.lines[(bookings.fileRows[i] ?? 0) - 1] ?? 0]];
  });
  pairs.sort(([a, lineA], [b, lineB]) => a - b || lineA - lineB);
  return {
    rows: Int32Array.from(pairs, ([row]) => row),
    lines: Int32Array.from(pairs, ([, line]) => line),
  };
}
