/** Web Mercator on the unit square: x east from 180° W, y south from 85.05° N. */
export interface UnitPoint {
  readonly x: number;
  readonly y: number;
}

const MAX_LATITUDE = 85.0511287798;
/** Metres around the equator, divided by the pixels around it at zoom 0 (sphere of EPSG:3857). */
const METRES_PER_PIXEL = (2 * Math.PI * 6378137) / 256;

export const unitX = (lon: number): number => (lon + 180) / 360;

export function unitY(lat: number): number {
  const sin = Math.sin((Math.max(-MAX_LATITUDE, Math.min(MAX_LATITUDE, lat)) * Math.PI) / 180);
  return 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI);
}

export const lonOf = (x: number): number => x * 360 - 180;
export const latOf = (y: number): number => (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;

/** CSS pixels around the world at a zoom level. */
export const worldPixels = (zoom: number): number => 256 * 2 ** zoom;

export const metresPerPixel = (lat: number, zoom: number): number =>
  (METRES_PER_PIXEL * Math.cos((lat * Math.PI) / 180)) / 2 ** zoom;
