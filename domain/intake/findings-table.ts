/** Findings and rejected rows as rows of a table that a person can keep, send and work off. */
import type { CellValue } from '../plan/account-table.ts';
import type { Finding } from './finding.ts';
import type { RejectedRow } from './intake-result.ts';
import type { RawTable } from './raw-table.ts';
import { rawCell } from './raw-table.ts';

export const FINDING_HEADERS = ['rule', 'severity', 'row', 'field', 'value', 'message', 'fix'] as const;

/** One row of the table for every row of the file a finding is about; `row` is its 1-based data row. */
export function* findingRows(findings: readonly Finding[]): Generator<readonly CellValue[]> {
  for (const { rule, severity, rows, field, value, message, fix } of findings) {
    for (const row of rows.length === 0 ? [null] : rows) {
      yield [rule, severity, row, field, value, message, fix?.label ?? null];
    }
  }
}

/** The rejected rows with all their cells and why, to mend and bring again. */
export function rejectedTable(
  table: RawTable,
  rejected: readonly RejectedRow[],
): { readonly headers: readonly string[]; readonly rows: readonly (readonly CellValue[])[] } {
  const rows = rejected.map(({ row, line, code, reason, text }) => {
    const cells = table.headers.map((_header, column) => rawCell(table, column, row - 1));
    // Its cells beyond the header are in `text` alone.
    const broken = code === 'ROW_TOO_LONG' || cells.every((cell) => cell === null);
    return [line, reason, ...(broken ? [text] : cells)];
  });
  return { headers: ['line', 'reason', ...table.headers], rows };
}
