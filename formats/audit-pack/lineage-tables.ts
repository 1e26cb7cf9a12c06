/** Where a plan's values came from, as tables of the audit pack (ledger AUD-08). */
import type { SourceRecord } from '../../domain/lineage/source.ts';
import { placeOf } from '../../domain/lineage/source.ts';
import { RESULTS, USED_IN } from '../../domain/lineage/uses.ts';
import type { CsvCell } from '../tabular/write-csv.ts';
import { writeCsv } from '../tabular/write-csv.ts';

/** One edit that changed one value of one account. */
export interface LineageChange {
  readonly edit: number;
  readonly at: string;
  readonly by: string;
  readonly label: string;
  readonly account: string;
  readonly field: string;
  readonly before: string | number | null;
  readonly after: string | number | null;
  /** Not undone. */
  readonly stands: boolean;
}

export interface PackedLineage {
  /** Account id of each row. */
  readonly accountIds: readonly string[];
  readonly records: readonly SourceRecord[];
  readonly changes: readonly LineageChange[];
}

export function lineageFiles(lineage: PackedLineage): ReadonlyMap<string, Uint8Array<ArrayBuffer>> {
  return new Map([
    ['lineage/files.csv', files(lineage)],
    ['lineage/accounts.csv', accounts(lineage)],
    ['lineage/as-written.csv', asWritten(lineage)],
    ['lineage/changes.csv', changes(lineage)],
    ['lineage/used-in.csv', usedIn()],
  ]);
}

const files = ({ records }: PackedLineage) =>
  writeCsv(
    ['brought_at', 'brought_by', 'edit', 'file', 'holds', 'sheet', 'sha256', 'column', 'header', 'field'],
    records.flatMap(({ at, by, seq, files: brought }) =>
      brought.flatMap(({ name, family, sheet, sha256, columns }) =>
        columns.map(({ column, header, field }): readonly CsvCell[] => [
          at,
          by,
          seq,
          name,
          family,
          sheet,
          sha256,
          column + 1,
          header,
          field,
        ]),
      ),
    ),
  );

const accountFile = ({ files: brought }: SourceRecord): string =>
  brought.find(({ family }) => family === 'accounts')?.name ?? '';

function* places({ accountIds, records }: PackedLineage): Generator<readonly CsvCell[]> {
  for (const record of records)
    for (const [row, id] of accountIds.entries()) {
      const place = placeOf(record, row);
      if (place !== null) yield [id, accountFile(record), place.line, record.seq];
    }
}

const accounts = (lineage: PackedLineage) =>
  writeCsv(['account_id', 'file', 'line', 'edit'], places(lineage));

function* written({ accountIds, records }: PackedLineage): Generator<readonly CsvCell[]> {
  for (const record of records)
    for (const [field, { rows, codes, pool }] of Object.entries(record.written))
      for (const [i, row] of rows.entries())
        yield [accountIds[row] ?? '', field, pool[codes[i] ?? -1] ?? '', accountFile(record), record.seq];
}

const asWritten = (lineage: PackedLineage) =>
  writeCsv(['account_id', 'field', 'as_written', 'file', 'edit'], written(lineage));

const changes = ({ changes: made }: PackedLineage) =>
  writeCsv(
    ['edit', 'at', 'by', 'what', 'account_id', 'field', 'before', 'after', 'stands'],
    made.map(({ edit, at, by, label, account, field, before, after, stands }) => [
      edit,
      at,
      by,
      label,
      account,
      field,
      before,
      after,
      stands,
    ]),
  );

const usedIn = () =>
  writeCsv(
    ['field', ...RESULTS],
    Object.entries(USED_IN).map(([field, uses]) => [field, ...RESULTS.map((name) => uses.includes(name))]),
  );
