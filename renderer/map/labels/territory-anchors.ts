import type { UnitBox } from '../engine/frame.ts';
import type { PlacedAccounts } from '../points/placed-accounts.ts';
import { CollisionGrid } from './collision-grid.ts';

export interface Anchor {
  readonly territory: number;
  /** Unit coordinates. */
  readonly x: number;
  readonly y: number;
  /** Placed accounts of the territory. */
  readonly accounts: number;
}

/**
 * Where to write each territory's name: at its account nearest the mean of its accounts, which lies on land and among
 * its own, whatever shape the territory has. Only accounts in `within` and not under one of `covered` count, so that
 * a territory seen in part has its name in that part; a territory without an account there has none.
 */
export function territoryAnchors(
  placed: PlacedAccounts,
  assignment: Int32Array,
  territoryCount: number,
  within: UnitBox,
  covered: readonly UnitBox[] = [],
): readonly Anchor[] {
  const sumX = new Float64Array(territoryCount);
  const sumY = new Float64Array(territoryCount);
  const accounts = new Int32Array(territoryCount);
  const owners = placed.rows.map((row, place) => {
    const x = placed.x[place]!;
    const y = placed.y[place]!;
    return holds(within, x, y) && !covered.some((box) => holds(box, x, y)) ? assignment[row]! : -1;
  });
  owners.forEach((territory, place) => {
    if (territory < 0 || territory >= territoryCount) return;
    sumX[territory]! += placed.x[place]!;
    sumY[territory]! += placed.y[place]!;
    accounts[territory]!++;
  });
  const nearest = new Int32Array(territoryCount).fill(-1);
  const distance = new Float64Array(territoryCount).fill(Infinity);
  owners.forEach((territory, place) => {
    if (territory < 0 || territory >= territoryCount) return;
    const n = accounts[territory]!;
    const d = (placed.x[place]! - sumX[territory]! / n) ** 2 + (placed.y[place]! - sumY[territory]! / n) ** 2;
    if (d >= distance[territory]!) return;
    distance[territory] = d;
    nearest[territory] = place;
  });
  const anchors: Anchor[] = [];
  nearest.forEach((place, territory) => {
    if (place < 0) return;
    anchors.push({ territory, x: placed.x[place]!, y: placed.y[place]!, accounts: accounts[territory]! });
  });
  return anchors.toSorted((a, b) => b.accounts - a.accounts || a.territory - b.territory);
}

const holds = ([minX, minY, maxX, maxY]: UnitBox, x: number, y: number): boolean =>
  x >= minX && x <= maxX && y >= minY && y <= maxY;

interface Sized {
  readonly width: number;
  readonly height: number;
}

/** Label sizes by which a label may step aside to find room, best first; further off it would name a neighbour. */
const STEPS: readonly (readonly [number, number])[] = [
  [0, 0],
  [0, -1],
  [0, 1],
  [0.3, -1],
  [-0.3, -1],
  [0.3, 1],
  [-0.3, 1],
  [0.6, -1],
  [-0.6, -1],
  [0.6, 1],
  [-0.6, 1],
];

/**
 * Anchors whose labels fit without overlap at `scale` pixels around the world, moved aside where that helps; those
 * listed first take their place first, and none lies over the boxes `covered`.
 */
export function separateLabels(
  anchors: readonly Anchor[],
  scale: number,
  sizeOf: (territory: number) => Sized,
  covered: readonly UnitBox[] = [],
): readonly Anchor[] {
  const grid = new CollisionGrid(80);
  for (const [minX, minY, maxX, maxY] of covered)
    grid.take({ minX: minX * scale, minY: minY * scale, maxX: maxX * scale, maxY: maxY * scale });
  return anchors.flatMap((anchor) => {
    const { width, height } = sizeOf(anchor.territory);
    for (const [dx, dy] of STEPS) {
      const x = anchor.x * scale + dx * width;
      const y = anchor.y * scale + dy * (height + 7);
      const box = {
        minX: x - width / 2 - 3,
        maxX: x + width / 2 + 3,
        minY: y - height / 2 - 3,
        maxY: y + height / 2 + 3,
      };
      if (grid.takeIfFree(box)) return [{ ...anchor, x: x / scale, y: y / scale }];
    }
    return [];
  });
}
