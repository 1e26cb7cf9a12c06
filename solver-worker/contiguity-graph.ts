import { Delaunay } from 'd3-delaunay';
import type { Plan } from '../domain/plan/plan.ts';
import type { Contiguity } from './contract.ts';
import { cos } from './engine/exact-math.ts';

/** What a territory must hang together by: its accounts themselves, or the counties they lie in. */
export const CONNECTED_BY = ['accounts', 'counties'] as const;
export type ConnectedBy = (typeof CONNECTED_BY)[number];

/**
 * The graph of ledger DSN-04's contiguity, over the located rows: two places are neighbours where they share an edge of
 * the Delaunay triangulation, so nothing lies between them; two counties are where any of their accounts are. `unitOf`
 * is by position in `rows`; -1 for accounts without a place, which no territory can be asked to reach.
 */
export function contiguityGraph(plan: Plan, rows: Int32Array, by: ConnectedBy): Contiguity {
  const { place, points } = placesOf(plan, rows);
  const edges = edgesOf(points);
  if (by === 'accounts') return graphOf(points.length / 2, place, edges);
  const { countyOf, counties } = countiesOf(plan, rows, place, points.length / 2);
  const between = edges.map(([a, b]) => [countyOf[a] ?? 0, countyOf[b] ?? 0] as const);
  const unitOf = place.map((p) => (p < 0 ? -1 : (countyOf[p] ?? -1)));
  return graphOf(counties, unitOf, between);
}

type Edge = readonly [number, number];

/** Distinct places: accounts at one address are one point. */
function placesOf(plan: Plan, rows: Int32Array): { place: Int32Array; points: number[] } {
  const { lat, lon } = plan.accounts.number;
  const located = rows.filter((row) => Number.isFinite(lat[row]) && Number.isFinite(lon[row]));
  const middle = located.reduce((sum, row) => sum + (lat[row] ?? 0), 0) / Math.max(1, located.length);
  // East–west degrees are narrower than north–south ones; without this, neighbours are stretched.
  const width = cos((middle * Math.PI) / 180);
  const known = new Map<string, number>();
  const points: number[] = [];
  const place = Int32Array.from(rows, (row) => {
    const [y, x] = [lat[row] ?? NaN, lon[row] ?? NaN];
    if (!Number.isFinite(y) || !Number.isFinite(x)) return -1;
    const key = `${y} ${x}`;
    const at = known.get(key) ?? points.length / 2;
    if (at === points.length / 2) {
      known.set(key, at);
      points.push(x * width, y);
    }
    return at;
  });
  return { place, points };
}

function edgesOf(points: readonly number[]): Edge[] {
  const count = points.length / 2;
  if (count < 2) return [];
  const net = new Delaunay(Float64Array.from(points));
  const edges: Edge[] = [];
  for (let a = 0; a < count; a++) for (const b of net.neighbors(a)) if (a < b) edges.push([a, b]);
  return edges;
}

/** By code where there is one, else by name and state; a place whose county nobody stated is a unit of its own. */
function countiesOf(plan: Plan, rows: Int32Array, place: Int32Array, places: number) {
  const { countyFips, county, state } = plan.accounts.text;
  const index = new Map<string, number>();
  const countyOf = new Int32Array(places).fill(-1);
  const unit = (key: string): number => {
    const found = index.get(key) ?? index.size;
    index.set(key, found);
    return found;
  };
  rows.forEach((row, i) => {
    const p = place[i] ?? -1;
    if (p < 0 || countyOf[p] !== -1) return;
    const code = countyFips.pool[countyFips.codes[row] ?? -1];
    const name = county.pool[county.codes[row] ?? -1];
    const where = state.pool[state.codes[row] ?? -1] ?? '';
    if (code !== undefined) countyOf[p] = unit(`fips ${code}`);
    else countyOf[p] = unit(name === undefined ? `place ${p}` : `name ${where} ${name.trim().toLowerCase()}`);
  });
  return { countyOf, counties: index.size };
}

/** Both ways, each neighbour once, ascending. */
function graphOf(units: number, unitOf: Int32Array, edges: readonly Edge[]): Contiguity {
  const around = Array.from({ length: units }, () => new Set<number>());
  for (const [a, b] of edges) {
    if (a === b) continue;
    around[a]?.add(b);
    around[b]?.add(a);
  }
  const offsets = new Int32Array(units + 1);
  around.forEach((set, u) => (offsets[u + 1] = (offsets[u] ?? 0) + set.size));
  const items = Int32Array.from(around.flatMap((set) => [...set].sort((a, b) => a - b)));
  return { units, unitOf, neighbours: { offsets, items } };
}
