/** Which data rows become accounts, and why the others do not. */
import type { RejectedRow } from './intake-result.ts';
import type { ColumnMapping } from './mapping.ts';
import type { RawTable } from './raw-table.ts';
import { rawCell } from './raw-table.ts';
import { isTextSentinel } from './parse/sentinel.ts';

interface AcceptedRows {
  /** 0-based data rows, ascending. */
  readonly rows: Int32Array;
  readonly rejected: readonly RejectedRow[];
}

/**
 * A row is rejected when its form is broken, or when it says of none of the identifying fields what it is about.
 * Without any of those columns, a row needs at least one mapped value.
 */
export function acceptRows(
  table: RawTable,
  mapping: ColumnMapping,
  identifying: readonly string[],
): AcceptedRows {
  const broken = new Map<number, RejectedRow>();
  for (const fault of table.faults) {
    if (!fault.rejectsRow || fault.row === null || broken.has(fault.row - 1)) continue;
    const { row, line, code, message, text } = fault;
    broken.set(row - 1, { row, line, code, reason: message, text });
  }
  const mapped = mapping.columns.filter((choice) => choice.field !== null);
  const naming = mapped.filter((choice) => identifying.includes(choice.field ?? ''));
  const columns = (naming.length > 0 ? naming : mapped).map((choice) => choice.column);
  const rows: number[] = [];
  const rejected: RejectedRow[] = [];
  for (let row = 0; row < table.rowCount; row++) {
    const fault = broken.get(row);
    if (fault !== undefined) rejected.push(fault);
    else if (columns.some((column) => hasValue(table, column, row))) rows.push(row);
    else rejected.push(nameless(table, row));
  }
  return { rows: Int32Array.from(rows), rejected };
}

function hasValue(table: RawTable, column: number, row: number): boolean {
  const value = rawCell(table, column, row)?.trim() ?? '';
  return value !== '' && !isTextSentinel(value, '');
}

function nameless(table: RawTable, row: number): RejectedRow {
  const line = table.lines[row] ?? 0;
  const cells = table.headers.map((_header, column) => rawCell(table, column, row) ?? '');
  return {
    row: row + 1,
    line,
    code: 'NO_IDENTITY',
    reason: `Line ${line} has neither an ID nor a name, so it cannot be said what it is. It was not read; name it in the file.`,
    text: cells.join(' | ').slice(0, 4000),
  };
}
