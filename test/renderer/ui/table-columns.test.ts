import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Column } from '../../../renderer/ui/table-model.ts';
import { columnOrder } from '../../../renderer/ui/table-model.ts';

const column = (id: string, width: number, essential = false): Column => ({
  id,
  header: id,
  width,
  cell: () => null,
  ...(essential ? { essential } : {}),
});

const TERRITORIES = [
  column('name', 104, true),
  column('accounts', 56),
  column('potential', 94),
  column('deviation', 98, true),
  column('load', 82, true),
  column('travel', 74),
];

describe('columns where room is short', () => {
  it('stay in their order where the essential ones are in sight', () => {
    expect(columnOrder(TERRITORIES, 460)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('make way for the essential ones, the hindmost first and no more than it takes', () => {
    expect(columnOrder(TERRITORIES, 345)).toEqual([0, 1, 3, 4, 2, 5]);
    expect(columnOrder(TERRITORIES, 300)).toEqual([0, 3, 4, 1, 2, 5]);
    expect(columnOrder(TERRITORIES, 100)).toEqual([0, 3, 4, 1, 2, 5]);
  });

  it('are all still there, each once, and essential ones are in sight wherever they fit', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 20, max: 200 }), fc.boolean()), { maxLength: 9 }),
        fc.integer({ min: 0, max: 1500 }),
        (made, width) => {
          const columns = made.map(([size, essential], i) => column(String(i), size, essential));
          const order = columnOrder(columns, width);
          expect(order.toSorted((a, b) => a - b)).toEqual(columns.map((_, i) => i));
          const needed = made.reduce((sum, [size, essential]) => sum + (essential ? size : 0), 0);
          if (needed > width) return;
          const last = order.findLastIndex((i) => made[i]?.[1] === true);
          const end = order.slice(0, last + 1).reduce((sum, i) => sum + (made[i]?.[0] ?? 0), 0);
          expect(end).toBeLessThanOrEqual(width);
        },
      ),
    );
  });
});
