/**
 * Where places fall on the page. A plan mostly in the United States gets Albers' equal-area conic (standard parallels
 * 29.5° and 45.5°, Snyder, USGS PP 1395, ch. 14) with Alaska and Hawaii drawn apart; any other plan an equirectangular
 * projection true at its middle latitude.
 */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Projection {
  readonly width: number;
  readonly height: number;
  /** null where the place is off the page. */
  readonly project: (lat: number, lon: number) => Point | null;
  readonly label: string;
}

const WIDTH = 960;
const RADIANS = Math.PI / 180;

function conic(lat1: number, lat2: number, lat0: number, lon0: number) {
  const n = (Math.sin(lat1 * RADIANS) + Math.sin(lat2 * RADIANS)) / 2;
  const c = Math.cos(lat1 * RADIANS) ** 2 + 2 * n * Math.sin(lat1 * RADIANS);
  const radius = (lat: number): number => Math.sqrt(Math.max(0, c - 2 * n * Math.sin(lat * RADIANS))) / n;
  const origin = radius(lat0);
  return (lat: number, lon: number): Point => {
    const turn = ((((lon - lon0 + 540) % 360) + 360) % 360) - 180;
    const angle = n * turn * RADIANS;
    return { x: radius(lat) * Math.sin(angle), y: origin - radius(lat) * Math.cos(angle) };
  };
}

const isAlaska = (lat: number, lon: number): boolean => lat > 51 && (lon < -129.9 || lon > 170);
const isHawaii = (lat: number, lon: number): boolean => lat > 17 && lat < 23.5 && lon < -153 && lon > -162;
const isLower48 = (lat: number, lon: number): boolean => lat > 24 && lat < 50 && lon > -126 && lon < -66;
const isUnitedStates = (lat: number, lon: number): boolean =>
  isLower48(lat, lon) || isAlaska(lat, lon) || isHawaii(lat, lon);

function unitedStates(): Projection {
  const lower = conic(29.5, 45.5, 37.5, -96);
  const alaska = conic(55, 65, 61.5, -152);
  const hawaii = conic(8, 18, 20.5, -157.5);
  const place = (p: Point, scale: number, x: number, y: number): Point => ({
    x: x + scale * p.x,
    y: y - scale * p.y,
  });
  const project = (lat: number, lon: number): Point | null => {
    if (isAlaska(lat, lon)) return place(alaska(lat, lon), 400, 130, 520);
    if (isHawaii(lat, lon)) return place(hawaii(lat, lon), 1200, 310, 545);
    return lat > 23.5 && lat < 52 && lon > -128 && lon < -64 ? place(lower(lat, lon), 1240, 480, 300) : null;
  };
  return { width: WIDTH, height: 610, project, label: 'Alaska and Hawaii are drawn apart, not to scale.' };
}

function fitted(points: readonly (readonly [lat: number, lon: number])[]): Projection {
  let [south, north, west, east] = [90, -90, 180, -180];
  for (const [lat, lon] of points) {
    [south, north] = [Math.min(south, lat), Math.max(north, lat)];
    [west, east] = [Math.min(west, lon), Math.max(east, lon)];
  }
  const middle = (south + north) / 2;
  const squeeze = Math.max(0.05, Math.cos(middle * RADIANS));
  const spanX = Math.max(0.5, (east - west) * squeeze) * 1.08;
  const spanY = Math.max(0.3, north - south) * 1.08;
  const scale = Math.min(WIDTH / spanX, 620 / spanY);
  const height = Math.max(240, Math.ceil(spanY * scale));
  const centre = (west + east) / 2;
  const project = (lat: number, lon: number): Point => ({
    x: WIDTH / 2 + (lon - centre) * squeeze * scale,
    y: height / 2 - (lat - middle) * scale,
  });
  return { width: WIDTH, height, project, label: '' };
}

/** The projection that suits the places of a plan; null when none has a place. */
export function projectionFor(points: readonly (readonly [lat: number, lon: number])[]): Projection | null {
  if (points.length === 0) return null;
  const inside = points.filter(([lat, lon]) => isUnitedStates(lat, lon)).length;
  const lats = points.map(([lat]) => lat).toSorted((a, b) => a - b);
  const wide = (lats.at(-1) ?? 0) - (lats[0] ?? 0) > 8;
  return inside > 0.5 * points.length && wide ? unitedStates() : fitted(points);
}
