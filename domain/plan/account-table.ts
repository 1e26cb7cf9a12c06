/**
 * The accounts of a plan as one columnar table: a national plan has 100,000 rows, so a row is never an object.
 * Text is a pool and codes into it (-1 is missing); numbers are Float64Array (NaN is missing). A table is never
 * changed in place: `withCells` shares every untouched column. Its content hash names it (see `snapshotId`).
 */
export const TEXT_FIELDS = [
  'accountId',
  'name',
  'parentId',
  'street',
  'city',
  'state',
  'postalCode',
  'county',
  'countyFips',
  'country',
  'phone',
  'website',
  'industry',
  'segment',
  'ownerName',
  'territoryName',
  'tier',
  'status',
  'siteStatus',
  'opportunityStage',
  'currency',
  'techStack',
  'geoPrecision',
  'geoSource',
] as const;

export const NUMBER_FIELDS = [
  'lat',
  'lon',
  /** Minor units of the plan's potential unit (cents, or whole beds): see `Plan.potentialUnit`. */
  'potential',
  /** Minor units of the plan's currency. */
  'currentArr',
  'revenue',
  'historicalRevenue',
  'employees',
  /** 0..1 */
  'propensity',
  'strategicFit',
  'churnRisk',
  'visitsPerYear',
  'minutesPerVisit',
  'tenureMonths',
  /** Days since 1970-01-01 UTC. */
  'lastUpdated',
  /** 0 or 1. */
  'strategic',
  'customer',
] as const;

export type TextField = (typeof TEXT_FIELDS)[number];
export type NumberField = (typeof NUMBER_FIELDS)[number];
export type AccountField = TextField | NumberField;

export interface TextColumn {
  readonly pool: readonly string[];
  readonly codes: Int32Array;
}

export interface AccountTable {
  readonly rowCount: number;
  readonly text: Readonly<Record<TextField, TextColumn>>;
  readonly number: Readonly<Record<NumberField, Float64Array>>;
}

export type CellValue = string | number | null;

const TEXT_FIELD_SET: ReadonlySet<string> = new Set(TEXT_FIELDS);
export const isTextField = (field: string): field is TextField => TEXT_FIELD_SET.has(field);

export function emptyAccountTable(rowCount = 0): AccountTable {
  const text = {} as Record<TextField, TextColumn>;
  for (const field of TEXT_FIELDS) text[field] = { pool: [], codes: new Int32Array(rowCount).fill(-1) };
  const number = {} as Record<NumberField, Float64Array>;
  for (const field of NUMBER_FIELDS) number[field] = new Float64Array(rowCount).fill(NaN);
  return { rowCount, text, number };
}

/** The text of a cell, or null where it is missing or the row does not exist. */
export function textAt(table: AccountTable, field: TextField, row: number): string | null {
  const column = table.text[field];
  return column.pool[column.codes[row] ?? -1] ?? null;
}

/** The number of a cell; NaN where it is missing or the row does not exist. */
export function numberAt(table: AccountTable, field: NumberField, row: number): number {
  return table.number[field][row] ?? NaN;
}

export function cellAt(table: AccountTable, field: AccountField, row: number): CellValue {
  if (isTextField(field)) return textAt(table, field, row);
  const value = numberAt(table, field, row);
  return Number.isNaN(value) ? null : value;
}

/** Builds a text column from one value a row; equal texts share a pool entry. */
export function textColumn(values: readonly (string | null)[]): TextColumn {
  const pool: string[] = [];
  const index = new Map<string, number>();
  const codes = new Int32Array(values.length);
  values.forEach((value, row) => {
    codes[row] = value === null ? -1 : codeOf(value, pool, index);
  });
  return { pool, codes };
}

function codeOf(value: string, pool: string[], index: Map<string, number>): number {
  const known = index.get(value);
  if (known !== undefined) return known;
  index.set(value, pool.length);
  pool.push(value);
  return pool.length - 1;
}

/** Builds a table from columns given by name; every column must hold one value a row, the rest is missing. */
export function accountTableFrom(
  rowCount: number,
  text: Partial<Record<TextField, readonly (string | null)[]>>,
  number: Partial<Record<NumberField, ArrayLike<number>>>,
): AccountTable {
  const base = emptyAccountTable(rowCount);
  const textColumns = { ...base.text };
  for (const field of TEXT_FIELDS) {
    const values = text[field];
    if (values !== undefined) textColumns[field] = textColumn(values);
  }
  const numberColumns = { ...base.number };
  for (const field of NUMBER_FIELDS) {
    const values = number[field];
    if (values !== undefined) numberColumns[field] = Float64Array.from(values);
  }
  return { rowCount, text: textColumns, number: numberColumns };
}

/** A table with rows missing throughout added at its end, or with rows taken away there. */
export function withRowCount(table: AccountTable, rowCount: number): AccountTable {
  const text = {} as Record<TextField, TextColumn>;
  for (const field of TEXT_FIELDS) {
    const { pool, codes } = table.text[field];
    text[field] = { pool, codes: resized(codes, new Int32Array(rowCount).fill(-1)) };
  }
  const number = {} as Record<NumberField, Float64Array>;
  for (const field of NUMBER_FIELDS)
    number[field] = resized(table.number[field], new Float64Array(rowCount).fill(NaN));
  return { rowCount, text, number };
}

/** `into` with what fits of `column` at its start. */
export function resized<T extends Int32Array | Uint8Array | Float64Array>(column: T, into: T): T {
  into.set(column.subarray(0, into.length));
  return into;
}

/** A table in which `rows[i]` of `field` holds `values[i]`; every other column is shared with the old one. */
export function withCells(
  table: AccountTable,
  field: AccountField,
  rows: Int32Array,
  values: readonly CellValue[],
): AccountTable {
  if (isTextField(field)) {
    return { ...table, text: { ...table.text, [field]: editedText(table.text[field], rows, values) } };
  }
  const column = table.number[field].slice();
  rows.forEach((row, i) => {
    const value = values[i];
    column[row] = typeof value === 'number' ? value : NaN;
  });
  return { ...table, number: { ...table.number, [field]: column } };
}

function editedText(column: TextColumn, rows: Int32Array, values: readonly CellValue[]): TextColumn {
  const pool = [...column.pool];
  const index = new Map(pool.map((text, code) => [text, code]));
  const codes = column.codes.slice();
  rows.forEach((row, i) => {
    const value = values[i];
    codes[row] = value === null || value === undefined ? -1 : codeOf(String(value), pool, index);
  });
  return { pool, codes };
}
