import { haversineKm } from '../../geo/haversine.ts';
import type { Rule, RuleContext } from './rule.ts';
import { editFix, findRows } from './rule.ts';

/** Latitude in the longitude column: out of range one way, or near its postal code only when exchanged. */
export const swappedCoordinates: Rule = {
  id: 'swapped-coordinates',
  title: 'Latitude and longitude exchanged',
  severity: 'error',
  check(context) {
    const { lat, lon } = context.given;
    return findRows(this, context, 'lat', (row) => {
      if (!isSwapped(context, row)) return null;
      const [y, x] = [lat[row] ?? NaN, lon[row] ?? NaN];
      return {
        message: `Latitude ${y}, longitude ${x} are exchanged: read the other way round, the point fits its address. Exchange them.`,
        fix: editFix(
          'Exchange latitude and longitude',
          row,
          { lat: x, lon: y, geoPrecision: 'street', geoSource: 'file, exchanged' },
          'Latitude and longitude were exchanged',
        ),
      };
    });
  },
};

export function isSwapped(context: RuleContext, row: number): boolean {
  const y = context.given.lat[row] ?? NaN;
  const x = context.given.lon[row] ?? NaN;
  if (Number.isNaN(y) || Number.isNaN(x) || Math.abs(x) > 90 || Math.abs(y) > 180) return false;
  const near = distanceToPostal(context, row, x, y);
  if (Math.abs(y) > 90) return near === null || near <= NEAR_KM;
  return near !== null && near <= NEAR_KM && (distanceToPostal(context, row, y, x) ?? 0) > NEAR_KM;
}

/** A point this near its postal code is taken as fitting it, when another reading does not. */
export const NEAR_KM = 100;

/** Kilometres from a point to the centre of the row's postal code; null where that code is not known. */
export function distanceToPostal(context: RuleContext, row: number, lat: number, lon: number): number | null {
  const place = context.postalPlaceOf(row);
  return place === null ? null : haversineKm(lat, lon, place.lat, place.lon);
}
