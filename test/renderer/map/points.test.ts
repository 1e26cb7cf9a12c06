import { describe, expect, it } from 'vitest';
import { accountTableFrom } from '../../../domain/plan/account-table.ts';
import type { AccountStates } from '../../../renderer/map/points/account-state.ts';
import { changedRows } from '../../../renderer/map/points/account-state.ts';
import { CELL_PIXELS, makeCells } from '../../../renderer/map/points/cells.ts';
import { clusterShares } from '../../../renderer/map/points/cluster-shares.ts';
import { placeAccounts } from '../../../renderer/map/points/placed-accounts.ts';
import { radiusScale } from '../../../renderer/map/points/radius-scale.ts';
import { dirtyRegions } from '../../../renderer/map/engine/dirty-regions.ts';
import { frameAt } from '../../../renderer/map/engine/frame.ts';
import { random, scattered } from './ground.ts';

const placed = scattered(5000, 3);
const scale = radiusScale(placed.potential);

function statesOf(assignment: Int32Array): AccountStates {
  const rows = assignment.length;
  return {
    assignment,
    baseline: assignment,
    locked: new Uint8Array(rows),
    lockedTerritory: new Uint8Array(4),
    lockedAll: false,
    overlays: [],
    stagedTo: new Int32Array(rows).fill(-2),
    selected: new Uint8Array(rows),
    visible: null,
    focus: null,
  };
}

describe('accounts with a place', () => {
  it('leaves out rows without coordinates, at 0/0, off the globe and out of planning', () => {
    const lat = [40, NaN, 0, 95, 41];
    const lon = [-100, -100, 0, -100, -101];
    const table = accountTableFrom(5, {}, { lat, lon });
    const found = placeAccounts(table, Uint8Array.from([0, 0, 0, 0, 1]));
    expect([...found.rows]).toEqual([0]);
    expect([...found.placeOfRow]).toEqual([0, -1, -1, -1, -1]);
  });

  it('draws larger potentials first, so that small ones lie on top', () => {
    expect([...placed.potential]).toEqual([...placed.potential].toSorted((a, b) => b - a));
  });
});

describe('clusters', () => {
  it.each([3, 4, 5.5, 8])('hold every account and all its potential at zoom %d', (zoom) => {
    const cells = makeCells(placed, scale, zoom);
    expect([...cells.members].toSorted((a, b) => a - b)).toEqual([...placed.rows.keys()]);
    const total = placed.potential.reduce((sum, value) => sum + value, 0);
    expect(cells.potential.reduce((sum, value) => sum + value, 0)).toBeCloseTo(total, 6);
    for (let cell = 0; cell < cells.count; cell++) {
      const members = cells.members.subarray(cells.starts[cell], cells.starts[cell + 1]);
      expect(members.every((place) => cells.cellOf[place] === cell)).toBe(true);
    }
  });

  it('never gather accounts farther apart than a cell', () => {
    const cells = makeCells(placed, scale, 5);
    for (let cell = 0; cell < cells.count; cell++) {
      const members = [...cells.members.subarray(cells.starts[cell], cells.starts[cell + 1])];
      const xs = members.map((place) => placed.x[place]!);
      const ys = members.map((place) => placed.y[place]!);
      expect(Math.max(...xs) - Math.min(...xs)).toBeLessThanOrEqual(cells.width);
      expect(Math.max(...ys) - Math.min(...ys)).toBeLessThanOrEqual(cells.width);
    }
  });

  it('form where dots would cover the ground, and nowhere when the map is close', () => {
    expect(makeCells(placed, scale, 3).crowded.some((crowded) => crowded === 1)).toBe(true);
    expect(makeCells(placed, scale, 12).crowded.every((crowded) => crowded === 0)).toBe(true);
  });

  it('share themselves out among territories as their accounts are assigned', () => {
    const next = random(9);
    const states = statesOf(Int32Array.from({ length: 5000 }, () => Math.floor(next() * 4) - 1));
    const cells = makeCells(placed, scale, 3);
    for (let cell = 0; cell < cells.count; cell++) {
      const shares = clusterShares(cells, cell, placed, states);
      const members = [...cells.members.subarray(cells.starts[cell], cells.starts[cell + 1])];
      expect(shares.count).toBe(members.length);
      expect(shares.parts.reduce((sum, part) => sum + part.share, 0)).toBeCloseTo(1, 9);
      for (const { territory, share } of shares.parts) {
        const held = members.filter((place) => states.assignment[placed.rows[place]!] === territory).length;
        expect(share * members.length).toBeCloseTo(held, 9);
      }
    }
  });
});

describe('sizes', () => {
  it('stand for potentials by area: four times the potential, twice the radius', () => {
    expect(scale.radius(scale.cap, 8) / scale.radius(scale.cap / 4, 8)).toBeCloseTo(2, 6);
  });

  it('draw all alike when nothing has a potential', () => {
    const none = radiusScale(new Float64Array(10));
    expect(none.radius(0, 6)).toBe(none.radius(100, 6));
  });
});

describe('drawing again after an edit', () => {
  it('finds exactly the rows that look different', () => {
    const before = statesOf(new Int32Array(5000));
    const assignment = before.assignment.slice();
    assignment[17] = 2;
    const selected = before.selected.slice();
    selected[40] = 1;
    expect(changedRows(before, { ...before, assignment, baseline: before.baseline, selected })).toEqual([
      17, 40,
    ]);
    expect(changedRows(before, { ...before, focus: 1 })).toBeNull();
  });

  it('covers the symbols of the changed rows and little else', () => {
    const zoom = 6;
    const frame = frameAt(zoom, 2800, 5600, 1400, 900, 1);
    const cells = makeCells(placed, scale, zoom);
    const rows = [3, 500, 4200];
    const regions = dirtyRegions(frame, placed, cells, rows) ?? [];
    for (const row of rows) {
      const place = placed.placeOfRow[row]!;
      const x = placed.x[place]! * frame.scale - frame.left;
      const y = placed.y[place]! * frame.scale - frame.top;
      if (x < 0 || y < 0 || x >= frame.width || y >= frame.height) continue;
      expect(regions.some((r) => x >= r.x && y >= r.y && x < r.x + r.width && y < r.y + r.height)).toBe(true);
    }
    const area = regions.reduce((sum, r) => sum + r.width * r.height, 0);
    expect(area).toBeLessThanOrEqual(rows.length * 4 * 128 * 128);
    expect(CELL_PIXELS).toBeLessThan(128);
  });

  it('draws the whole when most of it is touched', () => {
    const frame = frameAt(4, 600, 1300, 800, 500, 1);
    const cells = makeCells(placed, scale, 4);
    expect(dirtyRegions(frame, placed, cells, [...placed.rows])).toBeNull();
  });
});
