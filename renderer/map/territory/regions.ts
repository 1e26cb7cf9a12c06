/** Territories as areas, however they were made: closed rings in unit coordinates, filled by the even-odd rule. */
export interface Regions {
  /** For each territory its rings, x and y in turn, the first corner not repeated. */
  readonly rings: readonly (readonly Float64Array[])[];
  /** minX, minY, maxX, maxY of each ring, in the order of `rings`. */
  readonly bounds: readonly (readonly RingBounds[])[];
  /** Voronoi cells reach into the sea and are cut off at the coast; counties end there by themselves. */
  readonly cutAtCoast: boolean;
}

type RingBounds = readonly [minX: number, minY: number, maxX: number, maxY: number];

export function makeRegions(rings: readonly (readonly Float64Array[])[], cutAtCoast: boolean): Regions {
  return { rings, bounds: rings.map((list) => list.map(ringBounds)), cutAtCoast };
}

export function ringBounds(ring: ArrayLike<number>): RingBounds {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < ring.length; i += 2) {
    minX = Math.min(minX, ring[i]!);
    maxX = Math.max(maxX, ring[i]!);
    minY = Math.min(minY, ring[i + 1]!);
    maxY = Math.max(maxY, ring[i + 1]!);
  }
  return [minX, minY, maxX, maxY];
}

/** Even-odd rule, over the rings together. */
export function ringsContain(rings: readonly Float64Array[], x: number, y: number): boolean {
  let inside = false;
  for (const ring of rings) if (ringContains(ring, x, y)) inside = !inside;
  return inside;
}

function ringContains(ring: Float64Array, x: number, y: number): boolean {
  let inside = false;
  const n = ring.length;
  for (let i = 0, j = n - 2; i < n; j = i, i += 2) {
    const yi = ring[i + 1]!;
    const yj = ring[j + 1]!;
    if (yi > y !== yj > y && x < ((ring[j]! - ring[i]!) * (y - yi)) / (yj - yi) + ring[i]!) inside = !inside;
  }
  return inside;
}
