/** What a merge would leave (IDR-04): which row stays, and for every field whose value it holds afterwards, and why. */
import type { AccountField, AccountTable, CellValue, NumberField } from '../../plan/account-table.ts';
import { cellAt, NUMBER_FIELDS, numberAt, TEXT_FIELDS } from '../../plan/account-table.ts';
import type { Fix } from '../fix.ts';

interface MergedField {
  readonly field: AccountField;
  /** Beside one another, in the order of `rows`. */
  readonly values: readonly CellValue[];
  readonly chosen: CellValue;
  readonly why: 'same everywhere' | 'of the row that stays' | 'only value' | 'largest' | 'newest';
}

interface MergePreview {
  readonly into: number;
  /** `into` first. */
  readonly rows: readonly number[];
  /** Fields that any of the rows has a value in. */
  readonly fields: readonly MergedField[];
}

/** Copies of one account repeat its amounts, so the largest stands; adding them would count it twice. */
const LARGEST: ReadonlySet<AccountField> = new Set<NumberField>([
  'historicalRevenue',
  'currentArr',
  'tenureMonths',
]);
const NEWEST: ReadonlySet<AccountField> = new Set<NumberField>(['lastUpdated']);

/** The row that stays: the one with most fields filled; among equals the one updated last, then the first. */
export function survivorOf(accounts: AccountTable, rows: readonly number[]): number {
  const fields: readonly AccountField[] = [...TEXT_FIELDS, ...NUMBER_FIELDS];
  const filled = (row: number): number =>
    fields.filter((field) => cellAt(accounts, field, row) !== null).length;
  const updated = (row: number): number => numberAt(accounts, 'lastUpdated', row) || 0;
  return rows.toSorted((a, b) => filled(b) - filled(a) || updated(b) - updated(a) || a - b)[0] ?? -1;
}

/** `into` overrides which row stays. */
export function previewMerge(
  accounts: AccountTable,
  rows: readonly number[],
  into = survivorOf(accounts, rows),
): MergePreview {
  const ordered = [into, ...rows.filter((row) => row !== into)];
  const fields = [...TEXT_FIELDS, ...NUMBER_FIELDS].flatMap((field): MergedField[] => {
    const values = ordered.map((row) => cellAt(accounts, field, row));
    return values.every((value) => value === null) ? [] : [{ field, values, ...choose(field, values) }];
  });
  return { into, rows: ordered, fields: placeFromOneRow(fields) };
}

function choose(field: AccountField, values: readonly CellValue[]): Pick<MergedField, 'chosen' | 'why'> {
  const present = values.filter((value) => value !== null);
  const [own = null] = values;
  if (present.length === values.length && present.every((value) => value === own)) {
    return { chosen: own, why: 'same everywhere' };
  }
  if (LARGEST.has(field) || NEWEST.has(field)) {
    const chosen = present.filter((value) => typeof value === 'number').reduce((a, b) => Math.max(a, b));
    return { chosen, why: NEWEST.has(field) ? 'newest' : 'largest' };
  }
  return own === null
    ? { chosen: present[0] ?? null, why: 'only value' }
    : { chosen: own, why: 'of the row that stays' };
}

/** Half a coordinate of one row and half of another would be a place nobody gave. */
const PLACE: ReadonlySet<AccountField> = new Set<AccountField>(['lat', 'lon', 'geoPrecision', 'geoSource']);
const PRECISION = ['street', 'postal', 'city', 'state', 'none'];

function placeFromOneRow(fields: readonly MergedField[]): readonly MergedField[] {
  const precision = fields.find((merged) => merged.field === 'geoPrecision');
  if (precision === undefined) return fields;
  const rank = (value: CellValue): number =>
    typeof value === 'string' && PRECISION.includes(value) ? PRECISION.indexOf(value) : PRECISION.length;
  let best = 0;
  precision.values.forEach((value, i) => {
    if (rank(value) < rank(precision.values[best] ?? null)) best = i;
  });
  if (best === 0) return fields;
  return fields.map((merged) =>
    PLACE.has(merged.field) ? { ...merged, chosen: merged.values[best] ?? null, why: 'only value' } : merged,
  );
}

/** The command that makes the preview so. The survivor's own values are left out: they stay as they are. */
export function mergeFix(
  accounts: AccountTable,
  rows: readonly number[],
  preview = previewMerge(accounts, rows),
): Fix {
  const survivors: Partial<Record<AccountField, CellValue>> = {};
  for (const { field, values, chosen } of preview.fields) {
    if (chosen !== values[0]) survivors[field] = chosen;
  }
  const others = Int32Array.from(preview.rows.slice(1));
  return {
    label: `Merge ${preview.rows.length} rows into one`,
    commands: [{ type: 'mergeAccounts', into: preview.into, rows: others, survivors }],
  };
}
