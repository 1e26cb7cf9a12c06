import type { Regions } from './regions.ts';
import { ringBounds } from './regions.ts';
import type { VoronoiNet } from './voronoi-net.ts';
import { nextInTriangle } from './voronoi-net.ts';

export interface Dissolved {
  readonly net: VoronoiNet;
  /** Territory of each site, -1 for none. */
  readonly territory: Int32Array;
  readonly regions: Regions;
}

/**
 * The Voronoi cells of each territory as one area; cells of none belong to no area. Given what was dissolved before in
 * the same net, only territories that gained or lost a cell are walked anew: the others keep their very rings.
 */
export function dissolveCells(
  net: VoronoiNet,
  territory: Int32Array,
  territoryCount: number,
  before: Dissolved | null = null,
): Dissolved {
  const known = before?.net === net && before.regions.rings.length === territoryCount ? before : null;
  const stale = changedTerritories(territory, territoryCount, known?.territory ?? null);
  const rings: (readonly Float64Array[])[] = Array.from({ length: territoryCount }, (_, index) =>
    stale[index] === 1 ? [] : (known?.regions.rings[index] ?? []),
  );
  const done = new Uint8Array(net.halfedges.length);
  const walked = new Map<number, Float64Array[]>();
  for (let e = 0; e < net.halfedges.length; e++) {
    if (done[e] === 1) continue;
    const owner = ownerOfBorder(net, territory, e);
    if (owner < 0 || stale[owner] !== 1) continue;
    const ring = walkBorder(net, territory, e, done);
    const list = walked.get(owner);
    if (list === undefined) walked.set(owner, [ring]);
    else list.push(ring);
  }
  for (const [owner, list] of walked) rings[owner] = list;
  const bounds = rings.map((list, index) =>
    stale[index] === 1 ? list.map(ringBounds) : (known?.regions.bounds[index] ?? []),
  );
  return { net, territory, regions: { rings, bounds, cutAtCoast: true } };
}

/** 1 for each territory that does not hold the very sites it held. */
function changedTerritories(
  territory: Int32Array,
  territoryCount: number,
  before: Int32Array | null,
): Uint8Array {
  if (before === null) return new Uint8Array(territoryCount).fill(1);
  const stale = new Uint8Array(territoryCount);
  territory.forEach((now, site) => {
    const was = before[site]!;
    if (now === was) return;
    if (now >= 0) stale[now] = 1;
    if (was >= 0) stale[was] = 1;
  });
  return stale;
}

/** The territory on the near side of an edge, where the far side is another's; else -1. */
function ownerOfBorder(net: VoronoiNet, territory: Int32Array, e: number): number {
  const near = territory[net.triangles[e]!]!;
  return near >= 0 && territory[net.triangles[nextInTriangle(e)]!] !== near ? near : -1;
}

/**
 * Follows a border with the territory on one side until it closes. Edge e runs from site p (inside) to q (outside);
 * the border crosses into the triangle beyond, whose third site r decides: inside, the border goes on between r and
 * q, else between p and r.
 */
function walkBorder(net: VoronoiNet, territory: Int32Array, start: number, done: Uint8Array): Float64Array {
  const { triangles, halfedges, corners } = net;
  const owner = territory[triangles[start]!];
  const points: number[] = [];
  let e = start;
  do {
    done[e] = 1;
    const corner = Math.floor(e / 3) * 2;
    points.push(corners[corner]!, corners[corner + 1]!);
    const across = halfedges[e]!;
    const pToR = nextInTriangle(across);
    const r = triangles[nextInTriangle(pToR)]!;
    e = territory[r] === owner ? nextInTriangle(pToR) : pToR;
  } while (e !== start);
  return Float64Array.from(points);
}
