/**
 * Rows to CSV after RFC 4180: CRLF, quotes only where needed. Text cells are guarded against running as formulas
 * (see formula-guard.ts); numbers and booleans are data and stay as they are, so -5 remains -5.
 */
import { guardText } from './formula-guard.ts';

export type CsvCell = string | number | boolean | null;

interface CsvOptions {
  /** Default comma. */
  readonly delimiter?: ',' | ';' | '\t' | '|';
  /** Excel reads UTF-8 rightly only with a byte order mark. Default false: plain bytes hash and diff better. */
  readonly byteOrderMark?: boolean;
}

const utf8 = new TextEncoder();
const BYTE_ORDER_MARK = '\u{feff}';

/** UTF-8 bytes of a header row and data rows. Missing is an empty cell; a number that is not finite is missing. */
export function writeCsv(
  headers: readonly string[],
  rows: Iterable<readonly CsvCell[]>,
  options: CsvOptions = {},
): Uint8Array<ArrayBuffer> {
  const delimiter = options.delimiter ?? ',';
  const mark = options.byteOrderMark === true ? BYTE_ORDER_MARK : '';
  const lines = [mark + csvLine(headers, delimiter)];
  for (const row of rows) lines.push(csvLine(row, delimiter));
  return utf8.encode(lines.join(''));
}

/** One record with its line end. */
function csvLine(cells: readonly CsvCell[], delimiter = ','): string {
  return `${cells.map((cell) => cellText(cell, delimiter)).join(delimiter)}\r\n`;
}

function cellText(cell: CsvCell, delimiter: string): string {
  if (cell === null) return '';
  if (typeof cell === 'boolean') return cell ? 'true' : 'false';
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : '';
  return quoted(guardText(cell), delimiter);
}

function quoted(text: string, delimiter: string): string {
  const needsQuotes = text.includes(delimiter) || /["\r\n]/.test(text) || text !== text.trim();
  return needsQuotes ? `"${text.replaceAll('"', '""')}"` : text;
}
