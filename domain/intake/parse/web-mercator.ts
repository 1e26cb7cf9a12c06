/** Web Mercator metres (EPSG:3857), which some exports write where degrees belong. */
const RADIUS_M = 6_378_137;
const EXTENT_M = Math.PI * RADIUS_M;

const isBeyondDegrees = (value: number): boolean => Math.abs(value) > 360;
const isOnSquare = (value: number): boolean => Math.abs(value) <= EXTENT_M * 1.01;

/**
 * Which rows hold metres instead of degrees: both numbers beyond degrees and within the projection's square; one is
 * enough where most rows are metres (near the equator or Greenwich metres are small).
 */
export function metreRows(x: Float64Array, y: Float64Array): number[] {
  const sure: number[] = [];
  const perhaps: number[] = [];
  let known = 0;
  for (let row = 0; row < x.length; row++) {
    const [east, north] = [x[row] ?? NaN, y[row] ?? NaN];
    if (Number.isNaN(east) || Number.isNaN(north)) continue;
    known++;
    if (!isOnSquare(east) || !isOnSquare(north)) continue;
    if (isBeyondDegrees(east) && isBeyondDegrees(north)) sure.push(row);
    else if (isBeyondDegrees(east) || isBeyondDegrees(north)) perhaps.push(row);
  }
  return sure.length > known / 2 ? [...sure, ...perhaps].sort((a, b) => a - b) : sure;
}

/** Degrees of a point in metres. */
export function fromWebMercator(x: number, y: number): { readonly lat: number; readonly lon: number } {
  const lon = (x / RADIUS_M) * (180 / Math.PI);
  const lat = (2 * Math.atan(Math.exp(y / RADIUS_M)) - Math.PI / 2) * (180 / Math.PI);
  return { lat, lon };
}
