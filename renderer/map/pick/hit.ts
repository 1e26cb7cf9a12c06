import { worldPixels } from '../basemap/mercator.ts';
import type { Cells } from '../points/cells.ts';
import { clusterRadius } from '../points/cells.ts';
import type { PlacedAccounts } from '../points/placed-accounts.ts';
import type { RadiusScale } from '../points/radius-scale.ts';

export interface Hit {
  /** Ascending: one account, several at one and the same place, or the accounts of a cluster. */
  readonly rows: Int32Array;
  readonly cluster: boolean;
  /** Where the symbol is (unit coordinates) and how large (CSS pixels). */
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** How far beside a symbol a pointer may be and still mean it, in CSS pixels. */
const SLACK = 3.5;

/**
 * What lies under a point (unit coordinates) at a zoom level: the symbol whose edge is nearest, clusters first where
 * they cover accounts. Null over empty ground.
 */
export function hitTest(
  placed: PlacedAccounts,
  cells: Cells,
  scale: RadiusScale,
  zoom: number,
  at: { readonly x: number; readonly y: number },
  shown: (row: number) => boolean,
): Hit | null {
  return hitCluster(placed, cells, zoom, at, shown) ?? hitAccount(placed, cells, scale, zoom, at, shown);
}

function hitCluster(
  placed: PlacedAccounts,
  cells: Cells,
  zoom: number,
  at: { readonly x: number; readonly y: number },
  shown: (row: number) => boolean,
): Hit | null {
  const pixels = worldPixels(zoom);
  let best: { cell: number; edge: number } | null = null;
  const reach = cells.width * 1.5;
  for (let cell = 0; cell < cells.count; cell++) {
    if (cells.crowded[cell] === 0) continue;
    const dx = cells.x[cell]! - at.x;
    const dy = cells.y[cell]! - at.y;
    if (Math.abs(dx) > reach || Math.abs(dy) > reach) continue;
    const edge = Math.hypot(dx, dy) * pixels - clusterRadius(cells, cell);
    if (edge <= 1 && (best === null || edge < best.edge)) best = { cell, edge };
  }
  if (best === null) return null;
  const { cell } = best;
  const members = cells.members.subarray(cells.starts[cell], cells.starts[cell + 1]);
  const rows = Int32Array.from(members, (place) => placed.rows[place]!)
    .filter(shown)
    .sort();
  if (rows.length === 0) return null;
  return { rows, cluster: true, x: cells.x[cell]!, y: cells.y[cell]!, radius: clusterRadius(cells, cell) };
}

function hitAccount(
  placed: PlacedAccounts,
  cells: Cells,
  scale: RadiusScale,
  zoom: number,
  at: { readonly x: number; readonly y: number },
  shown: (row: number) => boolean,
): Hit | null {
  const pixels = worldPixels(zoom);
  const reach = (scale.radius(scale.cap, zoom) + SLACK) / pixels;
  let best: { place: number; edge: number; radius: number } | null = null;
  for (const place of placed.near(at.x, at.y, reach)) {
    if (cells.crowded[cells.cellOf[place]!] === 1 || !shown(placed.rows[place]!)) continue;
    const radius = scale.radius(placed.potential[place]!, zoom);
    const distance = Math.hypot(placed.x[place]! - at.x, placed.y[place]! - at.y) * pixels;
    const edge = distance - radius;
    if (edge > SLACK) continue;
    // Inside several symbols, the one drawn last (the later place) lies on top.
    const nearer =
      best === null || edge < best.edge - 0.01 || (edge <= 0 && best.edge <= 0 && place > best.place);
    if (nearer) best = { place, edge, radius };
  }
  if (best === null) return null;
  const x = placed.x[best.place]!;
  const y = placed.y[best.place]!;
  const rows = placed.near(x, y, 0).map((place) => placed.rows[place]!);
  return { rows: Int32Array.from(rows).filter(shown).sort(), cluster: false, x, y, radius: best.radius };
}
