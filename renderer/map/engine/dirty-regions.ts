import type { Cells } from '../points/cells.ts';
import { CELL_PIXELS } from '../points/cells.ts';
import type { PlacedAccounts } from '../points/placed-accounts.ts';
import type { Frame, Region, UnitBox } from './frame.ts';

/** Side of the squares that are drawn again, in CSS pixels. */
const BLOCK = 128;
/** When more than this share of the canvas is touched, it is drawn whole. */
const WHOLE_SHARE = 0.5;
/** Farthest that a symbol with its marks reaches from its place. */
const SYMBOL_REACH = 24;

/**
 * The parts of a frame in which the symbols of `rows` lie, those of their clusters included; squares of one row are
 * joined. Null when most of the frame is touched.
 */
export function dirtyRegions(
  frame: Frame,
  placed: PlacedAccounts,
  cells: Cells,
  rows: readonly number[],
): Region[] | null {
  const across = Math.ceil(frame.width / BLOCK);
  const down = Math.ceil(frame.height / BLOCK);
  const touched = new Set<number>();
  for (const row of rows) {
    const place = placed.placeOfRow[row] ?? -1;
    if (place < 0) continue;
    const cell = cells.cellOf[place]!;
    const clustered = cells.crowded[cell] === 1;
    const x = (clustered ? cells.x[cell]! : placed.x[place]!) * frame.scale - frame.left;
    const y = (clustered ? cells.y[cell]! : placed.y[place]!) * frame.scale - frame.top;
    const reach = clustered ? CELL_PIXELS : SYMBOL_REACH;
    const [x0, x1] = [
      Math.max(0, Math.floor((x - reach) / BLOCK)),
      Math.min(across - 1, Math.floor((x + reach) / BLOCK)),
    ];
    const [y0, y1] = [
      Math.max(0, Math.floor((y - reach) / BLOCK)),
      Math.min(down - 1, Math.floor((y + reach) / BLOCK)),
    ];
    for (let by = y0; by <= y1; by++) for (let bx = x0; bx <= x1; bx++) touched.add(by * across + bx);
  }
  if (touched.size > across * down * WHOLE_SHARE) return null;
  return joinRuns(
    [...touched].toSorted((a, b) => a - b),
    across,
    frame,
  );
}

/** A line drawn around an area reaches this far beyond it. */
const LINE_REACH = 4;
/** Each region walks the whole basemap: more of them than this cost more than the canvas drawn whole. */
const MOST_REGIONS = 8;

/** The parts of a frame that show these boxes; null when the frame is better drawn whole. */
export function regionsOfBoxes(frame: Frame, boxes: readonly UnitBox[]): Region[] | null {
  const across = Math.ceil(frame.width / BLOCK);
  const down = Math.ceil(frame.height / BLOCK);
  const touched = new Set<number>();
  for (const [minX, minY, maxX, maxY] of boxes) {
    const x0 = Math.max(0, Math.floor((minX * frame.scale - frame.left - LINE_REACH) / BLOCK));
    const x1 = Math.min(across - 1, Math.floor((maxX * frame.scale - frame.left + LINE_REACH) / BLOCK));
    const y0 = Math.max(0, Math.floor((minY * frame.scale - frame.top - LINE_REACH) / BLOCK));
    const y1 = Math.min(down - 1, Math.floor((maxY * frame.scale - frame.top + LINE_REACH) / BLOCK));
    for (let by = y0; by <= y1; by++) for (let bx = x0; bx <= x1; bx++) touched.add(by * across + bx);
  }
  if (touched.size > across * down * WHOLE_SHARE) return null;
  const blocks = [...touched].toSorted((a, b) => a - b);
  const regions = joinRuns(blocks, across, frame);
  return regions.length > MOST_REGIONS ? null : regions;
}

function joinRuns(blocks: readonly number[], across: number, frame: Frame): Region[] {
  const regions: Region[] = [];
  for (let i = 0; i < blocks.length;) {
    const first = blocks[i]!;
    let last = first;
    for (i++; i < blocks.length && blocks[i] === last + 1 && blocks[i]! % across !== 0; i++)
      last = blocks[i]!;
    const x = (first % across) * BLOCK;
    const y = Math.floor(first / across) * BLOCK;
    regions.push({
      x,
      y,
      width: Math.min((last - first + 1) * BLOCK, frame.width - x),
      height: Math.min(BLOCK, frame.height - y),
    });
  }
  return regions;
}
