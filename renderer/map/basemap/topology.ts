import type { ArcSet } from './arcs.ts';
import type { Ring, Topology } from './decode-basemap.ts';

/** For each line the two areas it lies between: [first, second], -1 where there is none. */
export function arcNeighbours(topology: Topology): Int32Array {
  const sides = new Int32Array(topology.arcs.count * 2).fill(-1);
  topology.rings.forEach((rings, area) => {
    for (const ring of rings) {
      for (const ref of ring) {
        const arc = ref < 0 ? ~ref : ref;
        const at = arc * 2 + (sides[arc * 2] === -1 ? 0 : 1);
        sides[at] = area;
      }
    }
  });
  return sides;
}

export interface RingList {
  readonly rings: readonly Ring[];
  /** minX, minY, maxX, maxY of each ring, in map units. */
  readonly bounds: Int32Array;
  /** The area each ring belongs to. */
  readonly area: Int32Array;
}

export function ringList(topology: Topology): RingList {
  const rings = topology.rings.flat();
  const area = Int32Array.from(topology.rings.flatMap((list, i) => list.map(() => i)));
  const bounds = new Int32Array(rings.length * 4);
  rings.forEach((ring, i) => bounds.set(boundsOfRing(topology.arcs, ring), i * 4));
  return { rings, bounds, area };
}

function boundsOfRing(arcs: ArcSet, ring: Ring): [number, number, number, number] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const ref of ring) {
    const at = (ref < 0 ? ~ref : ref) * 4;
    box[0] = Math.min(box[0], arcs.bounds[at]!);
    box[1] = Math.min(box[1], arcs.bounds[at + 1]!);
    box[2] = Math.max(box[2], arcs.bounds[at + 2]!);
    box[3] = Math.max(box[3], arcs.bounds[at + 3]!);
  }
  return box;
}

/** The points of a ring in order, x and y in turn, the first one not repeated at the end. */
export function ringPoints(arcs: ArcSet, ring: Ring): number[] {
  const points: number[] = [];
  for (const ref of ring) {
    const arc = ref < 0 ? ~ref : ref;
    const from = arcs.starts[arc]!;
    const to = arcs.starts[arc + 1]! - 1;
    for (let i = 0; i < to - from; i++) {
      const p = ref < 0 ? to - i : from + i;
      points.push(arcs.coords[p * 2]!, arcs.coords[p * 2 + 1]!);
    }
  }
  return points;
}

/**
 * Joins lines into closed rings. Every corner must be the end of an even number of them, as along the border of any
 * area: then a walk along unused lines ends where it began.
 */
export function chainArcs(arcs: ArcSet, refs: readonly number[]): Ring[] {
  const leaving = new Map<string, number[]>();
  for (const ref of refs.flatMap((one) => [one, ~one])) {
    const corner = startOf(arcs, ref);
    const list = leaving.get(corner);
    if (list === undefined) leaving.set(corner, [ref]);
    else list.push(ref);
  }
  const used = new Set<number>();
  const next = (corner: string): number | undefined => {
    const list = leaving.get(corner);
    for (let ref = list?.pop(); ref !== undefined; ref = list?.pop()) {
      const arc = ref < 0 ? ~ref : ref;
      if (used.has(arc)) continue;
      used.add(arc);
      return ref;
    }
    return undefined;
  };
  const rings: Ring[] = [];
  for (const ref of refs) {
    const chain: number[] = [];
    for (let at = next(startOf(arcs, ref)); at !== undefined; at = next(startOf(arcs, ~at))) chain.push(at);
    if (chain.length > 0) rings.push(Int32Array.from(chain));
  }
  return rings;
}

function startOf(arcs: ArcSet, ref: number): string {
  const p = ref < 0 ? arcs.starts[~ref + 1]! - 1 : arcs.starts[ref]!;
  return `${arcs.coords[p * 2]!} ${arcs.coords[p * 2 + 1]!}`;
}
