/** The accounts that have a place on the map, in drawing order: larger potentials first, so that small ones lie on top. */
import KDBush from 'kdbush';
import { unitX, unitY } from '../basemap/mercator.ts';
import type { UnitBox } from '../engine/frame.ts';
import type { AccountTable } from '../../../domain/plan/account-table.ts';
import { ACTIVE } from '../../../domain/plan/plan.ts';

export interface PlacedAccounts {
  readonly count: number;
  /** Account row of each placed account. */
  readonly rows: Int32Array;
  /** Placed account of each row, -1 where the row has no place or takes no part in planning. */
  readonly placeOfRow: Int32Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Minor units; 0 where the potential is missing or negative. */
  readonly potential: Float64Array;
  /** Placed accounts in a box of unit coordinates, ascending (that is, in drawing order). */
  within(box: UnitBox): Uint32Array;
  /** Placed accounts within `radius` (unit coordinates) of a point, in no order. */
  near(x: number, y: number, radius: number): number[];
}

export function placeAccounts(accounts: AccountTable, standing: Uint8Array): PlacedAccounts {
  const { lat, lon, potential } = accounts.number;
  const rows: number[] = [];
  for (let row = 0; row < accounts.rowCount; row++) {
    if (standing[row] === ACTIVE && isPlace(lat[row]!, lon[row]!)) rows.push(row);
  }
  const size = (row: number): number => Math.max(0, potential[row]! || 0);
  rows.sort((a, b) => size(b) - size(a) || a - b);
  const placeOfRow = new Int32Array(accounts.rowCount).fill(-1);
  rows.forEach((row, place) => (placeOfRow[row] = place));
  const x = Float64Array.from(rows, (row) => unitX(lon[row]!));
  const y = Float64Array.from(rows, (row) => unitY(lat[row]!));
  const index = rows.length === 0 ? null : new KDBush(rows.length);
  for (let i = 0; i < rows.length; i++) index?.add(x[i]!, y[i]!);
  index?.finish();
  return {
    count: rows.length,
    rows: Int32Array.from(rows),
    placeOfRow,
    x,
    y,
    potential: Float64Array.from(rows, size),
    within: (box) => Uint32Array.from(index?.range(...box) ?? []).sort(),
    near: (px, py, radius) => index?.within(px, py, radius) ?? [],
  };
}

/** Exactly 0, 0 is how exports write "unknown": nobody sells in the Gulf of Guinea. */
const isPlace = (lat: number, lon: number): boolean =>
  Math.abs(lat) <= 90 && Math.abs(lon) <= 180 && (lat !== 0 || lon !== 0);
