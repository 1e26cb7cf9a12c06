/**
 * The Voronoi diagram of the accounts, made once for their places. Which territory a cell belongs to is asked
 * afterwards: `dissolve` follows only the edges between different territories, so an edit costs milliseconds.
 */
import { Delaunay } from 'd3-delaunay';
import type { PlacedAccounts } from '../points/placed-accounts.ts';

export interface VoronoiNet {
  /** Placed accounts plus the fence around them, whose cells belong to nobody. */
  readonly siteCount: number;
  /** Placed account of each site below `accountSites`; sites at one and the same place are one site. */
  readonly siteAccount: Int32Array;
  readonly accountSites: number;
  readonly triangles: Uint32Array;
  readonly halfedges: Int32Array;
  /** Circumcentre of each triangle (unit coordinates), x and y in turn: the corners of the cells. */
  readonly corners: Float64Array;
}

const FENCE_POSTS = 48;

export function voronoiNet(placed: PlacedAccounts): VoronoiNet | null {
  const { coords, siteAccount } = distinctSites(placed);
  const accountSites = siteAccount.length;
  if (accountSites === 0) return null;
  const points = withFence(coords);
  const { triangles, halfedges } = new Delaunay(points);
  const corners = circumcentres(points, triangles);
  return { siteCount: points.length / 2, siteAccount, accountSites, triangles, halfedges, corners };
}

function distinctSites(placed: PlacedAccounts): { coords: number[]; siteAccount: Int32Array } {
  // By x, its y or, where several accounts stand on one meridian, its ys: a text a place would cost three times as much.
  const seen = new Map<number, number | Set<number>>();
  const coords: number[] = [];
  const accounts: number[] = [];
  for (let place = 0; place < placed.count; place++) {
    const [x, y] = [placed.x[place]!, placed.y[place]!];
    const known = seen.get(x);
    if (known === y || (typeof known === 'object' && known.has(y))) continue;
    if (known === undefined) seen.set(x, y);
    else if (typeof known === 'object') known.add(y);
    else seen.set(x, new Set([known, y]));
    coords.push(x, y);
    accounts.push(place);
  }
  return { coords, siteAccount: Int32Array.from(accounts) };
}

/** A ring of posts well outside, so that the cell of every account is closed. */
function withFence(coords: readonly number[]): Float64Array {
  const n = coords.length / 2;
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < n; i++) {
    minX = Math.min(minX, coords[i * 2]!);
    maxX = Math.max(maxX, coords[i * 2]!);
    minY = Math.min(minY, coords[i * 2 + 1]!);
    maxY = Math.max(maxY, coords[i * 2 + 1]!);
  }
  const reach = Math.max(maxX - minX, maxY - minY, 0.001) * 1.2;
  const points = new Float64Array(coords.length + FENCE_POSTS * 2);
  points.set(coords);
  for (let post = 0; post < FENCE_POSTS; post++) {
    const angle = (post / FENCE_POSTS) * 2 * Math.PI;
    points[(n + post) * 2] = (minX + maxX) / 2 + reach * Math.cos(angle);
    points[(n + post) * 2 + 1] = (minY + maxY) / 2 + reach * Math.sin(angle);
  }
  return points;
}

function circumcentres(points: Float64Array, triangles: Uint32Array): Float64Array {
  const corners = new Float64Array((triangles.length / 3) * 2);
  for (let t = 0; t < triangles.length; t += 3) {
    const a = triangles[t]! * 2;
    const b = triangles[t + 1]! * 2;
    const c = triangles[t + 2]! * 2;
    const bx = points[b]! - points[a]!;
    const by = points[b + 1]! - points[a + 1]!;
    const cx = points[c]! - points[a]!;
    const cy = points[c + 1]! - points[a + 1]!;
    const area = 2 * (bx * cy - by * cx);
    const bb = bx * bx + by * by;
    const cc = cx * cx + cy * cy;
    // A flat triangle has no circumcentre; its middle keeps the ring closed and lies where the sites are.
    const flat = Math.abs(area) < 1e-24;
    const dx = flat ? (bx + cx) / 3 : (cy * bb - by * cc) / area;
    const dy = flat ? (by + cy) / 3 : (bx * cc - cx * bb) / area;
    corners[(t / 3) * 2] = clamp(points[a]! + dx);
    corners[(t / 3) * 2 + 1] = clamp(points[a + 1]! + dy);
  }
  return corners;
}

const clamp = (value: number): number => Math.max(-4, Math.min(5, value));

export const nextInTriangle = (e: number): number => (e % 3 === 2 ? e - 2 : e + 1);

/** Territory of each site, -1 for the fence and for unassigned accounts. `territoryOf` takes a placed account. */
export function siteTerritories(net: VoronoiNet, territoryOf: (place: number) => number): Int32Array {
  const territory = new Int32Array(net.siteCount).fill(-1);
  for (let site = 0; site < net.accountSites; site++) territory[site] = territoryOf(net.siteAccount[site]!);
  return territory;
}

/** For each of the sites marked 1 the box around its cell, in unit coordinates: minX, minY, maxX, maxY. */
export function cellBoxes(
  net: VoronoiNet,
  marked: Uint8Array,
): readonly (readonly [number, number, number, number])[] {
  const boxes = new Map<number, [number, number, number, number]>();
  for (let e = 0; e < net.triangles.length; e++) {
    const site = net.triangles[e]!;
    if (marked[site] !== 1) continue;
    const x = net.corners[Math.floor(e / 3) * 2]!;
    const y = net.corners[Math.floor(e / 3) * 2 + 1]!;
    const box = boxes.get(site) ?? [x, y, x, y];
    boxes.set(site, [Math.min(box[0], x), Math.min(box[1], y), Math.max(box[2], x), Math.max(box[3], y)]);
  }
  return [...boxes.values()];
}
