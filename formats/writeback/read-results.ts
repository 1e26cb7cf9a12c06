/** Result files of a target to result rows: Bulk API 2.0 success, failure and unprocessed CSVs; Dataverse responses. */
import type { RawTable } from '../../domain/intake/raw-table.ts';
import { rawCell } from '../../domain/intake/raw-table.ts';
import type { CodedError, Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import type { WritebackBatch } from '../../domain/writeback/batch.ts';
import type { Item } from '../../domain/writeback/change.ts';
import { writtenFields } from '../../domain/writeback/jobs.ts';
import { objectSpec } from '../../domain/writeback/objects.ts';
import type { ResultRow } from '../../domain/writeback/reconcile.ts';
import { fullId } from '../../domain/writeback/salesforce-id.ts';
import { textOrNull } from '../bundle/bytes.ts';
import { decodeDelimited } from '../tabular/decode-delimited.ts';
import { readBatchResponse } from './dynamics-batch.ts';
import { jobFiles } from './job-files.ts';
import type { NamedBytes } from './read-exports.ts';

/** Codes: RESULTS_UNREADABLE. HubSpot and plain CSV have no result files: they are reconciled by a fresh export. */
export async function readResults(
  batch: WritebackBatch,
  files: readonly NamedBytes[],
): Promise<Result<readonly ResultRow[], CodedError>> {
  const rows: ResultRow[] = [];
  for (const file of files) {
    const read = batch.target === 'dynamics' ? dynamicsRows(batch, file) : await bulkRows(batch, file);
    if (!read.ok) return read;
    rows.push(...read.value);
  }
  return ok(rows);
}

const unreadable = (name: string, why: string): Result<never, CodedError> =>
  refuse(codedError('RESULTS_UNREADABLE', `${name} ${why}`, { file: name }));

function dynamicsRows(
  batch: WritebackBatch,
  { name, bytes }: NamedBytes,
): Result<readonly ResultRow[], CodedError> {
  const sent = jobFiles(batch.target, batch.items, 'apply', batch.batchId);
  if (!sent.ok) return sent;
  const file = sent.value.find((one) => name.includes(stem(one.name)));
  if (file === undefined) {
    const names = sent.value.map((one) => stem(one.name)).join(', ');
    return unreadable(
      name,
      `names none of the files that were sent. Call a response by its request: ${names}.`,
    );
  }
  const rows = readBatchResponse(textOrNull(bytes) ?? '', file.items);
  return rows === null
    ? unreadable(name, `has not one answer for each of the ${file.rows} operations of ${file.name}.`)
    : ok(rows);
}

/** `apply/01-accounts.update.batch.txt` → `01-accounts.update` */
const stem = (name: string): string => name.replace(/^apply\//, '').replace(/\.batch\.txt$/, '');

async function bulkRows(
  batch: WritebackBatch,
  file: NamedBytes,
): Promise<Result<readonly ResultRow[], CodedError>> {
  const { name, bytes } = file;
  if (batch.target !== 'salesforce')
    return unreadable(name, 'is no result file. Reconcile this target by a fresh export.');
  const table = await decodeDelimited(bytes, { delimiter: ',', unguard: false });
  if (!table.ok) return unreadable(name, table.errors[0]?.message ?? 'cannot be read.');
  const columns = new Map(table.value.headers.map((header, i) => [header.trim().toLowerCase(), i]));
  const broken = table.value.faults.find((fault) => fault.rejectsRow);
  if (broken !== undefined) return unreadable(name, `is damaged in line ${broken.line}. Download it again.`);
  const status = columns.has('sf__error') ? 'failed' : columns.has('sf__created') ? 'applied' : 'unprocessed';
  const byId = new Map(batch.items.flatMap((item) => (item.id === null ? [] : [[item.id, item] as const])));
  const jobs = insertJobs(batch);
  const rows: ResultRow[] = [];
  for (let row = 0; row < table.value.rowCount; row++) {
    const cell = (header: string): string => cellOf(table.value, columns, header, row);
    const id = fullId(cell('id'));
    const item = id === '' ? undefined : byId.get(id);
    const job = item ?? jobs.find((one) => one.fields.every((field) => columns.has(field.toLowerCase())));
    if (job === undefined) return unreadable(name, 'holds columns of none of the jobs of this batch.');
    const spec = objectSpec(batch.target, job.object);
    const sent = Object.fromEntries(
      [...(spec?.writable ?? []), 'Id'].flatMap((field) =>
        columns.has(field.toLowerCase()) ? [[field, valueOf(field, cell(field))]] : [],
      ),
    );
    rows.push({
      object: job.object,
      operation: item?.operation ?? 'insert',
      status,
      id: cell('sf__id') === '' ? null : fullId(cell('sf__id')),
      etag: null,
      fields: sent,
      error: cell('sf__error'),
    });
  }
  return ok(rows);
}

const valueOf = (field: string, value: string): string => (field.endsWith('Id') ? fullId(value) : value);

const cellOf = (
  table: RawTable,
  columns: ReadonlyMap<string, number>,
  header: string,
  row: number,
): string => {
  const column = columns.get(header.toLowerCase());
  return column === undefined ? '' : (rawCell(table, column, row) ?? '');
};

/** Inserts by the columns they were sent with, the longest first, so that none is taken for a shorter one. */
function insertJobs(batch: WritebackBatch): readonly { object: string; fields: readonly string[] }[] {
  const fields = new Map<string, Set<string>>();
  for (const item of batch.items as readonly Item[]) {
    if (item.operation !== 'insert') continue;
    const known = fields.get(item.object) ?? new Set<string>();
    fields.set(item.object, known);
    for (const field of Object.keys(writtenFields(item))) known.add(field);
  }
  return [...fields]
    .map(([object, names]) => ({ object, fields: [...names] }))
    .toSorted((a, b) => b.fields.length - a.fields.length);
}
