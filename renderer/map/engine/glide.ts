/** A view: its middle in unit coordinates, and its zoom level. */
export interface Target {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

/** Part of the way (0..1) from one view to another, such that the point both views share stands still. */
export function between(from: Target, to: Target, part: number): Target {
  const zoom = from.zoom + (to.zoom - from.zoom) * part;
  const whole = 1 - 2 ** (from.zoom - to.zoom);
  const way = Math.abs(whole) < 1e-6 ? part : (1 - 2 ** (from.zoom - zoom)) / whole;
  return { x: from.x + (to.x - from.x) * way, y: from.y + (to.y - from.y) * way, zoom };
}
