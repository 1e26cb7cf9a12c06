import type { UnitBox } from '../engine/frame.ts';
import type { PlacedAccounts } from '../points/placed-accounts.ts';
import { polygonTester } from './polygon-tester.ts';

/** Whether a gesture may pick up a row: it is shown, and of the territory painted from. */
export type Pickable = (row: number) => boolean;

/** Rows in a box of unit coordinates, its edges included. Ascending. */
export function rowsInBox(placed: PlacedAccounts, box: UnitBox, pickable: Pickable): Int32Array {
  return collect(placed, placed.within(box), () => true, pickable);
}

/** Rows inside a closed line of unit coordinates (x and y in turn), by the even-odd rule. Ascending. */
export function rowsInPolygon(
  placed: PlacedAccounts,
  ring: readonly number[],
  pickable: Pickable,
): Int32Array {
  if (ring.length < 6) return new Int32Array(0);
  const tester = polygonTester(ring);
  return collect(
    placed,
    placed.within(tester.bounds),
    (place) => tester.contains(placed.x[place]!, placed.y[place]!),
    pickable,
  );
}

/** Rows within `radius` of a line from one point to another: what a brush passed over. Ascending. */
export function rowsAlong(
  placed: PlacedAccounts,
  from: { readonly x: number; readonly y: number },
  to: { readonly x: number; readonly y: number },
  radius: number,
  pickable: Pickable,
): Int32Array {
  const box: UnitBox = [
    Math.min(from.x, to.x) - radius,
    Math.min(from.y, to.y) - radius,
    Math.max(from.x, to.x) + radius,
    Math.max(from.y, to.y) + radius,
  ];
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const length = dx * dx + dy * dy;
  const near = (place: number): boolean => {
    const px = placed.x[place]! - from.x;
    const py = placed.y[place]! - from.y;
    const t = length === 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / length));
    return (px - t * dx) ** 2 + (py - t * dy) ** 2 <= radius * radius;
  };
  return collect(placed, placed.within(box), near, pickable);
}

function collect(
  placed: PlacedAccounts,
  places: Uint32Array,
  inside: (place: number) => boolean,
  pickable: Pickable,
): Int32Array {
  const rows: number[] = [];
  for (const place of places) {
    const row = placed.rows[place]!;
    if (pickable(row) && inside(place)) rows.push(row);
  }
  return Int32Array.from(rows).sort();
}
