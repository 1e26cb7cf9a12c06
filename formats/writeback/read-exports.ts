/** Export files of a CRM (CSV, TSV, Excel, or the JSON its API answers) to a snapshot. */
import type { RawTable } from '../../domain/intake/raw-table.ts';
import { textColumn } from '../../domain/plan/account-table.ts';
import type { CodedError, Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import type { Snapshot, SnapshotFile } from '../../domain/writeback/snapshot.ts';
import { readSnapshot } from '../../domain/writeback/snapshot.ts';
import type { Target } from '../../domain/writeback/target.ts';
import { textOrNull } from '../bundle/bytes.ts';
import { decodeTable } from '../tabular/decode-table.ts';

export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Codes: SnapshotCode, those of reading a table, SNAPSHOT_JSON. */
export async function readExports(
  target: Target,
  files: readonly NamedBytes[],
): Promise<Result<Snapshot, CodedError>> {
  const tables: SnapshotFile[] = [];
  const errors: CodedError[] = [];
  for (const { name, bytes } of files) {
    const table = await readExport(target, bytes);
    if (table.ok) tables.push({ name, table: table.value });
    else errors.push(...table.errors.map((error) => ({ ...error, message: `${name}: ${error.message}` })));
  }
  return errors.length > 0 ? refuse(...errors) : readSnapshot(target, tables);
}

export async function readExport(target: Target, bytes: Uint8Array): Promise<Result<RawTable, CodedError>> {
  const first = bytes.find((byte) => byte > 0x20 && byte !== 0xef && byte !== 0xbb && byte !== 0xbf);
  if (first === 0x7b || first === 0x5b) return jsonTable(bytes);
  // A CRM does not guard its values; our own plain CSV does.
  return decodeTable(bytes, { unguard: target === 'csv' });
}

type Row = Readonly<Record<string, string>>;

/** `{ "value": [...] }` (Dataverse), `{ "results": [{ "id", "properties" }] }` (HubSpot), or a bare list. */
function jsonTable(bytes: Uint8Array): Result<RawTable, CodedError> {
  const rows = rowsOf(parsed(textOrNull(bytes)));
  if (rows === null) {
    return refuse(
      codedError('SNAPSHOT_JSON', 'This JSON is no list of records. Save the whole answer of the export.'),
    );
  }
  const headers = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return ok({
    source: { kind: 'delimited', encoding: 'utf-8', delimiter: null, sheet: null, sheets: [] },
    headers,
    rowCount: rows.length,
    columns: headers.map((header) => textColumn(rows.map((row) => row[header] ?? null))),
    lines: Int32Array.from(rows, (_, i) => i + 1),
    faults: [],
  });
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '') as unknown;
  } catch {
    return null;
  }
}

function rowsOf(value: unknown): readonly Row[] | null {
  const members = isObject(value) ? value : {};
  const records = Array.isArray(value) ? value : (members['value'] ?? members['results']);
  if (!Array.isArray(records) || !records.every(isObject)) return null;
  // A further page would be missing from the snapshot.
  if (members['@odata.nextLink'] !== undefined || members['paging'] !== undefined) return null;
  return records.map(flat);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

function flat(record: Record<string, unknown>): Row {
  const { properties, ...rest } = record;
  const all = isObject(properties) ? { hs_object_id: rest['id'], ...properties } : rest;
  return Object.fromEntries(
    Object.entries(all).flatMap(([field, value]) =>
      typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
        ? [[field, String(value)]]
        : [],
    ),
  );
}
