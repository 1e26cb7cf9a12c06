/** Web Mercator metres (EPSG:3857), which some exports write where degrees belong. */
const RADIUS_M = 6_378_137;
const EXTENT_M = Math.PI * RADIUS_M;

/** Whether both columns hold metres: most values are far beyond degrees and within the projection's square. */
export function looksLikeWebMercator(x: Float64Array, y: Float64Array): boolean {
  let metres = 0;
  let known = 0;
  for (let row = 0; row < x.length; row++) {
    if (isMetres(x[row] ?? NaN, y[row] ?? NaN)) metres++;
    if (!Number.isNaN(x[row] ?? NaN) && !Number.isNaN(y[row] ?? NaN)) known++;
  }
  return known > 0 && metres > known / 2;
}

export const isMetres = (x: number, y: number): boolean =>
  (Math.abs(x) > 360 || Math.abs(y) > 360) &&
  Math.abs(x) <= EXTENT_M * 1.01 &&
  Math.abs(y) <= EXTENT_M * 1.01;

/** Degrees of a point in metres. */
export function fromWebMercator(x: number, y: number): { readonly lat: number; readonly lon: number } {
  const lon = (x / RADIUS_M) * (180 / Math.PI);
  const lat = (2 * Math.atan(Math.exp(y / RADIUS_M)) - Math.PI / 2) * (180 / Math.PI);
  return { lat, lon };
}
