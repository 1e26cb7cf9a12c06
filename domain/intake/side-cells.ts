/** The cells of the small files beside the accounts: rosters and territories, a row at a time. */
import { isOnEarth } from '../geo/haversine.ts';
import type { Locator } from '../geo/locator.ts';
import type { Place } from '../plan/territory.ts';
import { fieldsOf } from './fields.ts';
import type { FieldKind } from './fields.ts';
import type { IntakeNotes } from './intake-notes.ts';
import type { ColumnMapping } from './mapping.ts';
import { columnOf } from './mapping.ts';
import type { RawTable } from './raw-table.ts';
import { readNumbers } from './read-account-columns.ts';
import { readTextColumn } from './read-text-column.ts';
import { textOfRow } from './text-columns.ts';

const NUMERIC: ReadonlySet<FieldKind> = new Set([
  'number',
  'count',
  'date',
  'latitude',
  'longitude',
  'money',
  'share',
]);

export interface SideCells {
  readonly text: (field: string, row: number) => string | null;
  /** NaN where missing. */
  readonly number: (field: string, row: number) => number;
}

export function readSideCells(
  table: RawTable,
  mapping: ColumnMapping,
  rows: Int32Array,
  notes: IntakeNotes,
): SideCells {
  const texts = new Map<string, ReturnType<typeof readTextColumn>['column']>();
  const numbers = new Map<string, Float64Array>();
  for (const { field, kind } of fieldsOf(mapping.family)) {
    const choice = columnOf(mapping, field);
    const cells = choice === null ? undefined : table.columns[choice.column];
    if (choice === null || cells === undefined) continue;
    if (NUMERIC.has(kind)) {
      const reading = readNumbers(table, choice, kind, rows, kind !== 'latitude' && kind !== 'longitude');
      notes.number(field, choice.header, reading);
      numbers.set(field, reading.values);
    } else {
      const reading = readTextColumn(cells, field, rows);
      notes.text(field, choice.header, reading);
      texts.set(field, reading.column);
    }
  }
  return {
    text: (field, row) => {
      const column = texts.get(field);
      return column === undefined ? null : textOfRow(column, row);
    },
    number: (field, row) => numbers.get(field)?.[row] ?? NaN,
  };
}

/** Coordinates, else the postal code's place, else the city's; null where none is known. */
export function placeOf(
  { text, number }: SideCells,
  row: number,
  country: string,
  state: string | null,
  locator: Locator,
): Place | null {
  const [lat, lon] = [number('lat', row), number('lon', row)];
  if (isOnEarth(lat, lon)) return { lat, lon };
  const code = text('postalCode', row);
  const city = text('city', row);
  const place =
    (code === null ? null : locator.postal(country, code)) ??
    (city === null ? null : locator.city(country, state, city));
  return place === null ? null : { lat: place.lat, lon: place.lon };
}
