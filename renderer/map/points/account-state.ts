/** What each account looks like, by row: everything about a point but where it is. */
import type { Plan } from '../../../domain/plan/plan.ts';
import type { MapFacts, MapSelection } from '../map-props.ts';

/** In `stagedTo`: the row is not part of the pending change. */
export const NOT_STAGED = -2;

export interface AccountStates {
  readonly assignment: Int32Array;
  readonly baseline: Int32Array;
  readonly locked: Uint8Array;
  readonly lockedTerritory: Uint8Array;
  readonly lockedAll: boolean;
  readonly overlays: Plan['overlays'];
  readonly stagedTo: Int32Array;
  readonly selected: Uint8Array;
  readonly visible: Uint8Array | null;
  /** Index of the territory brought forward, or null. */
  readonly focus: number | null;
}

export function stagedColumn(staged: MapFacts['staged'], rowCount: number): Int32Array {
  const column = new Int32Array(rowCount).fill(NOT_STAGED);
  staged?.rows.forEach((row, i) => (column[row] = staged.to[i] ?? NOT_STAGED));
  return column;
}

export function rowMask(rows: MapSelection['selected'], rowCount: number): Uint8Array {
  const mask = new Uint8Array(rowCount);
  for (let i = 0; i < rows.length; i++) mask[rows[i]!] = 1;
  return mask;
}

export const territoryLocks = (territories: Plan['territories']): Uint8Array =>
  Uint8Array.from(territories, (territory) => (territory.locked ? 1 : 0));

export const isLocked = (states: AccountStates, row: number): boolean =>
  states.lockedAll || states.locked[row] === 1 || states.lockedTerritory[states.assignment[row]!] === 1;

/** Moved since the cycle began. A plan without a baseline has moved nothing. */
export const isMoved = (states: AccountStates, row: number): boolean =>
  states.baseline[row]! >= 0 && states.baseline[row] !== states.assignment[row];

export const isFaded = (states: AccountStates, row: number): boolean =>
  (states.visible !== null && states.visible[row] === 0) ||
  (states.focus !== null && states.assignment[row] !== states.focus && states.stagedTo[row] !== states.focus);

/** Rows that look different in `after`; null when all may. */
export function changedRows(before: AccountStates, after: AccountStates): number[] | null {
  const everything =
    before.lockedAll !== after.lockedAll ||
    before.overlays !== after.overlays ||
    before.focus !== after.focus ||
    before.visible !== after.visible ||
    before.assignment.length !== after.assignment.length ||
    before.lockedTerritory.some((value, i) => value !== after.lockedTerritory[i]);
  if (everything) return null;
  const rows: number[] = [];
  for (let row = 0; row < after.assignment.length; row++) {
    if (
      before.assignment[row] !== after.assignment[row] ||
      before.stagedTo[row] !== after.stagedTo[row] ||
      before.selected[row] !== after.selected[row] ||
      before.locked[row] !== after.locked[row] ||
      before.baseline[row] !== after.baseline[row]
    ) {
      rows.push(row);
    }
  }
  return rows;
}
