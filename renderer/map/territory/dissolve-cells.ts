import type { Regions } from './regions.ts';
import { makeRegions } from './regions.ts';
import type { VoronoiNet } from './voronoi-net.ts';
import { nextInTriangle } from './voronoi-net.ts';

/**
 * The Voronoi cells of each territory as one area. `territory` holds the territory of each site, -1 for none; cells
 * of none belong to no area.
 */
export function dissolveCells(net: VoronoiNet, territory: Int32Array, territoryCount: number): Regions {
  const rings: Float64Array[][] = Array.from({ length: territoryCount }, () => []);
  const done = new Uint8Array(net.halfedges.length);
  for (let e = 0; e < net.halfedges.length; e++) {
    const owner = ownerOfBorder(net, territory, e);
    if (owner >= 0 && done[e] === 0) rings[owner]?.push(walkBorder(net, territory, e, done));
  }
  return makeRegions(rings, true);
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
