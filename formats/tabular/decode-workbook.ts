/** One sheet of an .xlsx to a RawTable: numbers as plain digits, dates as ISO, cells where their references say. */
import type { RawTable } from '../../domain/intake/raw-table.ts';
import type { Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import { tooLarge } from './decode-delimited.ts';
import type { DecodeOptions } from './decode-options.ts';
import { breathe } from './decode-options.ts';
import type { FoundHeader } from './header-finder.ts';
import { HeaderFinder } from './header-finder.ts';
import { TableBuilder } from './table-builder.ts';
import type { TableError } from './table-error.ts';
import { LIMITS } from './table-error.ts';
import type { Workbook, WorkbookSheet } from './workbook-parts.ts';
import { openWorkbook } from './workbook-parts.ts';
import { elements, textOf, unescapeCell } from './xml-scan.ts';

const ROWS_PER_BREATH = 5_000;

/** Decodes the named sheet, or the first that has rows. Errors: UNREADABLE_WORKBOOK, NO_SUCH_SHEET, EMPTY_FILE, TOO_LARGE, CANCELLED. */
export async function decodeWorkbook(
  bytes: Uint8Array,
  options: DecodeOptions = {},
): Promise<Result<RawTable, TableError>> {
  const opened = openWorkbook(bytes);
  if (!opened.ok) return opened;
  const book = opened.value;
  const names = book.sheets.map((sheet) => sheet.name);
  const wanted = book.sheets.filter((sheet) => options.sheet === undefined || sheet.name === options.sheet);
  if (wanted.length === 0) return refuse(noSuchSheet(options.sheet ?? '', names));
  for (const sheet of wanted) {
    const table = await decodeSheet(book, sheet, bytes.length, options);
    if (!table.ok) return table;
    if (table.value.hasHeader) {
      const source = {
        kind: 'workbook',
        encoding: null,
        delimiter: null,
        sheet: sheet.name,
        sheets: names,
      } as const;
      return ok(table.value.build(source));
    }
  }
  return refuse(codedError('EMPTY_FILE', 'The workbook has no sheet with rows in it.'));
}

const noSuchSheet = (name: string, names: readonly string[]): TableError =>
  codedError('NO_SUCH_SHEET', `There is no sheet "${name}". The workbook has: ${names.join(', ')}.`);

async function decodeSheet(
  book: Workbook,
  sheet: WorkbookSheet,
  bytesTotal: number,
  options: DecodeOptions,
): Promise<Result<TableBuilder, TableError>> {
  const table = new TableBuilder();
  const xml = book.part(sheet.path) ?? '';
  const reader = new RowReader(book, table);
  const open = /<(\w+:)?row(?=[\s/>])([^>]*)>/g;
  for (let match = open.exec(xml); match !== null; match = open.exec(xml)) {
    const attributes = match[2] ?? '';
    const end = attributes.endsWith('/')
      ? open.lastIndex
      : xml.indexOf(`</${match[1] ?? ''}row>`, open.lastIndex);
    if (end < 0) break;
    const error = reader.row(attributes, xml.slice(open.lastIndex, end));
    if (error !== null) return refuse(error);
    open.lastIndex = end;
    if (reader.rowsSeen % ROWS_PER_BREATH !== 0) continue;
    const bytesRead = Math.round((bytesTotal * end) / xml.length);
    options.onProgress?.({ bytesRead, bytesTotal, rows: table.rowCount });
    await breathe();
    if (options.cancelled?.() === true) {
      return refuse(codedError('CANCELLED', 'Reading the file was cancelled.'));
    }
  }
  reader.end();
  options.onProgress?.({ bytesRead: bytesTotal, bytesTotal, rows: table.rowCount });
  return ok(table);
}

class RowReader {
  rowsSeen = 0;
  readonly #book: Workbook;
  readonly #table: TableBuilder;
  #line = 0;

  readonly #finder = new HeaderFinder();

  constructor(book: Workbook, table: TableBuilder) {
    this.#book = book;
    this.#table = table;
  }

  row(attributes: string, xml: string): TableError | null {
    this.rowsSeen++;
    const line = Number(/\br="(\d+)"/.exec(attributes)?.[1] ?? this.#line + 1);
    this.#line = line;
    const cells: string[] = [];
    const errors: string[] = [];
    for (const { attributes: at, inner } of elements(xml, 'c')) {
      const text = this.#cell(at, inner, errors);
      const column = columnIndex(/\br="([A-Z]{1,3})\d+"/.exec(at)?.[1]) ?? cells.length;
      if (text === '' && column >= cells.length) continue;
      if (column >= LIMITS.columns) return tooLarge('columns', column + 1, LIMITS.columns);
      while (cells.length < column) cells.push('');
      cells[column] = text;
    }
    if (cells.every((cell) => cell.trim() === '')) return null;
    if (!this.#table.hasHeader) {
      this.#begin(this.#finder.push({ cells, line }));
      return null;
    }
    return this.#dataRow(cells, line, errors);
  }

  /** Nothing more comes: a sheet of one column or one row has its header too. */
  end(): void {
    if (!this.#table.hasHeader) this.#begin(this.#finder.end());
  }

  #begin(found: FoundHeader | null): void {
    if (found === null) return;
    for (const { cells, line } of found.titles) this.#table.title(cells, line);
    this.#table.header(found.header.cells, found.header.line);
    for (const { cells, line } of found.rows) this.#dataRow([...cells], line, []);
  }

  #dataRow(cells: string[], line: number, errors: readonly string[]): TableError | null {
    if (cells.length > this.#table.width) this.#table.widen(cells.length, line);
    while (cells.length < this.#table.width) cells.push('');
    this.#table.row(cells, line);
    if (errors.length > 0) this.#table.note('CELL_ERROR', cellErrors(line, errors), errors.join(', '));
    return this.#table.rowCount > LIMITS.rows ? tooLarge('rows', this.#table.rowCount, LIMITS.rows) : null;
  }

  #cell(attributes: string, inner: string, errors: string[]): string {
    const type = /\bt="(\w+)"/.exec(attributes)?.[1] ?? 'n';
    if (type === 'inlineStr') return textOf(inner);
    const value = elements(inner, 'v')[0]?.inner ?? '';
    if (value === '') return '';
    switch (type) {
      case 's':
        return this.#book.sharedStrings[Number(value)] ?? '';
      case 'b':
        return value === '1' ? 'true' : 'false';
      case 'e':
        errors.push(unescapeCell(value));
        return '';
      case 'n':
        return this.#number(value, Number(/\bs="(\d+)"/.exec(attributes)?.[1] ?? -1));
      default:
        return unescapeCell(value);
    }
  }

  #number(value: string, style: number): string {
    const number = Number(value);
    if (!Number.isFinite(number)) return unescapeCell(value);
    return this.#book.dateStyles[style] === true ? serialDate(number, this.#book.epoch1904) : String(number);
  }
}

const cellErrors = (line: number, errors: readonly string[]): string =>
  `Row ${line} of the sheet has formula errors (${errors.join(', ')}). Those cells were read as empty.`;

function columnIndex(letters: string | undefined): number | null {
  if (letters === undefined) return null;
  let index = 0;
  for (let i = 0; i < letters.length; i++) index = index * 26 + letters.charCodeAt(i) - 64;
  return index - 1;
}

const DAY_MS = 86_400_000;

/** An Excel day number as ISO text; a time of day is kept. Excel counts a 29 February 1900 that never was. */
function serialDate(serial: number, epoch1904: boolean): string {
  const days = epoch1904 ? serial + 1462 : serial < 60 ? serial + 1 : serial;
  const iso = new Date(Math.round((days - 25_569) * 86_400) * 1000);
  if (Number.isNaN(iso.getTime())) return String(serial);
  const text = iso.toISOString();
  return iso.getTime() % DAY_MS === 0 ? text.slice(0, 10) : text.slice(0, 19);
}
