import type { Kilometres } from '../brand.ts';
import { kilometres } from '../brand.ts';
import type { Place } from '../plan/territory.ts';

/** Mean Earth radius (IUGG R1). */
export const EARTH_RADIUS_KM = 6371.0088;

const RADIANS = Math.PI / 180;

/** Great-circle distance in km between two points in degrees; NaN where a coordinate is missing. */
export function haversineKm(lat1: number, lon1: number, lat2: number, lon2: number): Kilometres {
  const sinLat = Math.sin(((lat2 - lat1) * RADIANS) / 2);
  const sinLon = Math.sin(((lon2 - lon1) * RADIANS) / 2);
  const h = sinLat * sinLat + Math.cos(lat1 * RADIANS) * Math.cos(lat2 * RADIANS) * sinLon * sinLon;
  return kilometres(2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(h))));
}

export const distanceKm = (a: Place, b: Place): Kilometres => haversineKm(a.lat, a.lon, b.lat, b.lon);

/** Whether two numbers are a point on Earth; (0, 0) is what exports write for "unknown". */
export const isOnEarth = (lat: number, lon: number): boolean =>
  Math.abs(lat) <= 90 && Math.abs(lon) <= 180 && !(lat === 0 && lon === 0);
