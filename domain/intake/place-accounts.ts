/**
 * Gives every account a place and says how well it is known (GEO-01): its own coordinates, else its postal code, else
 * its city, else the middle of its state. What it was placed by is recorded in `geoPrecision` and `geoSource`.
 */
import { isOnEarth } from '../geo/haversine.ts';
import type { Locator } from '../geo/locator.ts';
import type { TextColumn } from '../plan/account-table.ts';
import { textColumn } from '../plan/account-table.ts';
import type { GeoPrecision } from './intake-result.ts';
import { GEO_PRECISIONS } from './intake-result.ts';
import { textOfRow } from './text-columns.ts';

interface PlacingInput {
  /** As given; NaN where missing. Points that are not on Earth are not used. */
  readonly lat: Float64Array;
  readonly lon: Float64Array;
  readonly postalCode: TextColumn;
  readonly city: TextColumn;
  readonly state: TextColumn;
  readonly countryOf: (row: number) => string;
}

export interface Placing {
  readonly lat: Float64Array;
  readonly lon: Float64Array;
  readonly geoPrecision: TextColumn;
  readonly geoSource: TextColumn;
  readonly counts: Readonly<Record<GeoPrecision, number>>;
}

const SOURCES: Readonly<Record<GeoPrecision, string | null>> = {
  street: 'file',
  postal: 'geonames-postal',
  city: 'geonames-city',
  state: 'geonames-state',
  none: null,
};

export function placeAccounts(input: PlacingInput, locator: Locator): Placing {
  const lat = input.lat.slice();
  const lon = input.lon.slice();
  const precisions: GeoPrecision[] = [];
  const counts: Record<GeoPrecision, number> = { street: 0, postal: 0, city: 0, state: 0, none: 0 };
  for (let row = 0; row < lat.length; row++) {
    const placed = placeOf(input, locator, row);
    lat[row] = placed.lat;
    lon[row] = placed.lon;
    precisions.push(placed.precision);
    counts[placed.precision]++;
  }
  return {
    lat,
    lon,
    geoPrecision: textColumn(precisions),
    geoSource: textColumn(precisions.map((precision) => SOURCES[precision])),
    counts,
  };
}

interface Placed {
  readonly lat: number;
  readonly lon: number;
  readonly precision: GeoPrecision;
}

function placeOf(input: PlacingInput, locator: Locator, row: number): Placed {
  const [lat, lon] = [input.lat[row] ?? NaN, input.lon[row] ?? NaN];
  if (isOnEarth(lat, lon)) return { lat, lon, precision: 'street' };
  const country = input.countryOf(row);
  const code = textOfRow(input.postalCode, row);
  const city = textOfRow(input.city, row);
  const state = textOfRow(input.state, row);
  const found = [
    code === null ? null : locator.postal(country, code),
    city === null ? null : locator.city(country, state, city),
    state === null ? null : locator.stateRecord(country, state),
  ];
  const level = found.findIndex((place) => place !== null);
  const place = found[level];
  if (place === undefined || place === null) return { lat: NaN, lon: NaN, precision: 'none' };
  return { lat: place.lat, lon: place.lon, precision: GEO_PRECISIONS[level + 1] ?? 'none' };
}
