import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HeadcountId, MinorUnits } from '../../../domain/brand.ts';
import { capacityByMonth } from '../../../domain/capacity/capacity-by-month.ts';
import type { CapacityPlan } from '../../../domain/capacity/capacity-by-month.ts';
import { closingHires, firstShort } from '../../../domain/capacity/closing-hires.ts';
import { demandOf } from '../../../domain/capacity/demand.ts';
import { growthTrigger } from '../../../domain/capacity/growth-trigger.ts';
import type { HeadcountScenario } from '../../../domain/capacity/headcount.ts';
import { newScenario } from '../../../domain/capacity/new-scenario.ts';
import { DEFAULT_CAPACITY_RULES } from '../../../domain/capacity/rules.ts';
import { accountTableFrom, emptyAccountTable } from '../../../domain/plan/account-table.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import { planOf, territory } from '../support.ts';

/** 1,000 accounts, ten reps who carry 110 each: the worked example. */
const tenReps = (): Plan =>
  planOf({
    accounts: accountTableFrom(1000, {}, { potential: Array.from({ length: 1000 }, (_, i) => i) }),
    territories: Array.from({ length: 10 }, (_, t) =>
      territory(t, { capacity: { value: 110, unit: 'accounts' } }),
    ),
    quota: { target: 1_000_000_01 as MinorUnits, overAssignment: 0, roundTo: 1, overrides: [] },
  });

const plain = newScenario(tenReps(), 'h-1' as HeadcountId, 'Base');
const must = (plan: Plan, more: Partial<HeadcountScenario>): CapacityPlan => {
  const found = capacityByMonth(plan, { ...plain, ...more });
  if (!found.ok) throw new Error(found.errors[0]?.message);
  return found.value;
};
const months = (set: Readonly<Record<number, number>>): number[] => plain.hires.map((_, i) => set[i] ?? 0);

describe('capacity by month', () => {
  it('[CAP-06] of ten ramped reps at 110 accounts is 1,100 against 1,000, every month of the cycle', () => {
    const { months: found, opening } = must(tenReps(), {});
    expect(opening).toBe(10);
    expect(found).toHaveLength(12);
    for (const month of found) expect(month).toMatchObject({ capacity: 1100, demand: 1000, onBoard: 10 });
    expect(found[0]?.needed).toBeCloseTo(9.0909, 4);
  });

  it('[CAP-06] is stated for 70% selling time, and at 60% six sevenths of it, in work and in quota alike', () => {
    const productivity = 840_000_00 as MinorUnits;
    const usual = must(tenReps(), { productivity });
    const less = must(tenReps(), { productivity, sellingTime: 0.6 });
    expect(usual.months[0]?.quota).toBe(700_000_00);
    expect(less.months[0]?.quota).toBe(600_000_00);
    expect(less.months[0]?.capacity).toBeCloseTo((1100 * 6) / 7, 9);
    expect(firstShort(usual)).toBe(-1);
    expect(firstShort(less)).toBe(0);
  });

  it('[QUO-10] holds quota capacity against the target, whose months are whole amounts and sum to it', () => {
    const plan = must(tenReps(), { productivity: 10_000_000 as MinorUnits });
    expect(plan.target).toBe(1_000_000_01);
    expect(plan.quota).toBe(plan.months.reduce((sum, month) => sum + (month.quota ?? 0), 0));
    expect(plan.quota).toBeGreaterThanOrEqual(1_000_000_00 - 12);
    for (const { quota, target } of plan.months) {
      expect(Number.isSafeInteger(quota)).toBe(true);
      expect(Number.isSafeInteger(target)).toBe(true);
    }
    expect(must(tenReps(), {}).quota).toBeNull();
  });

  it('[CAP-06] counts hours by the month and grows the demand by the year', () => {
    const plan = tenReps();
    const yearly = demandOf(plan, 'hours');
    const found = must(plan, {
      capacity: { value: 1200, unit: 'hours' },
      demandGrowth: 0.5,
      hires: Array.from({ length: 13 }, () => 0),
      leavers: Array.from({ length: 13 }, () => 0),
    });
    expect(found.months[0]).toMatchObject({ capacity: 1000, demand: yearly / 12 });
    expect(found.months[12]?.demand).toBeCloseTo((yearly / 12) * 1.5, 9);
  });

  it('[CAP-06] is refused in words where nobody says what a rep can do, or nobody sells', () => {
    const bare = planOf({ accounts: emptyAccountTable(0), territories: [territory(0)] });
    const code = (plan: Plan, more: Partial<HeadcountScenario>): string | undefined => {
      const found = capacityByMonth(plan, { ...plain, ...more });
      return found.ok ? undefined : found.errors[0]?.code;
    };
    expect(code(bare, {})).toBe('NO_CAPACITY');
    expect(code(tenReps(), { sellingTime: 0 })).toBe('NO_SELLING_TIME');
  });

  it('[CAP-06] starts from a stated number instead of the roster', () => {
    expect(must(tenReps(), { openingReps: 4 }).months[0]).toMatchObject({ onBoard: 4, capacity: 440 });
  });
});

describe('the hires that close a gap', () => {
  it('[CAP-06] start as late as still ramps: a leaver of July is replaced from March', () => {
    const plan = must(tenReps(), { leavers: months({ 6: 1 }) });
    expect(firstShort(plan)).toBe(6);
    const { hires, tooSoon, hopeless } = closingHires(plan);
    expect(hires).toEqual(months({ 2: 1 }));
    expect(tooSoon).toEqual([]);
    expect(hopeless).toBe(false);
  });

  it('[CAP-06] cannot mend months that come before anybody is ramped: those are named', () => {
    const plan = must(tenReps(), { openingReps: 8 });
    const { hires, tooSoon } = closingHires(plan);
    expect(hires).toEqual(months({ 0: 2 }));
    expect(tooSoon).toEqual(['2026-01', '2026-02']);
  });

  it('[CAP-06] once taken leave no later month short, and there are none where nothing is', () => {
    const scenario = fc.record({
      openingReps: fc.integer({ min: 0, max: 14 }),
      attrition: fc.double({ min: 0, max: 0.6, noNaN: true }),
      demandGrowth: fc.double({ min: -0.3, max: 0.8, noNaN: true }),
      leavers: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 12, maxLength: 12 }),
      ramp: fc.record({
        kind: fc.constant('linear' as const),
        months: fc.double({ min: 0, max: 8, noNaN: true }),
      }),
    });
    const plan = tenReps();
    fc.assert(
      fc.property(scenario, (more) => {
        const before = must(plan, more);
        const { hires, tooSoon, hopeless } = closingHires(before);
        expect(hopeless).toBe(false);
        const after = must(plan, { ...more, hires });
        const short = after.months.filter(({ ramped, needed }) => ramped < needed - 1e-4);
        expect(short.map(({ month }) => month)).toEqual(tooSoon);
        if (firstShort(before) < 0) expect(hires.every((n) => n === 0)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the growth trigger', () => {
  it('[CAP-06] is reached at a quarter more, not below', () => {
    const rules = { ...DEFAULT_CAPACITY_RULES };
    const grow = (by: number) =>
      growthTrigger(must(tenReps(), { openingReps: 8, hires: months({ 3: by }) }), rules);
    expect(grow(1)).toMatchObject({ growth: 0.125, month: -1 });
    expect(grow(2)).toMatchObject({ growth: 0.25, month: 3 });
    expect(grow(2).explanation).toBe(
      '8 reps become 10 at most: from 2026-04 on 25% more or beyond, so the territories want a redesign.',
    );
  });
});
