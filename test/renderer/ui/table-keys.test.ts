import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HEADER, nextSpot, WHOLE_ROW, withinRows } from '../../../renderer/ui/table-keys.ts';
import type { GridSpot } from '../../../renderer/ui/table-keys.ts';

const SIZE = { rows: 100, columns: 4, page: 10 };
const after = (from: GridSpot, ...keys: readonly string[]): GridSpot =>
  keys.reduce((spot, key) => nextSpot({ key, ctrl: false }, spot, SIZE) ?? spot, from);
const FIRST: GridSpot = { row: 0, column: WHOLE_ROW };

describe('nextSpot', () => {
  it.each([
    ['a row down', ['ArrowDown'], { row: 1, column: WHOLE_ROW }],
    ['into the cells and back to the row', ['ArrowRight', 'ArrowLeft'], FIRST],
    ['up into the headers', ['ArrowUp'], { row: HEADER, column: 0 }],
    ['along the headers', ['ArrowUp', 'ArrowRight', 'ArrowRight'], { row: HEADER, column: 2 }],
    ['back from the first header to the row', ['ArrowUp', 'ArrowDown'], FIRST],
    ['down from a header to its column', ['ArrowUp', 'ArrowRight', 'ArrowDown'], { row: 0, column: 1 }],
    ['a page', ['PageDown'], { row: 10, column: WHOLE_ROW }],
    ['to the end', ['End'], { row: 99, column: WHOLE_ROW }],
    ['across, once in the cells', ['ArrowRight', 'End'], { row: 0, column: 3 }],
  ] as const)('leads %s', (_what, keys, to) => {
    expect(after(FIRST, ...keys)).toEqual(to);
  });

  it('moves over rows with Ctrl, also from within the cells', () => {
    expect(nextSpot({ key: 'End', ctrl: true }, { row: 3, column: 2 }, SIZE)).toEqual({ row: 99, column: 2 });
  });

  it('leaves keys that do not move to others', () => {
    expect(nextSpot({ key: 'l', ctrl: false }, FIRST, SIZE)).toBeNull();
  });

  it('never leads out of the grid, whatever is pressed', () => {
    const key = fc.constantFrom(
      'ArrowUp',
      'ArrowDown',
      'ArrowLeft',
      'ArrowRight',
      'PageUp',
      'PageDown',
      'Home',
      'End',
    );
    const size = fc.record({
      rows: fc.integer({ min: 0, max: 40 }),
      columns: fc.integer({ min: 1, max: 9 }),
      page: fc.integer({ min: 1, max: 12 }),
    });
    fc.assert(
      fc.property(size, fc.array(fc.tuple(key, fc.boolean()), { maxLength: 40 }), (grid, presses) => {
        let spot = FIRST;
        for (const [pressed, ctrl] of presses) {
          spot = nextSpot({ key: pressed, ctrl }, spot, grid) ?? spot;
          expect(spot.row).toBeGreaterThanOrEqual(HEADER);
          expect(spot.row).toBeLessThan(Math.max(1, grid.rows));
          expect(spot.column).toBeGreaterThanOrEqual(spot.row === HEADER ? 0 : WHOLE_ROW);
          expect(spot.column).toBeLessThan(grid.columns);
        }
      }),
    );
  });
});

describe('withinRows', () => {
  it('stands on the last row where the one it was on is gone, and stays on a header', () => {
    expect(withinRows({ row: 9, column: 1 }, 3)).toEqual({ row: 2, column: 1 });
    expect(withinRows({ row: HEADER, column: 1 }, 0)).toEqual({ row: HEADER, column: 1 });
    expect(withinRows({ row: 9, column: WHOLE_ROW }, 0)).toEqual(FIRST);
  });
});
