import { worldPixels } from '../basemap/mercator.ts';

/** Where a canvas lies on the world, in CSS pixels of its zoom level. */
export interface Frame {
  readonly zoom: number;
  /** CSS pixels around the world: a unit point (x, y) is drawn at x * scale - left, y * scale - top. */
  readonly scale: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly dpr: number;
}

/** A part of a canvas, in its CSS pixels. */
export interface Region {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export function frameAt(
  zoom: number,
  left: number,
  top: number,
  width: number,
  height: number,
  dpr: number,
): Frame {
  return { zoom, scale: worldPixels(zoom), left, top, width, height, dpr };
}

export const wholeFrame = (frame: Frame): Region => ({
  x: 0,
  y: 0,
  width: frame.width,
  height: frame.height,
});

/** A box of unit coordinates: minX, minY, maxX, maxY. */
export type UnitBox = readonly [number, number, number, number];

/** The ground under a region, widened by `margin` pixels on every side. */
export function unitBoxOf(frame: Frame, region: Region, margin: number): UnitBox {
  return [
    (frame.left + region.x - margin) / frame.scale,
    (frame.top + region.y - margin) / frame.scale,
    (frame.left + region.x + region.width + margin) / frame.scale,
    (frame.top + region.y + region.height + margin) / frame.scale,
  ];
}

/**
 * The strips of `next` that `previous` did not cover, when both show the same scale; null when nothing can be kept.
 * At most two strips: the rows above or below over the full width, and what is left of the columns beside.
 */
export function exposedStrips(previous: Frame, next: Frame): Region[] | null {
  if (previous.scale !== next.scale || previous.dpr !== next.dpr) return null;
  if (previous.width !== next.width || previous.height !== next.height) return null;
  const dx = next.left - previous.left;
  const dy = next.top - previous.top;
  if (Math.abs(dx) >= next.width || Math.abs(dy) >= next.height) return null;
  const strips: Region[] = [];
  if (dy !== 0) {
    strips.push({ x: 0, y: dy > 0 ? next.height - dy : 0, width: next.width, height: Math.abs(dy) });
  }
  if (dx !== 0) {
    const x = dx > 0 ? next.width - dx : 0;
    const y = dy < 0 ? -dy : 0;
    strips.push({ x, y, width: Math.abs(dx), height: next.height - Math.abs(dy) });
  }
  return strips;
}
