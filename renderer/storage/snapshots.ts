/**
 * Account tables by content: a column is stored once under the sha256 of its bytes, however many plans, copies and
 * checkpoints hold it. A column without a single value is not stored at all.
 */
import type { AccountField, AccountTable, TextColumn } from '../../domain/plan/account-table.ts';
import { NUMBER_FIELDS, TEXT_FIELDS } from '../../domain/plan/account-table.ts';
import type { ColumnRow, SnapshotRow } from './rows.ts';

const hashes = new WeakMap<TextColumn | Float64Array, string>();

const hex = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');

async function sha256(...parts: readonly Uint8Array<ArrayBuffer>[]): Promise<string> {
  return hex(await crypto.subtle.digest('SHA-256', await new Blob([...parts]).arrayBuffer()));
}

const bytesOf = (array: Float64Array | Int32Array): Uint8Array<ArrayBuffer> =>
  new Uint8Array(array.buffer as ArrayBuffer, array.byteOffset, array.byteLength);

async function hashOf(column: TextColumn | Float64Array): Promise<string> {
  const known = hashes.get(column);
  if (known !== undefined) return known;
  const hash =
    column instanceof Float64Array
      ? await sha256(new TextEncoder().encode('number\n'), bytesOf(column))
      : await sha256(
          new TextEncoder().encode(`text\n${JSON.stringify(column.pool)}\n`),
          bytesOf(column.codes),
        );
  hashes.set(column, hash);
  return hash;
}

export interface StorableTable {
  readonly snapshot: SnapshotRow;
  /** In the order of the fields; a hash may come twice. */
  readonly columns: readonly ColumnRow[];
}

/** The rows a table becomes; hashing happens here, outside any transaction (waiting for it would end one). */
export async function toRows(table: AccountTable): Promise<StorableTable> {
  const columns: ColumnRow[] = [];
  const named: Partial<Record<AccountField, string>> = {};
  for (const field of NUMBER_FIELDS) {
    const values = table.number[field];
    if (values.every(Number.isNaN)) continue;
    const hash = await hashOf(values);
    named[field] = hash;
    columns.push({ hash, kind: 'number', values });
  }
  for (const field of TEXT_FIELDS) {
    const column = table.text[field];
    if (column.codes.every((code) => code === -1)) continue;
    const hash = await hashOf(column);
    named[field] = hash;
    columns.push({ hash, kind: 'text', pool: column.pool, codes: column.codes });
  }
  const body = JSON.stringify([table.rowCount, named]);
  const snapshotId = await sha256(new TextEncoder().encode(body));
  return { snapshot: { snapshotId, rowCount: table.rowCount, columns: named }, columns };
}

/**
 * The table of a snapshot, or the field whose column is missing or has the wrong length or kind. Hashes of rows that come
 * from elsewhere are not to be trusted: they are worked out anew when they are asked for.
 */
export function fromRows(
  snapshot: SnapshotRow,
  columns: ReadonlyMap<string, ColumnRow>,
  { trust }: { readonly trust: boolean } = { trust: true },
): { readonly table: AccountTable } | { readonly broken: AccountField } {
  const rows = snapshot.rowCount;
  const text = {} as Record<(typeof TEXT_FIELDS)[number], TextColumn>;
  const number = {} as Record<(typeof NUMBER_FIELDS)[number], Float64Array>;
  for (const field of TEXT_FIELDS) {
    const hash = snapshot.columns[field];
    const row = hash === undefined ? undefined : columns.get(hash);
    if (hash === undefined) text[field] = { pool: [], codes: new Int32Array(rows).fill(-1) };
    else if (row?.kind === 'text' && row.codes.length === rows)
      text[field] = remembered({ pool: row.pool, codes: row.codes }, hash, trust);
    else return { broken: field };
  }
  for (const field of NUMBER_FIELDS) {
    const hash = snapshot.columns[field];
    const row = hash === undefined ? undefined : columns.get(hash);
    if (hash === undefined) number[field] = new Float64Array(rows).fill(NaN);
    else if (row?.kind === 'number' && row.values.length === rows)
      number[field] = remembered(row.values, hash, trust);
    else return { broken: field };
  }
  return { table: { rowCount: rows, text, number } };
}

function remembered<T extends TextColumn | Float64Array>(column: T, hash: string, trust: boolean): T {
  if (trust) hashes.set(column, hash);
  return column;
}
