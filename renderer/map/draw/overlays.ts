/**
 * Coverage beside the territories, over the accounts: a fine ring where an overlay works with the territory, a hollow
 * diamond where a partner has the account reserved. To look at only: reserved accounts are not picked up.
 */
import { unitX, unitY } from '../basemap/mercator.ts';
import type { AccountTable } from '../../../domain/plan/account-table.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import { overlayIndex, RESERVED } from '../../../domain/plan/overlay.ts';
import { ACTIVE } from '../../../domain/plan/plan.ts';
import type { Frame, Region } from '../engine/frame.ts';
import { unitBoxOf } from '../engine/frame.ts';
import type { Palette } from './palette.ts';
import type { PointScene } from './points.ts';

export interface OverlayPlaces {
  readonly rows: Int32Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** 1: reserved for a partner. */
  readonly reserved: Uint8Array;
}

export function overlayPlaces(
  accounts: AccountTable,
  overlays: Plan['overlays'],
  standing: Uint8Array,
  mergedInto: Int32Array,
): OverlayPlaces | null {
  const index = overlayIndex({ overlays, mergedInto });
  if (index === null) return null;
  const { lat, lon } = accounts.number;
  const rows = [...index.keys()].filter(
    (row) =>
      (standing[row] === ACTIVE || standing[row] === RESERVED) && Number.isFinite(lat[row]! + lon[row]!),
  );
  return {
    rows: Int32Array.from(rows),
    x: Float64Array.from(rows, (row) => unitX(lon[row]!)),
    y: Float64Array.from(rows, (row) => unitY(lat[row]!)),
    reserved: Uint8Array.from(rows, (row) => (standing[row] === RESERVED ? 1 : 0)),
  };
}

const REACH = 8;
const DIAMOND = 4.5;

export function drawOverlays(
  ctx: CanvasRenderingContext2D,
  frame: Frame,
  region: Region,
  places: OverlayPlaces,
  { cells, placed, scale, palette, states }: PointScene,
): void {
  const [minX, minY, maxX, maxY] = unitBoxOf(frame, region, REACH);
  places.rows.forEach((row, i) => {
    const [x, y] = [places.x[i]!, places.y[i]!];
    if (x < minX || x > maxX || y < minY || y > maxY || states.visible?.[row] === 0) return;
    const at = [x * frame.scale - frame.left, y * frame.scale - frame.top] as const;
    if (places.reserved[i] === 1) return drawReserved(ctx, ...at, DIAMOND, palette);
    const place = placed.placeOfRow[row] ?? -1;
    if (place < 0 || cells.crowded[cells.cellOf[place]!] === 1) return;
    drawOverlaid(ctx, ...at, scale.radius(placed.potential[place]!, frame.zoom), palette);
  });
}

export function drawOverlaid(
  ctx: CanvasRenderingContext2D,
  x: number,
  y: number,
  radius: number,
  palette: Palette,
): void {
  ctx.beginPath();
  ctx.arc(x, y, radius + 2.2, 0, 7);
  ctx.strokeStyle = palette.ink;
  ctx.lineWidth = 1;
  ctx.setLineDash([1.5, 1.5]);
  ctx.stroke();
  ctx.setLineDash([]);
}

export function drawReserved(
  ctx: CanvasRenderingContext2D,
  x: number,
  y: number,
  half: number,
  palette: Palette,
): void {
  ctx.beginPath();
  ctx.moveTo(x, y - half);
  ctx.lineTo(x + half, y);
  ctx.lineTo(x, y + half);
  ctx.lineTo(x - half, y);
  ctx.closePath();
  ctx.fillStyle = palette.paper;
  ctx.fill();
  ctx.strokeStyle = palette.ink;
  ctx.lineWidth = 1.2;
  ctx.stroke();
}
