/** What follows the pointer: the ring around the account under it, the stroke being drawn and what it would take. */
import type L from 'leaflet';
import type { Frame } from '../engine/frame.ts';
import type { MapEngine } from '../engine/map-engine.ts';
import type { Hit } from '../pick/hit.ts';
import { clusterRadius } from '../points/cells.ts';
import type { Gesture } from '../tools/gesture.ts';
import type { Palette } from './palette.ts';

interface InteractionPicture {
  readonly engine: MapEngine;
  readonly hit: Hit | null;
  readonly gesture: Gesture | null;
  readonly previewed: Int32Array | null;
  readonly brush: { readonly point: L.Point; readonly radius: number } | null;
  /** The map is steered by keys: mark its middle, where Enter picks. */
  readonly crosshair: boolean;
}

/** Beyond this many, rings around single accounts would say nothing that the stroke does not. */
const MOST_RINGS = 4000;

export function paintInteraction(
  ctx: CanvasRenderingContext2D,
  frame: Frame,
  palette: Palette,
  picture: InteractionPicture,
): void {
  picture.gesture?.paint(ctx, frame, palette);
  if (picture.previewed !== null) ringRows(ctx, frame, palette, picture.engine, picture.previewed);
  if (picture.hit !== null) {
    const { x, y, radius } = picture.hit;
    ring(ctx, x * frame.scale - frame.left, y * frame.scale - frame.top, radius + 3, palette);
  }
  ringHoveredRow(ctx, frame, palette, picture.engine);
  if (picture.brush !== null) paintBrush(ctx, frame, palette, picture.engine, picture.brush);
  if (picture.crosshair) paintCrosshair(ctx, frame, palette, picture.engine);
}

function paintCrosshair(
  ctx: CanvasRenderingContext2D,
  frame: Frame,
  palette: Palette,
  engine: MapEngine,
): void {
  const at = engine.unitAt(engine.map.getSize().divideBy(2));
  const x = at.x * frame.scale - frame.left;
  const y = at.y * frame.scale - frame.top;
  ctx.beginPath();
  for (const [dx, dy] of [
    [1, 0],
    [-1, 0],
    [0, 1],
    [0, -1],
  ] as const) {
    ctx.moveTo(x + dx * 5, y + dy * 5);
    ctx.lineTo(x + dx * 13, y + dy * 13);
  }
  ctx.lineCap = 'round';
  strokeInk(ctx, palette);
}

/** Ink on a seam of paper, so that it shows on any ground. */
function strokeInk(ctx: CanvasRenderingContext2D, palette: Palette): void {
  ctx.strokeStyle = palette.paper;
  ctx.lineWidth = 4;
  ctx.stroke();
  ctx.strokeStyle = palette.ink;
  ctx.lineWidth = 1.75;
  ctx.stroke();
}

function ring(ctx: CanvasRenderingContext2D, x: number, y: number, radius: number, palette: Palette): void {
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 7);
  strokeInk(ctx, palette);
}

/** The row that another view points at. */
function ringHoveredRow(
  ctx: CanvasRenderingContext2D,
  frame: Frame,
  palette: Palette,
  engine: MapEngine,
): void {
  const input = engine.current;
  const placed = engine.scene.placed(input);
  const place = input.selection.hovered === null ? -1 : (placed.placeOfRow[input.selection.hovered] ?? -1);
  if (place < 0) return;
  const radius = engine.scene.scale(input).radius(placed.potential[place]!, frame.zoom);
  const x = placed.x[place]! * frame.scale - frame.left;
  const y = placed.y[place]! * frame.scale - frame.top;
  ring(ctx, x, y, Math.max(5, radius) + 3, palette);
}

function ringRows(
  ctx: CanvasRenderingContext2D,
  frame: Frame,
  palette: Palette,
  engine: MapEngine,
  rows: Int32Array,
): void {
  const input = engine.current;
  const placed = engine.scene.placed(input);
  const cells = engine.scene.cellsAt(input, frame.zoom);
  const scale = engine.scene.scale(input);
  const clusters = new Map<number, number>();
  ctx.beginPath();
  let drawn = 0;
  for (const row of rows) {
    const place = placed.placeOfRow[row]!;
    const cell = cells.cellOf[place]!;
    if (cells.crowded[cell] === 1) {
      clusters.set(cell, (clusters.get(cell) ?? 0) + 1);
      continue;
    }
    if (drawn++ > MOST_RINGS) continue;
    const x = placed.x[place]! * frame.scale - frame.left;
    const y = placed.y[place]! * frame.scale - frame.top;
    const r = scale.radius(placed.potential[place]!, frame.zoom) + 1.6;
    ctx.moveTo(x + r, y);
    ctx.arc(x, y, r, 0, 7);
  }
  for (const [cell, count] of clusters) {
    const x = cells.x[cell]! * frame.scale - frame.left;
    const y = cells.y[cell]! * frame.scale - frame.top;
    const r = clusterRadius(cells, cell) + 2.5;
    const share = count / (cells.starts[cell + 1]! - cells.starts[cell]!);
    ctx.moveTo(x, y - r);
    ctx.arc(x, y, r, -Math.PI / 2, -Math.PI / 2 + share * 2 * Math.PI);
  }
  ctx.strokeStyle = palette.accent;
  ctx.lineWidth = 1.5;
  ctx.stroke();
}

function paintBrush(
  ctx: CanvasRenderingContext2D,
  frame: Frame,
  palette: Palette,
  engine: MapEngine,
  brush: { readonly point: L.Point; readonly radius: number },
): void {
  const at = engine.unitAt(brush.point);
  ctx.beginPath();
  ctx.arc(at.x * frame.scale - frame.left, at.y * frame.scale - frame.top, brush.radius, 0, 7);
  ctx.strokeStyle = palette.accent;
  ctx.lineWidth = 1.5;
  ctx.stroke();
}
