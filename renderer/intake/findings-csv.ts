import type { Finding } from '../../domain/intake/finding.ts';
import type { RejectedRow } from '../../domain/intake/intake-result.ts';
import type { RawTable } from '../../domain/intake/raw-table.ts';
import { rawCell } from '../../domain/intake/raw-table.ts';
import type { AccountTable } from '../../domain/plan/account-table.ts';
import { textAt } from '../../domain/plan/account-table.ts';
import type { CsvCell } from '../../formats/tabular/write-csv.ts';
import { writeCsv } from '../../formats/tabular/write-csv.ts';
import { ruleTitle } from './findings-index.ts';

interface FileFindings {
  /** What the first column says: which file, or plan, the rows are of. */
  readonly of: string;
  readonly findings: readonly Finding[];
  /** null where the rows are not accounts. */
  readonly accounts: AccountTable | null;
}

/** One line per finding and row it is about, so that the list can be filtered beside the file it speaks of. */
export function findingsCsv(parts: readonly FileFindings[]): Uint8Array<ArrayBuffer> {
  return writeCsv(
    ['of', 'row', 'account_id', 'name', 'severity', 'rule', 'title', 'field', 'value', 'message', 'fix'],
    findingLines(parts),
    { byteOrderMark: true },
  );
}

function* findingLines(parts: readonly FileFindings[]): Generator<readonly CsvCell[]> {
  for (const { of, findings, accounts } of parts) {
    for (const { rule, severity, rows, accountRows, field, value, message, fix } of findings) {
      const rest = [severity, rule, ruleTitle(rule), field, value, message, fix?.label ?? null];
      if (rows.length === 0) yield [of, null, null, null, ...rest];
      for (const [i, row] of rows.entries()) {
        const account = accountRows[i] ?? -1;
        const text = (name: 'accountId' | 'name') =>
          accounts === null ? null : textAt(accounts, name, account);
        yield [of, row, text('accountId'), text('name'), ...rest];
      }
    }
  }
}

/** The rows that were left out, as they stand in the file, with the line and the reason: mended, it can be imported again. */
export function rejectedCsv(table: RawTable, rejected: readonly RejectedRow[]): Uint8Array<ArrayBuffer> {
  const rows = rejected.map(({ row, line, reason, text }): readonly CsvCell[] => {
    const cells = table.headers.map((_, column) => rawCell(table, column, row - 1));
    return [...cells, line, reason, text];
  });
  return writeCsv([...table.headers, 'line_in_file', 'reason', 'text_in_file'], rows, {
    byteOrderMark: true,
  });
}
