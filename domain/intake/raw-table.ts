/**
 * A file as it was read: text cells in pooled columns (a quarter of a million rows are not objects), before anything
 * is known of what they mean. Entry `i` of every column is data row `i + 1` of the file.
 */
import type { TextColumn } from '../plan/account-table.ts';

type TableFaultCode =
  | 'ROW_TOO_SHORT'
  | 'ROW_TOO_LONG'
  | 'BROKEN_QUOTING'
  | 'UNTERMINATED_QUOTE'
  | 'TITLE_LINE'
  | 'BLANK_HEADER'
  | 'DUPLICATE_HEADER'
  | 'UNDECODABLE_TEXT'
  | 'CELL_ERROR'
  | 'PATIENT_DATA';

/** Something wrong with the file's form. A row whose cells may stand in the wrong columns is rejected, not guessed. */
export interface TableFault {
  readonly code: TableFaultCode;
  /** 1-based line of the file (of the sheet, for a workbook) on which the row begins. */
  readonly line: number;
  /** 1-based data row; null for the header or the file as a whole. */
  readonly row: number | null;
  readonly rejectsRow: boolean;
  readonly message: string;
  /** The row as it stands in the file, shortened. */
  readonly text: string;
}

export interface TableSource {
  readonly kind: 'delimited' | 'workbook' | 'pasted';
  /** Encoding label of https://encoding.spec.whatwg.org; null for a workbook. */
  readonly encoding: string | null;
  readonly delimiter: string | null;
  /** The sheet read and all there are; null and empty for a delimited file. */
  readonly sheet: string | null;
  readonly sheets: readonly string[];
}

export interface RawTable {
  readonly source: TableSource;
  /** Unique and not blank: a blank one is named after its place, a repeated one numbered (both are faults). */
  readonly headers: readonly string[];
  /** Data rows, rejected ones included. */
  readonly rowCount: number;
  /** One a header. An empty cell is -1. */
  readonly columns: readonly TextColumn[];
  /** 1-based line on which each data row begins. */
  readonly lines: Int32Array;
  readonly faults: readonly TableFault[];
}

/** The text of a cell (0-based row), or null where it is empty. */
export function rawCell(table: RawTable, column: number, row: number): string | null {
  const cells = table.columns[column];
  return cells?.pool[cells.codes[row] ?? -1] ?? null;
}
