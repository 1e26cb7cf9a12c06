import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indexOf, packRuns, placeOf } from '../../../domain/lineage/source.ts';

describe('[AUD-08] places of accounts in their file', () => {
  it('[AUD-08] 100,000 accounts in the order of their file are one run', () => {
    const rows = Int32Array.from({ length: 100_000 }, (_, i) => i);
    const shifted = (by: number) => rows.map((row) => row + by);
    const runs = packRuns(rows, shifted(1), shifted(2));
    expect([...runs]).toEqual([0, 1, 2, 100_000]);
    expect(placeOf({ runs }, 99_999)).toEqual({ row: 100_000, line: 100_001 });
    expect(placeOf({ runs }, 100_000)).toBeNull();
  });

  it('[AUD-08] whatever was left out or came in another order, every account is found where it stood', () => {
    const place = fc.record({ row: fc.nat(60), file: fc.nat(20), line: fc.nat(20) });
    fc.assert(
      fc.property(fc.uniqueArray(place, { selector: ({ row }) => row, maxLength: 40 }), (places) => {
        const sorted = places.toSorted((a, b) => a.row - b.row);
        const column = (of: (one: (typeof sorted)[number]) => number) => Int32Array.from(sorted, of);
        const rows = column(({ row }) => row);
        const runs = packRuns(
          rows,
          column(({ file }) => file),
          column(({ line }) => line),
        );
        for (let row = -1; row <= 61; row++) {
          const known = places.find((one) => one.row === row);
          const expected = known === undefined ? null : { row: known.file, line: known.line };
          expect(placeOf({ runs }, row)).toEqual(expected);
          expect(indexOf(rows, row)).toBe(rows.indexOf(row));
        }
      }),
    );
  });
});
