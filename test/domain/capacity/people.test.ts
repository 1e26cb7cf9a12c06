import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IsoDate, IsoMonth } from '../../../domain/brand.ts';
import { monthAfter, monthsBetween } from '../../../domain/capacity/month.ts';
import type { PeopleAsked } from '../../../domain/capacity/people-by-month.ts';
import { peopleByMonth } from '../../../domain/capacity/people-by-month.ts';
import type { Ramp } from '../../../domain/capacity/ramp.ts';
import { monthsToFull, rampedAt } from '../../../domain/capacity/ramp.ts';
import { rosterOf } from '../../../domain/capacity/roster.ts';
import { emptyAccountTable } from '../../../domain/plan/account-table.ts';
import { planOf, rep, territory } from '../support.ts';

const asked = (more: Partial<PeopleAsked>): PeopleAsked => ({
  opening: [],
  hires: Array.from({ length: 12 }, () => 0),
  leavers: Array.from({ length: 12 }, () => 0),
  attrition: 0,
  backfillMonths: null,
  ramp: { kind: 'linear', months: 4 },
  ...more,
});

const year = (first: number): number[] => [first, ...Array.from({ length: 11 }, () => 0)];

const arbitraryRamp: fc.Arbitrary<Ramp> = fc.oneof(
  fc.record({ kind: fc.constant('linear' as const), months: fc.double({ min: 0, max: 12, noNaN: true }) }),
  fc.record({
    kind: fc.constant('table' as const),
    shares: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 }),
  }),
);

const people = fc.integer({ min: 0, max: 6 });
const arbitraryAsked = fc.integer({ min: 1, max: 18 }).chain((months) =>
  fc.record<PeopleAsked>({
    opening: fc.array(fc.record({ started: fc.constantFrom(-Infinity, -5, -2, -1, 0), heads: people }), {
      maxLength: 4,
    }),
    hires: fc.array(people, { minLength: months, maxLength: months }),
    leavers: fc.array(people, { minLength: months, maxLength: months }),
    attrition: fc.constant(0),
    backfillMonths: fc.option(fc.integer({ min: 0, max: 6 }), { nil: null }),
    ramp: arbitraryRamp,
  }),
);

/** One person at a time: whoever began first goes first. */
function naive({ opening, hires, leavers, backfillMonths, ramp }: PeopleAsked) {
  let staff = opening.flatMap(({ started, heads }) => Array.from({ length: heads }, () => started));
  const gone: number[] = [];
  return hires.map((hired, month) => {
    staff = staff.toSorted((a, b) => a - b);
    const leaving = Math.min(leavers[month] ?? 0, staff.length);
    gone.push(leaving);
    staff = staff.slice(leaving);
    const back = backfillMonths === null ? 0 : (gone[month - backfillMonths] ?? 0);
    for (let i = 0; i < hired + back; i++) staff.push(month);
    const ramped = staff.map((started) => rampedAt(ramp, month - started));
    return { onBoard: staff.length, ramped: ramped.reduce((a, b) => a + b, 0) };
  });
}

describe('the ramp', () => {
  it('[CAP-06] over four months gives 25, 50, 75 and 100%, and a hire of January 87.5% of a year', () => {
    const ramp: Ramp = { kind: 'linear', months: 4 };
    expect([0, 1, 2, 3, 4].map((tenure) => rampedAt(ramp, tenure))).toEqual([0.25, 0.5, 0.75, 1, 1]);
    const months = peopleByMonth(asked({ hires: year(1) }));
    expect(months.reduce((sum, { ramped }) => sum + ramped, 0) / 12).toBe(0.875);
  });

  it('[CAP-06] over 4.2 months is whole in the fifth', () => {
    const ramp: Ramp = { kind: 'linear', months: 4.2 };
    expect([0, 3, 4].map((tenure) => Math.round(rampedAt(ramp, tenure) * 1000))).toEqual([238, 952, 1000]);
    expect(monthsToFull(ramp)).toBe(4);
    expect(monthsToFull({ kind: 'linear', months: 0 })).toBe(0);
    expect(monthsToFull({ kind: 'table', shares: [0.2, 1, 0.9] })).toBe(3);
  });

  it('[CAP-06] is whole from the month it says, and not before', () => {
    fc.assert(
      fc.property(arbitraryRamp, (ramp) => {
        const full = monthsToFull(ramp);
        expect(rampedAt(ramp, full)).toBe(1);
        expect(rampedAt(ramp, full + 7)).toBe(1);
        if (full > 0) expect(rampedAt(ramp, full - 1)).toBeLessThan(1);
      }),
    );
  });
});

describe('people by month', () => {
  it('[CAP-06] are those a count of one person at a time finds', () => {
    fc.assert(
      fc.property(arbitraryAsked, (question) => {
        const found = peopleByMonth(question);
        naive(question).forEach(({ onBoard, ramped }, i) => {
          expect(found[i]?.onBoard).toBeCloseTo(onBoard, 9);
          expect(found[i]?.ramped).toBeCloseTo(ramped, 9);
        });
      }),
    );
  });

  it('[CAP-06] lose exactly the yearly attrition within twelve months', () => {
    const months = peopleByMonth(
      asked({
        opening: [{ started: -Infinity, heads: 100 }],
        hires: Array.from({ length: 13 }, () => 0),
        attrition: 0.2,
      }),
    );
    expect(months[0]?.onBoard).toBe(100);
    expect(months[12]?.onBoard).toBeCloseTo(80, 9);
  });

  it('[CAP-06] who leave are replaced by somebody who ramps anew', () => {
    const months = peopleByMonth(
      asked({
        opening: [{ started: -Infinity, heads: 10 }],
        leavers: [0, 1, ...Array.from({ length: 10 }, () => 0)],
        backfillMonths: 2,
      }),
    );
    expect(months.map(({ onBoard }) => onBoard).slice(0, 5)).toEqual([10, 9, 9, 10, 10]);
    expect(months.map(({ ramped }) => ramped).slice(2, 7)).toEqual([9, 9.25, 9.5, 9.75, 10]);
  });

  it('[CAP-06] never fall below nobody: leavers beyond those there are said', () => {
    const [first] = peopleByMonth(asked({ opening: [{ started: -3, heads: 2 }], leavers: year(5) }));
    expect(first).toMatchObject({ left: 2, nobodyLeft: 3, onBoard: 0, ramped: 0 });
  });
});

describe('the roster', () => {
  const from = '2026-03' as IsoMonth;
  const dated = (i: number, start: string | null, end: string | null) => ({
    ...rep(i),
    from: start as IsoDate | null,
    to: end as IsoDate | null,
  });

  it('[CAP-06] gives who is there, who is known to start, and who is known to go', () => {
    const plan = planOf({
      accounts: emptyAccountTable(0),
      territories: [territory(0)],
      reps: [
        dated(0, null, null),
        dated(1, '2026-01-15', null),
        dated(2, '2026-05-01', null),
        dated(3, null, '2026-04-30'),
        dated(4, null, '2026-02-28'),
        dated(5, '2027-05-01', null),
      ],
    });
    const { opening, hires, leavers } = rosterOf(plan, from, 6);
    expect(opening).toEqual([
      { started: -Infinity, heads: 2 },
      { started: -2, heads: 1 },
    ]);
    expect(hires).toEqual([0, 0, 1, 0, 0, 0]);
    expect(leavers).toEqual([0, 0, 1, 0, 0, 0]);
  });

  it('[CAP-06] is a rep a territory where nobody is named', () => {
    const plan = planOf({
      accounts: emptyAccountTable(0),
      territories: [territory(0), territory(1), territory(2, { retired: true })],
    });
    expect(rosterOf(plan, from, 2).opening).toEqual([{ started: -Infinity, heads: 2 }]);
  });
});

it('[CAP-06] months go over the year and back', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1990, max: 2100 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: -400, max: 400 }),
      (y, m, by) => {
        const month = `${y}-${String(m).padStart(2, '0')}` as IsoMonth;
        expect(monthsBetween(month, monthAfter(month, by))).toBe(by);
      },
    ),
  );
  expect(monthAfter('2026-11' as IsoMonth, 3)).toBe('2027-02');
});
