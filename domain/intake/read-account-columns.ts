/** The mapped columns of a table as account columns: texts cleaned, numbers read, money in minor units. */
import type { NumberField, TextColumn, TextField } from '../plan/account-table.ts';
import { NUMBER_FIELDS, TEXT_FIELDS } from '../plan/account-table.ts';
import type { PotentialUnit } from '../plan/plan.ts';
import { countryCode } from '../geo/country-code.ts';
import type { Locator } from '../geo/locator.ts';
import type { FieldKind } from './fields.ts';
import { fieldSpec } from './fields.ts';
import type { IntakeNotes } from './intake-notes.ts';
import type { ColumnChoice, ColumnMapping } from './mapping.ts';
import { columnOf } from './mapping.ts';
import type { RawTable } from './raw-table.ts';
import { readNumberColumn } from './read-number-column.ts';
import type { NumberReading } from './read-number-column.ts';
import { readTextColumn } from './read-text-column.ts';

export interface AccountColumns {
  readonly text: Partial<Record<TextField, TextColumn>>;
  readonly number: Partial<Record<NumberField, Float64Array>>;
  /** Currencies that stood beside amounts, by row. */
  readonly currencies: ReadonlyMap<number, string>;
}

const EMPTY: TextColumn = { pool: [], codes: new Int32Array(0) };

export function readAccountColumns(
  table: RawTable,
  mapping: ColumnMapping,
  rows: Int32Array,
  notes: IntakeNotes,
  units: { readonly potential: PotentialUnit; readonly moneyMinorPerMajor: number },
  locator: Locator,
): AccountColumns {
  const text: Partial<Record<TextField, TextColumn>> = {};
  const number: Partial<Record<NumberField, Float64Array>> = {};
  const currencies = new Map<number, string>();
  const italian = italianRows(table, mapping);
  for (const field of TEXT_FIELDS) {
    const choice = columnOf(mapping, field);
    if (choice === null) continue;
    const cells = table.columns[choice.column] ?? EMPTY;
    const provinces =
      field === 'state' || field === 'county' ? provincesIn(cells, italian, rows, locator) : undefined;
    const reading = readTextColumn(cells, field, rows, provinces);
    notes.text(field, choice.header, reading);
    text[field] = reading.column;
  }
  for (const field of NUMBER_FIELDS) {
    const choice = columnOf(mapping, field);
    if (choice === null) continue;
    const kind = fieldSpec('accounts', field)?.kind ?? 'number';
    const reading = readNumbers(table, choice, kind, rows, field === 'potential' || field === 'revenue');
    notes.number(field, choice.header, reading);
    for (const [currency, entries] of reading.currencies) {
      for (const entry of entries) if (!currencies.has(entry)) currencies.set(entry, currency);
    }
    const minorPerMajor = field === 'potential' ? units.potential.minorPerMajor : units.moneyMinorPerMajor;
    number[field] = finished(reading, kind, minorPerMajor, field, choice.header, notes);
  }
  return { text, number, currencies };
}

/** Share of a column's two-letter codes that must be Italian provinces before NA is taken for Naples. */
const PROVINCES = 0.9;

/** Rows that may lie in Italy: those whose country says so, or all of a file that names no country. */
function italianRows(table: RawTable, mapping: ColumnMapping): (row: number) => boolean {
  const choice = columnOf(mapping, 'country');
  const countries = choice === null ? undefined : table.columns[choice.column];
  if (countries === undefined) return () => true;
  const italian = countries.pool.map((name) => countryCode(name.trim()) === 'IT');
  return (row) => italian[countries.codes[row] ?? -1] ?? false;
}

/** The rows in which NA is Naples. States of the US are among the provinces' codes too (PA, CO), so most of the codes must be. */
function provincesIn(
  { pool, codes }: TextColumn,
  italian: (row: number) => boolean,
  rows: Int32Array,
  locator: Locator,
): ((row: number) => boolean) | undefined {
  const used = new Set<number>();
  for (const row of rows) if (italian(row)) used.add(codes[row] ?? -1);
  const others = [...used]
    .map((code) => pool[code]?.trim() ?? '')
    .filter((text) => /^[A-Z]{2}$/.test(text) && text !== 'NA');
  const known = others.filter((text) => locator.isCounty('IT', text));
  return others.length > 0 && known.length >= PROVINCES * others.length ? italian : undefined;
}

export function readNumbers(
  table: RawTable,
  choice: ColumnChoice,
  kind: FieldKind,
  rows: Int32Array,
  neverNegative = false,
): NumberReading {
  return readNumberColumn(table.columns[choice.column] ?? EMPTY, rows, {
    kind,
    reading: choice.reading,
    neverNegative,
    fromWorkbook: table.source.kind === 'workbook',
  });
}

function finished(
  reading: NumberReading,
  kind: FieldKind,
  minorPerMajor: number,
  field: string,
  header: string,
  notes: IntakeNotes,
): Float64Array {
  for (const [text, entries] of kind === 'share' ? [] : reading.percents) {
    const read = reading.values[entries[0] ?? 0] ?? NaN;
    const message = `"${text}" in ${header} is a percentage where an amount belongs. It was read as ${read}; check that the right column was matched, or correct the cell.`;
    notes.add('percent-in-amount', 'warning', entries, field, text, message);
  }
  if (kind === 'money') return reading.values.map((value) => Math.round(value * minorPerMajor));
  if (kind === 'count') return reading.values.map((value) => Math.round(value));
  if (kind !== 'share' || reading.percents.size > 0) return reading.values;
  const largest = reading.values.reduce((max, value) => (value > max ? value : max), 0);
  if (largest <= 1 || largest > 100) return reading.values;
  const message = `${header} runs up to ${largest}, so it was read as percent: ${largest} is ${largest / 100}.`;
  notes.add('percent-assumed', 'info', [], field, String(largest), message);
  return reading.values.map((value) => value / 100);
}
