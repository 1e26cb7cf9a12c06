import type { Scenery } from '../basemap/scenery.ts';
import { ringPoints } from '../basemap/topology.ts';
import type { PlacedAccounts } from '../points/placed-accounts.ts';
import { polygonTester } from '../pick/polygon-tester.ts';

/** Accounts within a square of this width (unit coordinates, about 40 km) are looked up once. */
const SAMPLE_WIDTH = 0.001;
/** A country with less than this share of the accounts got them by a wrong coordinate rather than by a plan. */
const LEAST_SHARE = 0.002;

/** Indices of the countries that the plan's accounts lie in, ascending: territory areas are drawn nowhere else. */
export function accountCountries(scenery: Scenery, placed: PlacedAccounts): readonly number[] {
  const { basemap, countryRings } = scenery;
  const samples = sampleAccounts(placed);
  const held = new Float64Array(basemap.countryNames.length);
  countryRings.rings.forEach((ring, i) => {
    const inBounds = samples.filter(({ x, y }) =>
      withinBounds(countryRings.bounds, i * 4, x * basemap.size, y * basemap.size),
    );
    if (inBounds.length === 0) return;
    const tester = polygonTester(ringPoints(basemap.countries.arcs, ring));
    for (const { x, y, count } of inBounds) {
      if (tester.contains(x * basemap.size, y * basemap.size)) held[countryRings.area[i]!]! += count;
    }
  });
  return [...held.keys()].filter(
    (country) => held[country]! > 0 && held[country]! >= placed.count * LEAST_SHARE,
  );
}

function sampleAccounts(placed: PlacedAccounts): { x: number; y: number; count: number }[] {
  const samples = new Map<string, { x: number; y: number; count: number }>();
  for (let place = 0; place < placed.count; place++) {
    const x = placed.x[place]!;
    const y = placed.y[place]!;
    const key = `${Math.floor(x / SAMPLE_WIDTH)} ${Math.floor(y / SAMPLE_WIDTH)}`;
    const sample = samples.get(key);
    if (sample === undefined) samples.set(key, { x, y, count: 1 });
    else sample.count++;
  }
  return [...samples.values()];
}

const withinBounds = (bounds: Int32Array, at: number, x: number, y: number): boolean =>
  x >= bounds[at]! && y >= bounds[at + 1]! && x <= bounds[at + 2]! && y <= bounds[at + 3]!;
