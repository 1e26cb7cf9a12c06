/** Patterns that tell territories apart without their colour, laid out in world pixels so that they do not swim. */
import type { Frame } from '../engine/frame.ts';

const TILE = 12;
const HATCH_COUNT = 8;

type Stroke = readonly [x0: number, y0: number, x1: number, y1: number];

/** Strokes in a tile of 12 × 12 that repeat without a seam. */
const STROKES: readonly (readonly Stroke[])[] = [
  [[0, 12, 12, 0]],
  [[0, 0, 12, 12]],
  [[0, 6, 12, 6]],
  [[6, 0, 6, 12]],
  [
    [0, 12, 12, 0],
    [0, 0, 12, 12],
  ],
  [
    [0, 6, 12, 6],
    [6, 0, 6, 12],
  ],
  [
    [0, 6, 6, 0],
    [6, 12, 12, 6],
  ],
  [[5, 6, 7, 6]],
];

const cache = new Map<string, CanvasPattern>();

export function hatchPattern(
  ctx: CanvasRenderingContext2D,
  territory: number,
  colour: string,
  frame: Frame,
): CanvasPattern | string {
  const key = `${territory % HATCH_COUNT} ${colour} ${frame.dpr}`;
  const pattern = cache.get(key) ?? makePattern(ctx, territory % HATCH_COUNT, colour, frame.dpr);
  if (pattern === null) return colour;
  cache.set(key, pattern);
  const shift = (offset: number): number => -(((offset % TILE) + TILE) % TILE);
  pattern.setTransform(
    new DOMMatrix([1 / frame.dpr, 0, 0, 1 / frame.dpr, shift(frame.left), shift(frame.top)]),
  );
  return pattern;
}

function makePattern(
  ctx: CanvasRenderingContext2D,
  kind: number,
  colour: string,
  dpr: number,
): CanvasPattern | null {
  const tile = document.createElement('canvas');
  tile.width = tile.height = Math.round(TILE * dpr);
  const pen = tile.getContext('2d');
  if (pen === null) return null;
  pen.scale(tile.width / TILE, tile.width / TILE);
  pen.strokeStyle = colour;
  pen.lineWidth = 1.4;
  pen.lineCap = 'square';
  pen.beginPath();
  for (const [x0, y0, x1, y1] of STROKES[kind] ?? []) {
    pen.moveTo(x0, y0);
    pen.lineTo(x1, y1);
  }
  pen.stroke();
  return ctx.createPattern(tile, 'repeat');
}
