import type { ArcSet } from '../basemap/arcs.ts';
import type { Ring } from '../basemap/decode-basemap.ts';
import type { Frame, Region } from '../engine/frame.ts';

/** From whole map units to pixels of a frame: x * k - left. */
export interface Scaling {
  readonly k: number;
  readonly left: number;
  readonly top: number;
}

export const scalingOf = (frame: Frame, size: number): Scaling => ({
  k: frame.scale / size,
  left: frame.left,
  top: frame.top,
});

/** Whether a box of map units (four numbers at `at`) touches a region and is at least `least` pixels large. */
export function showsBox(
  bounds: Int32Array,
  at: number,
  s: Scaling,
  region: Region,
  least: number,
  margin = 2,
): boolean {
  const minX = bounds[at]! * s.k - s.left;
  const minY = bounds[at + 1]! * s.k - s.top;
  const maxX = bounds[at + 2]! * s.k - s.left;
  const maxY = bounds[at + 3]! * s.k - s.top;
  return (
    maxX >= region.x - margin &&
    minX <= region.x + region.width + margin &&
    maxY >= region.y - margin &&
    minY <= region.y + region.height + margin &&
    (maxX - minX >= least || maxY - minY >= least)
  );
}

export function traceArc(ctx: CanvasRenderingContext2D, arcs: ArcSet, arc: number, s: Scaling): void {
  const { coords, starts } = arcs;
  const from = starts[arc]!;
  ctx.moveTo(coords[from * 2]! * s.k - s.left, coords[from * 2 + 1]! * s.k - s.top);
  for (let p = from + 1; p < starts[arc + 1]!; p++) {
    ctx.lineTo(coords[p * 2]! * s.k - s.left, coords[p * 2 + 1]! * s.k - s.top);
  }
}

/**
 * A ring ends by going round its first corner again. `closePath` would do, but browsers measure the whole path so far at
 * each call: the square of the rings, half a second where a country has thousands.
 */
export function traceRing(ctx: CanvasRenderingContext2D, arcs: ArcSet, ring: Ring, s: Scaling): void {
  const { coords, starts } = arcs;
  const corner = new Float64Array(4);
  let points = 0;
  for (const ref of ring) {
    const arc = ref < 0 ? ~ref : ref;
    const from = starts[arc]!;
    const to = starts[arc + 1]! - 1;
    for (let i = points === 0 ? 0 : 1; i <= to - from; i++) {
      const p = ref < 0 ? to - i : from + i;
      const x = coords[p * 2]! * s.k - s.left;
      const y = coords[p * 2 + 1]! * s.k - s.top;
      if (points === 0) ctx.moveTo(x, y);
      else ctx.lineTo(x, y);
      if (points < 2) corner.set([x, y], 2 * points);
      points++;
    }
  }
  if (points < 2) return;
  ctx.lineTo(corner[0]!, corner[1]!);
  ctx.lineTo(corner[2]!, corner[3]!);
}
