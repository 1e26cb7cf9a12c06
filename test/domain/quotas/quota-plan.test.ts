import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import figures from '../../fixtures/figures.json';
import type { MinorUnits } from '../../../domain/brand.ts';
import { accumulate } from '../../../domain/measures/accumulators.ts';
import { accountTableFrom } from '../../../domain/plan/account-table.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import { splitByLargestRemainder } from '../../../domain/quotas/largest-remainder.ts';
import { quotaDrivers } from '../../../domain/quotas/quota-drivers.ts';
import type { QuotaPlan } from '../../../domain/quotas/quota-plan.ts';
import { quotaPlan } from '../../../domain/quotas/quota-plan.ts';
import { overAssignmentStatus, quotaRisks } from '../../../domain/quotas/quota-risks.ts';
import { applied, planOf, territory } from '../support.ts';

/** One account a territory, with the given potentials. */
function planWith(potentials: readonly number[], changes: Partial<Plan> = {}): Plan {
  return {
    ...planOf({
      accounts: accountTableFrom(potentials.length, {}, { potential: potentials }),
      territories: potentials.map((_, t) => territory(t)),
      assignment: Int32Array.from(potentials, (_, t) => t),
    }),
    ...changes,
  };
}

function quotasOf(plan: Plan): QuotaPlan {
  const quotas = quotaPlan(plan, accumulate(plan));
  if (quotas === null) throw new Error('a target is set');
  return quotas;
}

const targeted = (plan: Plan, target: number, overAssignment = 0.05, roundTo = 100): Plan =>
  applied(plan, { type: 'setQuotaTarget', target: target as MinorUnits, overAssignment, roundTo });

describe('largest remainder', () => {
  it('[QUO-01] gives the index of R20 as 27 24 20 17 12 of 100', () => {
    const index = figures.R20.expect.index.map((value) => Math.round(value * 100));
    expect(splitByLargestRemainder(100, index)).toEqual([27, 24, 20, 17, 12]);
  });

  it('sums exactly, is monotone in the weight and never misses the exact share by a whole unit', () => {
    const weights = fc.array(fc.integer({ min: 0, max: 2 ** 47 }), {
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_000_000_000_000 }), weights, (units, given) => {
        const parts = splitByLargestRemainder(units, given);
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(units);
        const total = given.reduce((sum, weight) => sum + BigInt(weight), 0n);
        given.forEach((weight, i) => {
          if (total > 0n) {
            const off = BigInt(parts[i] ?? 0) * total - BigInt(units) * BigInt(weight);
            expect(off < total && off > -total).toBe(true);
          }
          given.forEach((other, j) => {
            if (weight > other) expect(parts[i] ?? 0).toBeGreaterThanOrEqual(parts[j] ?? 0);
          });
        });
      }),
    );
  });
});

describe('[QUO-01] quotas of a plan', () => {
  const shares = figures.R1_R2.potentialSharePct.map((share) => Math.round(share * 10));

  it('split 10M with 8% over-assignment to the unit as in R26', () => {
    const quotas = quotasOf(targeted(planWith(shares), 10_000_000_00, 0.08));
    expect(quotas.lines.map((line) => line.amount / 100)).toEqual([
      1_036_800, 1_058_400, 1_090_800, 1_047_600, 1_134_000, 1_015_200, 1_101_600, 1_069_200, 1_080_000,
      1_166_400,
    ]);
    expect(quotas).toMatchObject({ pool: 10_800_000_00, total: 10_800_000_00, difference: 0 });
    expect(quotas.overAssignment).toBeCloseTo(0.08, 12);
  });

  it('are none until a target is set', () => {
    expect(quotaPlan(planWith([1, 2]), accumulate(planWith([1, 2])))).toBeNull();
  });

  it('always sum to the pool, whatever is set by hand, or show the difference', () => {
    const cases = fc.record({
      potentials: fc.array(fc.integer({ min: 0, max: 5_000_000_00 }), { minLength: 1, maxLength: 12 }),
      target: fc.integer({ min: 0, max: 50_000_000_00 }),
      over: fc.constantFrom(0, 0.05, 0.08, 0.131),
      roundTo: fc.constantFrom(1, 100, 1_000_00),
      overrides: fc.array(fc.tuple(fc.nat({ max: 11 }), fc.integer({ min: 0, max: 9_000_000_00 })), {
        maxLength: 6,
      }),
    });
    fc.assert(
      fc.property(cases, ({ potentials, target, over, roundTo, overrides }) => {
        let plan = targeted(planWith(potentials), target, over, roundTo);
        for (const [index, amount] of overrides) {
          if (index >= potentials.length) continue;
          plan = applied(plan, {
            type: 'overrideQuota',
            territory: index,
            amount: amount as MinorUnits,
            reason: 'agreed',
          });
        }
        const quotas = quotasOf(plan);
        const sum = quotas.lines.reduce((total, line) => total + line.amount, 0);
        expect(quotas.total).toBe(sum);
        expect(quotas.pool - sum).toBe(quotas.difference);
        expect(quotas.pool % roundTo).toBe(0);
        expect(quotas.lines.reduce((total, line) => total + line.base, 0)).toBe(quotas.pool);
        const set = quotas.lines.filter((line) => line.override !== null);
        for (const line of set) expect(line.amount).toBe(line.override?.amount);
        const given = set.reduce((total, line) => total + line.amount, 0);
        if (set.length < quotas.lines.length && given <= quotas.pool) expect(quotas.difference).toBe(0);
        for (const line of quotas.lines) {
          const drivers = quotaDrivers(quotas, line);
          expect(drivers.reduce((total, driver) => total + driver.amount, 0)).toBe(line.amount);
        }
      }),
    );
  });

  it('keep an override and spread what it leaves over the others by potential', () => {
    const plan = applied(targeted(planWith([100, 200, 100]), 400_00, 0), {
      type: 'overrideQuota',
      territory: 0,
      amount: 160_00 as MinorUnits,
      reason: 'New product',
    });
    const quotas = quotasOf(plan);
    expect(quotas.lines.map((line) => line.amount)).toEqual([160_00, 160_00, 80_00]);
    expect(quotas.lines.map((line) => line.base)).toEqual([100_00, 200_00, 100_00]);
    const cleared = applied(plan, { type: 'clearQuotaOverride', territory: 0 });
    expect(quotasOf(cleared).lines.map((line) => line.amount)).toEqual([100_00, 200_00, 100_00]);
  });

  it('show the difference when overrides ask for more than there is', () => {
    const plan = applied(targeted(planWith([100, 100]), 100_00, 0), {
      type: 'overrideQuota',
      territory: 0,
      amount: 130_00 as MinorUnits,
      reason: 'Agreed',
    });
    expect(quotasOf(plan)).toMatchObject({ difference: -30_00, total: 130_00 });
  });

  it('are even where no potential is known, and leave retired territories out', () => {
    const plan = targeted(planWith([0, 0, 0]), 300_00, 0);
    expect(quotasOf(plan).lines.map((line) => line.amount)).toEqual([100_00, 100_00, 100_00]);
    const retired = applied(plan, { type: 'retireTerritory', territory: 1, to: 0, reason: 'MANUAL_EDIT' });
    expect(quotasOf(retired).lines.map((line) => line.territory)).toEqual([0, 2]);
  });

  it('[EXP-03] explain a line by even split, potential, over-assignment and override', () => {
    const plan = targeted(planWith([300, 100]), 1_000_00, 0.1);
    const quotas = quotasOf(plan);
    const line = quotas.lines[0];
    if (line === undefined) throw new Error('two lines are expected');
    expect(quotaDrivers(quotas, line).map((d) => [d.driver, d.amount])).toEqual([
      ['even', 500_00],
      ['potential', 250_00],
      ['overAssignment', 75_00],
    ]);
  });
});

describe('[QUO-02] quota risks', () => {
  const codes = (plan: Plan): readonly string[] =>
    quotaRisks(plan, quotasOf(plan), accumulate(plan)).map((risk) => `${risk.territory} ${risk.code}`);

  it('flag a quota above all there is to sell, a missing rep and an override far from the split', () => {
    const plan = applied(targeted(planWith([500_00, 500_00]), 400_00, 0), {
      type: 'overrideQuota',
      territory: 0,
      amount: 600_00 as MinorUnits,
      reason: 'Agreed',
    });
    expect(codes(plan)).toEqual(['0 ABOVE_POTENTIAL', '0 NO_REP', '0 OVERRIDE_FAR', '1 LOW_FOR_POTENTIAL']);
  });

  it('flag a territory that has more accounts than capacity', () => {
    const plan = targeted(planWith([1_000_00]), 100_00, 0);
    const small = applied(plan, {
      type: 'updateTerritory',
      territory: 0,
      changes: { capacity: { value: 0.5, unit: 'accounts' } },
    });
    expect(codes(small)).toContain('0 OVER_CAPACITY');
    expect(codes(plan)).not.toContain('0 OVER_CAPACITY');
  });

  it('warn of over-assignment above 10% and ask approval above 15%', () => {
    const status = (over: number) => {
      const plan = targeted(planWith([1_000_00]), 100_00, over, 1);
      return overAssignmentStatus(plan, quotasOf(plan));
    };
    expect([0.05, 0.1, 0.12, 0.15, 0.2].map(status)).toEqual(['pass', 'pass', 'warn', 'warn', 'approval']);
  });
});
