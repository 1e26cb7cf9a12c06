import type { TextColumn } from '../plan/account-table.ts';
import type { FieldKind } from './fields.ts';
import type { ColumnReading } from './mapping.ts';
import { readBoolean } from './parse/boolean.ts';
import type { DateOrderDecision } from './parse/date.ts';
import { decideDateOrder, readDate } from './parse/date.ts';
import type { DecimalDecision, DecimalSeparator } from './parse/decimal-separator.ts';
import { decideDecimalSeparator } from './parse/decimal-separator.ts';
import { readNumber } from './parse/number.ts';
import { isNumberSentinel, isTextSentinel, REPEATED_CODE } from './parse/sentinel.ts';
import { noteEntry } from './read-text-column.ts';
import type { Sentinels } from './read-text-column.ts';

export interface NumberReading {
  /** One entry a row asked for; NaN is missing. Money in major units as written; days since 1970 for dates. */
  readonly values: Float64Array;
  readonly missing: number;
  readonly sentinels: Sentinels;
  /** Texts that are no number, with the entries that had them. */
  readonly unreadable: Sentinels;
  /** Currencies named beside the numbers, with the entries. */
  readonly currencies: Sentinels;
  /** Texts with a percent sign, with the entries. */
  readonly percents: Sentinels;
  readonly decimal: DecimalDecision | null;
  readonly dateOrder: DateOrderDecision | null;
}

/** Kinds in which a negative number makes no sense, so that -1 and its like are codes. */
const NEVER_NEGATIVE: ReadonlySet<FieldKind> = new Set(['count', 'share', 'number']);

interface NumberOptions {
  readonly kind: FieldKind;
  readonly reading: ColumnReading;
  readonly neverNegative: boolean;
  /** A workbook's numbers come with a decimal point: nothing to decide, nothing ambiguous. */
  readonly fromWorkbook: boolean;
}

/** Reads number, date and flag cells; each distinct text once. Decides separators and date order for the column as a whole. */
export function readNumberColumn(cells: TextColumn, rows: Int32Array, options: NumberOptions): NumberReading {
  const used = countUses(cells, rows);
  const isSentinel = sentinelTest(used, options);
  const texts = function* (): Generator<string> {
    for (let code = 0; code < used.length; code++) if ((used[code] ?? 0) > 0) yield cells.pool[code] ?? '';
  };
  const decimal = options.kind === 'date' || options.kind === 'flag' ? null : decideDecimal(texts(), options);
  const dateOrder = options.kind === 'date' ? decideDate(texts(), options) : null;
  const parse = parser(options.kind, decimal?.separator ?? '.', dateOrder);
  const parsed = cells.pool.map((text, code): Parsed => {
    if ((used[code] ?? 0) === 0) return MISSING;
    const trimmed = text.trim();
    if (trimmed === '') return MISSING;
    return isSentinel(trimmed, code) ? SENTINEL : parse(trimmed);
  });
  return { ...gather(cells, rows, parsed), decimal, dateOrder };
}

interface Parsed {
  readonly value: number;
  readonly currency: string | null;
  readonly percent: boolean;
  readonly kind: 'value' | 'missing' | 'sentinel' | 'unreadable';
}

const MISSING: Parsed = { value: NaN, currency: null, percent: false, kind: 'missing' };
const SENTINEL: Parsed = { ...MISSING, kind: 'sentinel' };
const UNREADABLE: Parsed = { ...MISSING, kind: 'unreadable' };

function countUses(cells: TextColumn, rows: Int32Array): Int32Array {
  const used = new Int32Array(cells.pool.length);
  for (const row of rows) {
    const code = cells.codes[row] ?? -1;
    if (code >= 0) used[code] = (used[code] ?? 0) + 1;
  }
  return used;
}

/** -1 is a code at once; -2 … -9 only when the column repeats them, else they are faults a person should see. */
function sentinelTest(used: Int32Array, options: NumberOptions): (text: string, code: number) => boolean {
  const neverNegative = options.neverNegative || NEVER_NEGATIVE.has(options.kind);
  return (text, code) => {
    if (isTextSentinel(text, '')) return true;
    const repeated = neverNegative && REPEATED_CODE.test(text) && (used[code] ?? 0) >= 3;
    return repeated || isNumberSentinel(text, neverNegative);
  };
}

function decideDecimal(texts: Iterable<string>, options: NumberOptions): DecimalDecision {
  const chosen = options.reading.decimal ?? (options.fromWorkbook ? '.' : undefined);
  if (options.kind === 'latitude' || options.kind === 'longitude') return coordinateDecimal(texts);
  const decided = decideDecimalSeparator(texts);
  if (chosen === undefined || (options.fromWorkbook && decided.separator === ',')) return decided;
  return { separator: chosen, ambiguous: false, against: 0, example: null };
}

/** Degrees are never grouped by thousands, so whichever separator is there is the decimal one. */
function coordinateDecimal(texts: Iterable<string>): DecimalDecision {
  let points = 0;
  let commas = 0;
  for (const text of texts) {
    if (text.includes('.')) points++;
    else if (text.includes(',')) commas++;
  }
  return { separator: commas > points ? ',' : '.', ambiguous: false, against: 0, example: null };
}

function decideDate(texts: Iterable<string>, options: NumberOptions): DateOrderDecision {
  const chosen = options.reading.dateOrder;
  if (chosen !== undefined) return { order: chosen, ambiguous: false, against: 0, example: null };
  return decideDateOrder(texts);
}

function parser(
  kind: FieldKind,
  decimal: DecimalSeparator,
  dateOrder: DateOrderDecision | null,
): (text: string) => Parsed {
  const plain = (value: number | null): Parsed =>
    value === null ? UNREADABLE : { value, currency: null, percent: false, kind: 'value' };
  if (kind === 'date') return (text) => plain(readDate(text, dateOrder?.order ?? 'mdy'));
  if (kind === 'flag') return (text) => plain(readBoolean(text));
  return (text) => {
    const read = readNumber(text, decimal);
    return read === null ? UNREADABLE : { ...read, kind: 'value' };
  };
}

function gather(
  cells: TextColumn,
  rows: Int32Array,
  parsed: readonly Parsed[],
): Omit<NumberReading, 'decimal' | 'dateOrder'> {
  const values = new Float64Array(rows.length).fill(NaN);
  const sentinels = new Map<string, number[]>();
  const unreadable = new Map<string, number[]>();
  const currencies = new Map<string, number[]>();
  const percents = new Map<string, number[]>();
  let missing = 0;
  rows.forEach((row, entry) => {
    const code = cells.codes[row] ?? -1;
    const cell = parsed[code] ?? MISSING;
    values[entry] = cell.value;
    if (cell.kind !== 'value') missing++;
    if (cell.kind === 'sentinel') noteEntry(sentinels, (cells.pool[code] ?? '').trim(), entry);
    if (cell.kind === 'unreadable') noteEntry(unreadable, (cells.pool[code] ?? '').trim(), entry);
    if (cell.currency !== null) noteEntry(currencies, cell.currency, entry);
    if (cell.percent) noteEntry(percents, (cells.pool[code] ?? '').trim(), entry);
  });
  return { values, missing, sentinels, unreadable, currencies, percents };
}
