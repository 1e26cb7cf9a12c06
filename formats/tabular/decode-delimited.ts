/** Delimited text to a RawTable, in chunks, so that a worker can report progress and be cancelled. */
import type { RawTable } from '../../domain/intake/raw-table.ts';
import type { Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import type { DecodeOptions } from './decode-options.ts';
import { breathe } from './decode-options.ts';
import { detectDelimiter, SEPARATOR_LINE } from './detect-delimiter.ts';
import { unguardText } from './formula-guard.ts';
import type { FoundHeader } from './header-finder.ts';
import { HeaderFinder } from './header-finder.ts';
import { INCOMPLETE, nextLine, scanRecord, UNTERMINATED } from './record-scanner.ts';
import type { ScannedRecord } from './record-scanner.ts';
import { TableBuilder } from './table-builder.ts';
import type { TableError } from './table-error.ts';
import { LIMITS } from './table-error.ts';
import { detectEncoding, textChunks } from './text-encoding.ts';
import type { TextChunk } from './text-encoding.ts';

/** Decodes a CSV, TSV, semicolon or pipe file. Errors: EMPTY_FILE, TOO_LARGE, QUOTING_BROKEN, CANCELLED. */
export async function decodeDelimited(
  bytes: Uint8Array,
  options: DecodeOptions = {},
): Promise<Result<RawTable, TableError>> {
  if (bytes.length > LIMITS.bytes) return refuse(tooLarge('bytes', bytes.length, LIMITS.bytes));
  const encoding = detectEncoding(bytes, options.encoding);
  const chunks = textChunks(bytes, encoding, options.chunkBytes);
  return decodeChunks(chunks, bytes.length, 'delimited', encoding.label, options);
}

/** Cells copied from a spreadsheet (tabs between them), or delimited text from anywhere else. */
export async function decodePasted(
  text: string,
  options: DecodeOptions = {},
): Promise<Result<RawTable, TableError>> {
  const chunk: TextChunk = { text: text.replace(/^\u{feff}/u, ''), bytesRead: text.length, last: true };
  return decodeChunks([chunk], text.length, 'pasted', null, options);
}

async function decodeChunks(
  chunks: Iterable<TextChunk>,
  bytesTotal: number,
  kind: 'delimited' | 'pasted',
  encoding: string | null,
  options: DecodeOptions,
): Promise<Result<RawTable, TableError>> {
  const reader = new DelimitedReader(options);
  for (const chunk of chunks) {
    const error = reader.push(chunk.text, chunk.last);
    if (error !== null) return refuse(error);
    options.onProgress?.({ bytesRead: chunk.bytesRead, bytesTotal, rows: reader.table.rowCount });
    if (!chunk.last) await breathe();
    if (options.cancelled?.() === true) {
      return refuse(codedError('CANCELLED', 'Reading the file was cancelled.'));
    }
  }
  if (!reader.table.hasHeader) {
    return refuse(codedError('EMPTY_FILE', 'The file is empty: it has no header line and no rows.'));
  }
  const source = { kind, encoding, delimiter: reader.delimiter, sheet: null, sheets: [] };
  return ok(reader.table.build(source));
}

class DelimitedReader {
  readonly table = new TableBuilder();
  readonly #finder = new HeaderFinder();
  readonly #unguard: boolean;
  readonly #record: ScannedRecord = { cells: [], innerLines: 0, brokenQuoting: false };
  #delimiter: string | null;
  #rest = '';
  #line = 1;
  #unterminated = 0;

  constructor(options: DecodeOptions) {
    this.#delimiter = options.delimiter ?? null;
    this.#unguard = options.unguard ?? true;
  }

  get delimiter(): string {
    return this.#delimiter ?? ',';
  }

  /** Takes the next piece of text; keeps an unfinished last record for the piece after it. */
  push(piece: string, final: boolean): TableError | null {
    const text = this.#rest === '' ? piece : this.#rest + piece;
    let at = this.#delimiter === null ? this.#settleDelimiter(text, final) : 0;
    const delimiter = this.delimiter.charCodeAt(0);
    const undecodable = text.includes('\u{fffd}');
    while (at < text.length) {
      const next = scanRecord(text, at, delimiter, final, this.#record);
      if (next === INCOMPLETE) break;
      at = this.#take(text, at, next, undecodable);
      const error = this.#limitExceeded();
      if (error !== null) return error;
    }
    this.#rest = text.slice(at);
    if (final && !this.table.hasHeader) this.#begin(this.#finder.end());
    return null;
  }

  #settleDelimiter(text: string, final: boolean): number {
    const separator = SEPARATOR_LINE.exec(text);
    if (separator === null) {
      this.#delimiter = detectDelimiter(text, final);
      return 0;
    }
    this.#delimiter = separator[1] ?? ',';
    this.#line++;
    return separator[0].length;
  }

  /** Files the record scanned at `at`; answers where to read on, which after a lost quote is the next line. */
  #take(text: string, at: number, next: number, undecodable: boolean): number {
    const { cells, innerLines, brokenQuoting } = this.#record;
    const lost = next === UNTERMINATED;
    if (lost || (brokenQuoting && innerLines > 0)) return this.#recover(text, at, lost);
    const line = this.#line;
    this.#line += innerLines + 1;
    if (cells.length === 1 && cells[0]?.trim() === '') return next;
    if (!this.table.hasHeader) {
      this.#begin(this.#finder.push({ cells: [...cells], line }));
      return next;
    }
    this.table.row(this.#unguard ? cells.map(unguardIfNeeded) : cells, line);
    if (brokenQuoting) this.table.note('BROKEN_QUOTING', strayQuote(line), text.slice(at, next).trim());
    if (undecodable && text.slice(at, next).includes('\u{fffd}')) {
      this.table.note('UNDECODABLE_TEXT', undecodableText(line), text.slice(at, next).trim());
    }
    return next;
  }

  #begin(found: FoundHeader | null): void {
    if (found === null) return;
    for (const { cells, line } of found.titles) this.table.title(cells, line);
    this.table.header(found.header.cells, found.header.line);
    for (const { cells, line } of found.rows)
      this.table.row(this.#unguard ? cells.map(unguardIfNeeded) : cells, line);
  }

  #recover(text: string, at: number, lost: boolean): number {
    const end = nextLine(text, at);
    const line = this.#line++;
    const raw = text.slice(at, end).trim();
    this.#unterminated++;
    if (!this.table.hasHeader) this.#begin(this.#finder.end());
    if (this.table.hasHeader) {
      const code = lost ? 'UNTERMINATED_QUOTE' : 'BROKEN_QUOTING';
      this.table.brokenRow(code, line, lost ? unclosedQuote(line) : runawayQuote(line), raw);
    } else {
      this.table.header(raw.replaceAll('"', '').split(this.delimiter), line);
    }
    return end;
  }

  #limitExceeded(): TableError | null {
    const { rowCount, width } = this.table;
    if (rowCount > LIMITS.rows) return tooLarge('rows', rowCount, LIMITS.rows);
    if (width > LIMITS.columns) return tooLarge('columns', width, LIMITS.columns);
    if (this.#unterminated <= LIMITS.unterminatedQuotes) return null;
    const message = `More than ${LIMITS.unterminatedQuotes} quotes never close (the latest on line ${this.#line - 1}). The file is not what its separators say; export it again, or save it as .xlsx.`;
    return codedError('QUOTING_BROKEN', message, { line: this.#line - 1 });
  }
}

const unguardIfNeeded = (cell: string): string => (cell.startsWith("'") ? unguardText(cell) : cell);

export const tooLarge = (what: string, found: number, limit: number): TableError =>
  codedError(
    'TOO_LARGE',
    `The file has ${found.toLocaleString('en-US')} ${what}; at most ${limit.toLocaleString('en-US')} are read. Split it.`,
    { found, limit },
  );

const strayQuote = (line: number): string =>
  `Line ${line} has a quotation mark where none may stand. It was read as part of the text; check that the row's values stand in their columns.`;
const undecodableText = (line: number): string =>
  `Line ${line} has characters that could not be decoded (shown as \u{fffd}). Save the file as UTF-8 to keep them.`;
const unclosedQuote = (line: number): string =>
  `A quotation mark opened on line ${line} never closes, so it cannot be said where the row ends. The line was not read; mend it in the file.`;
const runawayQuote = (line: number): string =>
  `The quotation marks of line ${line} do not pair up, so the row would swallow the lines after it. The line was not read; mend it in the file.`;
