import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import figures from '../../fixtures/figures.json';
import { capacityRatio } from '../../../domain/capacity/capacity-ratio.ts';
import { fitGate } from '../../../domain/capacity/fit-gate.ts';
import { headcountSeed } from '../../../domain/capacity/headcount-seed.ts';
import { mixOf } from '../../../domain/capacity/mix.ts';
import { SIZE_BANDS, sizeBandOf } from '../../../domain/capacity/reference.ts';
import { repUtilisation } from '../../../domain/capacity/rep-utilisation.ts';
import { tierLoads } from '../../../domain/capacity/tier-loads.ts';
import { DEFAULT_POLICY } from '../../../domain/governance/policy.ts';
import { measureContext } from '../../../domain/measures/measure-plan.ts';
import { accountTableFrom, emptyAccountTable } from '../../../domain/plan/account-table.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import { planOf, territory } from '../support.ts';

/** So many accounts a territory, each territory able to carry `capacity`. */
const plan = (
  accounts: readonly number[],
  capacity: number,
  unit: 'accounts' | 'hours' = 'accounts',
): Plan => {
  const assignment = accounts.flatMap((count, t) => Array.from({ length: count }, () => t));
  return planOf({
    accounts: accountTableFrom(assignment.length, {}, { potential: assignment.map(() => 100) }),
    territories: accounts.map((_, t) => territory(t, { capacity: { value: capacity, unit } })),
    assignment: Int32Array.from(assignment),
  });
};

const { accounts, capacity } = figures.R1_R2;

describe('the fit gate', () => {
  it('[CAP-05] passes the worked example, 90.9% of capacity, and names the three territories below 90%', () => {
    const gate = fitGate(measureContext(plan(accounts, capacity)));
    expect(gate.status).toBe('pass');
    expect(gate.value).toBeCloseTo(1000 / 1100, 12);
    expect(gate.outside).toEqual([2, 5, 8]);
    expect(gate.explanation).toContain('The load is 90.9% of capacity, within ±10%.');
  });

  it('[CAP-05] passes at exactly 90% and 110% and fails beyond, either way', () => {
    const status = (load: number) => fitGate(measureContext(plan([load], 100))).status;
    expect([89, 90, 110, 111].map(status)).toEqual(['fail', 'pass', 'pass', 'fail']);
  });

  it('[CAP-05] goes by the band of the policy', () => {
    const strict = { ...plan([95], 100), policy: { ...DEFAULT_POLICY, capacity: { fitBand: 0.04 } } };
    expect(fitGate(measureContext(strict)).status).toBe('fail');
    expect(
      fitGate(measureContext(planOf({ accounts: emptyAccountTable(0), territories: [territory(0)] }))).status,
    ).toBe('none');
  });
});

describe('accounts per capacity', () => {
  it('[CAP-04] is in band from 0.8 to 1.2, and alarms above 1.3 and below 0.8', () => {
    const found = [79, 80, 120, 125, 131].map((load) => capacityRatio(measureContext(plan([load], 100)), 0));
    expect(found.map((one) => one?.status)).toEqual(['fail', 'pass', 'pass', 'warn', 'fail']);
    expect(found[2]?.ratio).toBe(1.2);
  });

  it('[CAP-04] reads hours as visits to the mean account of the plan', () => {
    const context = measureContext(plan([10, 30], 40, 'hours'));
    const hours = tierLoads(context.plan as Plan).reduce((sum, tier) => sum + tier.hours, 0);
    expect(capacityRatio(context, 1)?.ratio).toBeCloseTo(30 / (40 / (hours / 40)), 9);
    expect(
      capacityRatio(
        measureContext(planOf({ accounts: emptyAccountTable(0), territories: [territory(0)] })),
        0,
      ),
    ).toBeNull();
  });
});

describe('rep utilisation', () => {
  it('[CAP-10] is visits over available hours, warns below 60%, and fails where the road and visits do not fit', () => {
    const context = (hoursPerWeek: number) => {
      const made = plan([100], 100);
      return measureContext({ ...made, policy: { ...DEFAULT_POLICY, capacity: { hoursPerWeek } } });
    };
    const asked = repUtilisation(context(40), 0);
    expect(asked.availableHours).toBe(40 * 46);
    expect(asked.value).toBeCloseTo(asked.customerHours / 1840, 12);
    expect(asked.status).toBe('warn');
    const week = (share: number): number => asked.customerHours / 46 / share;
    expect([0.59, 0.61, 1.01].map((share) => repUtilisation(context(week(share)), null).status)).toEqual([
      'warn',
      'pass',
      'fail',
    ]);
  });
});

describe('the reference tables', () => {
  it('[CAP-07] seed 5 to 12 AEs and 3 to 6 SDRs at 5–25M, and so on up to 90 to 400', () => {
    expect(SIZE_BANDS.map(({ reps, sdrs }) => [...reps, ...sdrs])).toEqual([
      [5, 12, 3, 6],
      [12, 35, 12, 35],
      [35, 90, 25, 70],
      [90, 400, 70, 300],
    ]);
    expect(headcountSeed(5_000_000)).toMatchObject({ reps: 5, sdrs: 3 });
    expect(headcountSeed(15_000_000)).toMatchObject({ reps: 9, sdrs: 5 });
    expect(headcountSeed(25_000_000)).toMatchObject({ reps: 12, sdrs: 12 });
    expect(headcountSeed(5_000_000_000)).toMatchObject({ reps: 400, sdrs: 300 });
    expect(headcountSeed(4_999_999)).toBeNull();
  });

  it('[CAP-07] never seed fewer for more revenue, and stay within the range of their band', () => {
    const arr = fc.integer({ min: 5_000_000, max: 2_000_000_000 });
    fc.assert(
      fc.property(arr, arr, (a, b) => {
        const [less, more] = [headcountSeed(Math.min(a, b)), headcountSeed(Math.max(a, b))];
        expect(less?.reps).toBeLessThanOrEqual(more?.reps ?? 0);
        const [low, high] = more?.band.reps ?? [0, 0];
        expect(more?.reps).toBeGreaterThanOrEqual(low);
        expect(more?.reps).toBeLessThanOrEqual(high);
      }),
    );
  });

  it('[CAP-08] mix 1:0.5, 1:1, 1:0.7 and 1:1.2', () => {
    expect(SIZE_BANDS.map(({ sdrPerRep }) => sdrPerRep)).toEqual([0.5, 1, 0.7, 1.2]);
  });

  it('[CAP-09] know the size of teams by ARR: 8–20, 20–60, 60–150, 150–800, and their adoption', () => {
    expect(SIZE_BANDS.map(({ team }) => team)).toEqual([
      [8, 20],
      [20, 60],
      [60, 150],
      [150, 800],
    ]);
    expect(SIZE_BANDS.map(({ adoption }) => adoption)).toEqual([
      [0.1, 0.2],
      [0.3, 0.45],
      [0.4, 0.6],
      [0.6, 0.75],
    ]);
    expect(sizeBandOf(100_000_000)?.label).toBe('100–250M');
  });
});

describe('the mix', () => {
  const tier = (name: string, hours: number, prospectHours: number) => ({
    tier: name,
    accounts: 1,
    callsPerAccount: 1,
    hoursPerCall: hours,
    hours,
    prospectHours,
  });
  const tiers = [tier('Strategic', 600, 60), tier('SMB', 400, 300)];

  it('[CAP-08] splits reps by hours, hunters by prospects, and puts SDRs beside them', () => {
    const mix = mixOf(10, tiers, { hunters: [], sdrPerRep: 0.7 });
    expect(mix.segments).toMatchObject([
      { segment: 'Strategic', reps: 6, suggested: 0.1, hunters: 1, farmers: 5 },
      { segment: 'SMB', reps: 4, suggested: 0.75, hunters: 3, farmers: 1 },
    ]);
    expect(mix.sdrs).toBe(7);
  });

  it('[CAP-08] takes the share somebody set instead', () => {
    const mix = mixOf(10, tiers, { hunters: [{ segment: 'Strategic', share: 0.5 }], sdrPerRep: 0 });
    expect(mix.segments[0]).toMatchObject({ hunterShare: 0.5, hunters: 3, farmers: 3 });
  });

  it('[CAP-08] adds up to the reps there are', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 500 }),
        fc.array(fc.integer({ min: 0, max: 9999 }), { minLength: 1, maxLength: 6 }),
        (reps, hours) => {
          const mix = mixOf(
            reps,
            hours.map((h, i) => tier(String(i), h, h / 2)),
            { hunters: [], sdrPerRep: 1 },
          );
          expect(mix.segments.reduce((sum, s) => sum + s.hunters + s.farmers, 0)).toBe(reps);
        },
      ),
    );
  });
});
