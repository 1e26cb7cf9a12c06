/** Fields and cells in a person's words. */
import { fieldTitle as titleInFiles } from '../../../../domain/intake/fields.ts';
import type { CellValue } from '../../../../domain/plan/account-table.ts';

const TITLES: ReadonlyMap<string, string> = new Map([
  ['geoPrecision', 'Placed by'],
  ['geoSource', 'Place taken from'],
  ['standing', 'In planning'],
]);

export const fieldTitle = (field: string): string => TITLES.get(field) ?? titleInFiles(field);

const DAY_MS = 86_400_000;
const COORDINATE = new Intl.NumberFormat('en-US', { maximumFractionDigits: 5, useGrouping: false });
const NUMBER = new Intl.NumberFormat('en-US', { maximumFractionDigits: 4 });

/** A cell as a person reads it; money cells are minor units and are shown in major ones. */
export function cellWords(field: string, value: CellValue, minorPerMajor: (field: string) => number): string {
  if (value === null) return 'missing';
  if (typeof value === 'string') return value === '' ? 'empty' : value;
  if (field === 'lat' || field === 'lon') return COORDINATE.format(value);
  if (field === 'lastUpdated') return new Date(value * DAY_MS).toISOString().slice(0, 10);
  if (field === 'strategic' || field === 'customer') return value === 1 ? 'yes' : 'no';
  return NUMBER.format(value / minorPerMajor(field));
}
