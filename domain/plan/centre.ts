import { isOnEarth } from '../geo/haversine.ts';
import type { AccountTable } from './account-table.ts';
import type { Place } from './territory.ts';

const RADIANS = Math.PI / 180;

/**
 * The middle of a territory's accounts: the mean of their unit vectors, brought back to the surface, so that it is
 * right across the antimeridian. Null when none has a place.
 */
export function centreOf(accounts: AccountTable, assignment: Int32Array, territory: number): Place | null {
  const { lat: lats, lon: lons } = accounts.number;
  let x = 0;
  let y = 0;
  let z = 0;
  assignment.forEach((at, row) => {
    const lat = lats[row] ?? NaN;
    const lon = lons[row] ?? NaN;
    if (at !== territory || !isOnEarth(lat, lon)) return;
    x += Math.cos(lat * RADIANS) * Math.cos(lon * RADIANS);
    y += Math.cos(lat * RADIANS) * Math.sin(lon * RADIANS);
    z += Math.sin(lat * RADIANS);
  });
  const length = Math.hypot(x, y, z);
  if (length < 1e-9) return null;
  return { lat: round(Math.asin(z / length) / RADIANS), lon: round(Math.atan2(y, x) / RADIANS) };
}

/** Six decimals, a tenth of a metre: beyond that, platforms' trigonometry may differ in the last bit. */
const round = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;
