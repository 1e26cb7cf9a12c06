/** Many lines in flat arrays. Coordinates are whole map units (see `Basemap.size`), x and y in turn. */
export interface ArcSet {
  readonly count: number;
  readonly coords: Int32Array;
  /** Point index at which each line starts; one more entry than lines. */
  readonly starts: Uint32Array;
  /** minX, minY, maxX, maxY of each line. */
  readonly bounds: Int32Array;
}

export function arcSet(coords: Int32Array, starts: Uint32Array): ArcSet {
  const count = starts.length - 1;
  const bounds = new Int32Array(count * 4);
  for (let arc = 0; arc < count; arc++) {
    let minX = Infinity;
    let minY = Infinity;
    let maxX = -Infinity;
    let maxY = -Infinity;
    for (let p = starts[arc]!; p < starts[arc + 1]!; p++) {
      const x = coords[p * 2]!;
      const y = coords[p * 2 + 1]!;
      if (x < minX) minX = x;
      if (x > maxX) maxX = x;
      if (y < minY) minY = y;
      if (y > maxY) maxY = y;
    }
    bounds[arc * 4] = minX;
    bounds[arc * 4 + 1] = minY;
    bounds[arc * 4 + 2] = maxX;
    bounds[arc * 4 + 3] = maxY;
  }
  return { count, coords, starts, bounds };
}

/**
 * The same lines with points nearer than `gap` units to the last kept one left out. Both ends stay, and a line is
 * thinned alone, whoever shares it: areas that met still meet.
 */
export function thinArcs(arcs: ArcSet, gap: number): ArcSet {
  const coords = new Int32Array(arcs.coords.length);
  const starts = new Uint32Array(arcs.count + 1);
  let kept = 0;
  for (let arc = 0; arc < arcs.count; arc++) {
    starts[arc] = kept;
    const last = arcs.starts[arc + 1]! - 1;
    for (let p = arcs.starts[arc]!; p <= last; p++) {
      const x = arcs.coords[p * 2]!;
      const y = arcs.coords[p * 2 + 1]!;
      const near =
        kept > starts[arc]! &&
        p < last &&
        Math.abs(x - coords[kept * 2 - 2]!) < gap &&
        Math.abs(y - coords[kept * 2 - 1]!) < gap;
      if (near) continue;
      coords[kept * 2] = x;
      coords[kept * 2 + 1] = y;
      kept++;
    }
  }
  starts[arcs.count] = kept;
  return { count: arcs.count, coords: coords.slice(0, kept * 2), starts, bounds: arcs.bounds };
}
