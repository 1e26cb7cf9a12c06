/**
 * Where accounts crowd, they are drawn as one cluster; where there is room, one by one. The world is cut into square
 * cells of a fixed size on screen at each half zoom level, so that what belongs together does not change as the map
 * is panned.
 */
import { worldPixels } from '../basemap/mercator.ts';
import type { PlacedAccounts } from './placed-accounts.ts';
import type { RadiusScale } from './radius-scale.ts';

/** Width of a cell in CSS pixels at its own level. */
export const CELL_PIXELS = 30;
/** A cell is crowded when its dots would cover more than this share of it. */
const CROWDED_COVER = 0.55;
const LEAST_CLUSTER = 4;

export interface Cells {
  readonly level: number;
  /** Width of a cell in unit coordinates. */
  readonly width: number;
  readonly count: number;
  /** Placed accounts, cell by cell, ascending in each. */
  readonly members: Uint32Array;
  /** Where each cell starts in `members`; one more entry than cells. */
  readonly starts: Uint32Array;
  /** Mean place of the members (unit coordinates). */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Sum of the members' potentials, minor units. */
  readonly potential: Float64Array;
  readonly crowded: Uint8Array;
  readonly cellOf: Uint32Array;
  /** The largest potential among crowded cells. */
  readonly largest: number;
}

export const cellLevel = (zoom: number): number => Math.round(zoom * 2) / 2;

export function makeCells(placed: PlacedAccounts, scale: RadiusScale, level: number): Cells {
  const width = CELL_PIXELS / worldPixels(level);
  const cellOf = numberCells(placed, width);
  const count = cellOf.reduce((most, cell) => Math.max(most, cell + 1), 0);
  const starts = new Uint32Array(count + 1);
  for (const cell of cellOf) starts[cell + 1]!++;
  for (let cell = 0; cell < count; cell++) starts[cell + 1]! += starts[cell]!;
  const members = new Uint32Array(placed.count);
  const next = starts.slice();
  cellOf.forEach((cell, place) => (members[next[cell]!++] = place));
  return {
    level,
    width,
    count,
    members,
    starts,
    cellOf,
    ...summarise(placed, scale, level, members, starts),
  };
}

/** Cells are numbered in the order in which their first account is drawn. */
function numberCells(placed: PlacedAccounts, width: number): Uint32Array {
  const across = Math.ceil(1 / width) + 1;
  const numbers = new Map<number, number>();
  const cellOf = new Uint32Array(placed.count);
  for (let place = 0; place < placed.count; place++) {
    const key = Math.floor(placed.y[place]! / width) * across + Math.floor(placed.x[place]! / width);
    let cell = numbers.get(key);
    if (cell === undefined) numbers.set(key, (cell = numbers.size));
    cellOf[place] = cell;
  }
  return cellOf;
}

function summarise(
  placed: PlacedAccounts,
  scale: RadiusScale,
  level: number,
  members: Uint32Array,
  starts: Uint32Array,
): Pick<Cells, 'x' | 'y' | 'potential' | 'crowded' | 'largest'> {
  const count = starts.length - 1;
  const x = new Float64Array(count);
  const y = new Float64Array(count);
  const potential = new Float64Array(count);
  const crowded = new Uint8Array(count);
  let largest = 0;
  for (let cell = 0; cell < count; cell++) {
    const size = starts[cell + 1]! - starts[cell]!;
    let cover = 0;
    for (let i = starts[cell]!; i < starts[cell + 1]!; i++) {
      const place = members[i]!;
      x[cell]! += placed.x[place]! / size;
      y[cell]! += placed.y[place]! / size;
      potential[cell]! += placed.potential[place]!;
      cover += Math.PI * scale.radius(placed.potential[place]!, level) ** 2;
    }
    if (size < LEAST_CLUSTER || cover < CROWDED_COVER * CELL_PIXELS ** 2) continue;
    crowded[cell] = 1;
    largest = Math.max(largest, potential[cell]!);
  }
  return { x, y, potential, crowded, largest };
}

/** Radius in CSS pixels of a cluster: by its potential, so that neighbouring clusters never overlap much. */
export function clusterRadius(cells: Cells, cell: number): number {
  const share = cells.largest > 0 ? Math.sqrt(cells.potential[cell]! / cells.largest) : 1;
  return 7.5 + 6.5 * share;
}
