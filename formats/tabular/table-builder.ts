/** Collects rows of text into a RawTable: pooled columns, and every row that does not fit its header. */
import type { TextColumn } from '../../domain/plan/account-table.ts';
import type { RawTable, TableFault, TableSource } from '../../domain/intake/raw-table.ts';

/** Of a faulty row kept as it stands in the file. */
const KEPT_CHARS = 4000;

class ColumnBuilder {
  readonly #pool: string[] = [];
  readonly #codeOf = new Map<string, number>();
  #codes = new Int32Array(1024).fill(-1);

  set(row: number, text: string): void {
    if (row >= this.#codes.length) this.#grow(row + 1);
    this.#codes[row] = text === '' ? -1 : this.#code(text);
  }

  #grow(atLeast: number): void {
    const grown = new Int32Array(Math.max(atLeast, this.#codes.length * 2)).fill(-1);
    grown.set(this.#codes);
    this.#codes = grown;
  }

  #code(text: string): number {
    let code = this.#codeOf.get(text);
    if (code === undefined) {
      code = this.#pool.length;
      this.#codeOf.set(text, code);
      this.#pool.push(text);
    }
    return code;
  }

  build(rowCount: number): TextColumn {
    if (rowCount > this.#codes.length) this.#grow(rowCount);
    return { pool: this.#pool, codes: this.#codes.slice(0, rowCount) };
  }
}

export class TableBuilder {
  readonly #columns: ColumnBuilder[] = [];
  readonly #headers: string[] = [];
  readonly #lines: number[] = [];
  readonly #faults: TableFault[] = [];
  #hasHeader = false;

  get hasHeader(): boolean {
    return this.#hasHeader;
  }

  get width(): number {
    return this.#headers.length;
  }

  get rowCount(): number {
    return this.#lines.length;
  }

  header(cells: readonly string[], line: number): void {
    this.#hasHeader = true;
    const seen = new Set<string>();
    cells.forEach((cell, column) => {
      const name = this.#headerName(cell.trim(), column, line, seen);
      seen.add(name);
      this.#headers.push(name);
      this.#columns.push(new ColumnBuilder());
    });
  }

  /** A line above the headers, kept as a note. */
  title(cells: readonly string[], line: number): void {
    const text = cells.filter((cell) => cell.trim() !== '').join(' ');
    const message = `Line ${line} (“${text.slice(0, 80)}”) stands above the headers and is no part of the table.`;
    this.#fault('TITLE_LINE', line, null, false, message, text);
  }

  /** A sheet may hold cells to the right of its last header: they get a column of their own. */
  widen(width: number, line: number): void {
    const seen = new Set(this.#headers);
    for (let column = this.#headers.length; column < width; column++) {
      this.#headers.push(this.#headerName('', column, line, seen));
      this.#columns.push(new ColumnBuilder());
    }
  }

  #headerName(name: string, column: number, line: number, seen: ReadonlySet<string>): string {
    const place = `Column ${column + 1}`;
    const wanted = name === '' ? place : name;
    if (name === '') {
      this.#fault(
        'BLANK_HEADER',
        line,
        null,
        false,
        `${place} has no header. It is shown as "${place}".`,
        '',
      );
    }
    if (!seen.has(wanted)) return wanted;
    let copy = 2;
    while (seen.has(`${wanted} (${copy})`)) copy++;
    const renamed = `${wanted} (${copy})`;
    const message = `The header "${wanted}" stands twice. The second (${place.toLowerCase()}) is shown as "${renamed}".`;
    this.#fault('DUPLICATE_HEADER', line, null, false, message, wanted);
    return renamed;
  }

  /** A row whose cell count is the header's; a row with more or fewer is kept, and marked as not to be trusted. */
  row(cells: readonly string[], line: number): void {
    const { width } = this;
    const row = this.#append(line, (column) => cells[column] ?? '');
    const extras = cells.slice(width).some((cell) => cell !== '');
    if (cells.length >= width && !extras) return;
    const long = cells.length > width;
    const count = `Line ${line} has ${cells.length} cells where the header has ${width}`;
    const message = long
      ? `${count}: a separator inside a cell is probably not quoted, so values stand in the wrong columns. The row was not read; mend it in the file.`
      : `${count}: cells are missing, and nothing says which. The row was not read; mend it in the file.`;
    this.#fault(long ? 'ROW_TOO_LONG' : 'ROW_TOO_SHORT', line, row + 1, true, message, cells.join(' | '));
  }

  /** A row that could not be taken apart at all. */
  brokenRow(
    code: 'BROKEN_QUOTING' | 'UNTERMINATED_QUOTE',
    line: number,
    message: string,
    text: string,
  ): void {
    const row = this.#append(line, () => '');
    this.#fault(code, line, row + 1, true, message, text);
  }

  /** Something to look at in the row added last. */
  note(code: 'BROKEN_QUOTING' | 'UNDECODABLE_TEXT' | 'CELL_ERROR', message: string, text: string): void {
    this.#fault(code, this.#lines.at(-1) ?? 1, this.rowCount, false, message, text);
  }

  #append(line: number, cell: (column: number) => string): number {
    const row = this.#lines.length;
    this.#lines.push(line);
    for (let column = 0; column < this.#columns.length; column++)
      this.#columns[column]?.set(row, cell(column));
    return row;
  }

  #fault(
    code: TableFault['code'],
    line: number,
    row: number | null,
    rejectsRow: boolean,
    message: string,
    text: string,
  ): void {
    this.#faults.push({ code, line, row, rejectsRow, message, text: text.slice(0, KEPT_CHARS) });
  }

  build(source: TableSource): RawTable {
    return {
      source,
      headers: this.#headers,
      rowCount: this.rowCount,
      columns: this.#columns.map((column) => column.build(this.rowCount)),
      lines: Int32Array.from(this.#lines),
      faults: this.#faults,
    };
  }
}
