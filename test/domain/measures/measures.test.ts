import { describe, expect, it } from 'vitest';
import type { RepId } from '../../../domain/brand.ts';
import { travelMinutes } from '../../../domain/geo/travel.ts';
import { DEFAULT_POLICY } from '../../../domain/governance/policy.ts';
import { continuity } from '../../../domain/measures/continuity.ts';
import { coverage } from '../../../domain/measures/coverage.ts';
import { equityGini } from '../../../domain/measures/equity-gini.ts';
import type { Measure, MeasureResult } from '../../../domain/measures/measure.ts';
import { ALL_MEASURES, measureContext, measurePlan } from '../../../domain/measures/measure-plan.ts';
import { movedAccounts } from '../../../domain/measures/moved-accounts.ts';
import { potentialSpread } from '../../../domain/measures/potential-spread.ts';
import { quarterlyMoves } from '../../../domain/measures/quarterly-moves.ts';
import { slaPerTerritory } from '../../../domain/measures/sla-per-territory.ts';
import { strategicMoves } from '../../../domain/measures/strategic-moves.ts';
import { expectedShares } from '../../../domain/measures/territories.ts';
import { travelHours } from '../../../domain/measures/travel-hours.ts';
import { accountTableFrom } from '../../../domain/plan/account-table.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import { applied, planOf, rep, territory } from '../support.ts';

const of = (measure: Measure, plan: Plan): MeasureResult => measure.compute(measureContext(plan));

/** 40 accounts at the base of West, half of them in each territory at the start; East's base is far away. */
function twoTerritories(changes: { unplaced?: number; base?: null } = {}): Plan {
  const n = 40;
  return planOf({
    accounts: accountTableFrom(
      n,
      { tier: Array.from({ length: n }, () => 'SMB') },
      {
        lat: Array.from({ length: n }, (_, i) => (i < (changes.unplaced ?? 0) ? NaN : 40)),
        lon: Array.from({ length: n }, () => -120),
        potential: Array.from({ length: n }, () => 100),
        historicalRevenue: Array.from({ length: n }, (_, i) => (i < 2 ? 500_00 : 0)),
        tenureMonths: Array.from({ length: n }, (_, i) => (i === 0 ? 18 : 0)),
        strategic: Array.from({ length: n }, (_, i) => (i === 0 ? 1 : 0)),
      },
    ),
    territories: [
      territory(0, { name: 'West', base: changes.base === null ? null : { lat: 40, lon: -120 } }),
      territory(1, { name: 'East', base: changes.base === null ? null : { lat: 40, lon: -75 } }),
    ],
    assignment: Int32Array.from({ length: n }, (_, i) => (i < 20 ? 0 : 1)),
  });
}

const move = (plan: Plan, rows: readonly number[], to: number): Plan =>
  applied(plan, {
    type: 'assignAccounts',
    rows: Int32Array.from(rows),
    territory: to,
    reason: 'MANUAL_EDIT',
    source: 'manual',
  });

describe('[MET-01] coverage', () => {
  it('counts accounts reached within the travel time of their tier, of all active accounts', () => {
    expect(of(coverage, twoTerritories())).toMatchObject({ value: 0.5, target: 0.95, status: 'fail' });
    const all = move(
      twoTerritories(),
      Array.from({ length: 20 }, (_, i) => 20 + i),
      0,
    );
    expect(of(coverage, all)).toMatchObject({ value: 1, status: 'pass' });
    expect(of(coverage, move(all, [39, 38], -1)).value).toBe(38 / 40);
  });

  it('takes assignment alone where there is no base, never an account without a place where there is one', () => {
    expect(of(coverage, twoTerritories({ base: null })).value).toBe(1);
    const lost = of(coverage, twoTerritories({ unplaced: 4 }));
    expect(lost.value).toBe(16 / 40);
    expect(lost.explanation).toContain('Travel of 4 accounts cannot be estimated');
  });
});

describe('[MET-11] accounts reached in time, by territory', () => {
  it('gives each territory its share, the value being the mean, and names those that fall short', () => {
    const result = of(slaPerTerritory, twoTerritories());
    expect(result.perTerritory).toEqual([1, 0]);
    expect(result).toMatchObject({ value: 0.5, status: 'fail' });
    expect(result.explanation).toContain('1 territory falls short of the target of 95%: East');
  });
});

describe('[MET-04] [GEO-05] travel hours', () => {
  it('is visits × there and back ÷ visits a tour, in hours a rep a week, against the alignment of the beginning', () => {
    const plan = twoTerritories();
    const before = of(travelHours, plan);
    expect(before.status).toBe('warn');
    expect(before.target).toBeCloseTo((before.value ?? 0) * 0.85, 9);
    const home = of(
      travelHours,
      move(
        plan,
        Array.from({ length: 20 }, (_, i) => 20 + i),
        0,
      ),
    );
    expect(home).toMatchObject({ value: 0, status: 'pass' });
    const { travel, tiers } = plan.policy;
    const visits = tiers.at(-1)?.visitsPerYear ?? NaN;
    const oneWay = travelMinutes(travel.bands, 40, -120, 40, -75);
    const yearly = (20 * visits * 2 * oneWay) / travel.visitsPerTour / 60;
    expect(before.perTerritory?.[1]).toBeCloseTo(yearly / travel.weeksPerYear, 4);
    expect(before.perTerritory?.[0]).toBe(0);
  });

  it('is held against the baseline of the policy where it states one', () => {
    const policy = { ...DEFAULT_POLICY, travel: { ...DEFAULT_POLICY.travel, baselineHoursPerWeek: 7.3 } };
    expect(of(travelHours, { ...twoTerritories(), policy }).target).toBeCloseTo(6.205, 9);
  });

  it('is not judged without any base', () => {
    expect(of(travelHours, twoTerritories({ base: null }))).toMatchObject({ value: null, status: 'none' });
  });
});

describe('[DIS-01] accounts moved', () => {
  it('counts accounts, sales, relationships and tenure that left their territory of the beginning', () => {
    const result = of(movedAccounts, move(twoTerritories(), [1, 2, 3, 4], 1));
    expect(result).toMatchObject({ value: 0.1, target: 0.15, status: 'fail' });
    expect(result.explanation).toContain('4 accounts of 40 (10.0%)');
    expect(result.explanation).toContain('500 USD (50.0%) of sales and 1 relationship.');
    expect(of(movedAccounts, move(twoTerritories(), [2, 3, 4, 5], 1)).status).toBe('pass');
    expect(of(movedAccounts, move(twoTerritories(), [2, 3, 4, 5, 6, 7, 8], 1)).status).toBe('fail');
  });

  it('counts an account that lost its territory, and forgets everything when the alignment becomes the baseline', () => {
    const moved = move(twoTerritories(), [5], -1);
    expect(of(movedAccounts, moved).value).toBe(1 / 40);
    expect(of(movedAccounts, applied(moved, { type: 'rebaseline' })).value).toBe(0);
  });

  it('says nothing where there was no alignment before', () => {
    const fresh = { ...twoTerritories(), baseline: new Int32Array(40).fill(-1) };
    expect(of(movedAccounts, fresh)).toMatchObject({ value: null, status: 'none' });
    expect(of(continuity, fresh)).toMatchObject({ value: null, status: 'none' });
  });
});

describe('[DIS-02] quarterly cap', () => {
  it('says over how many quarters of 5% the moves must be spread', () => {
    const quarters = (count: number) =>
      of(
        quarterlyMoves,
        move(
          twoTerritories(),
          Array.from({ length: count }, (_, i) => 2 + i),
          1,
        ),
      );
    expect(of(quarterlyMoves, twoTerritories())).toMatchObject({ value: 0, status: 'pass' });
    expect(quarters(2)).toMatchObject({ value: 1, status: 'pass' });
    expect(quarters(3)).toMatchObject({ value: 2, status: 'warn' });
    expect(quarters(9)).toMatchObject({ value: 5, status: 'fail' });
    expect(quarters(3).explanation).toContain('phase them in over 2 quarters');
  });
});

describe('[DIS-03] continuity', () => {
  it('is the share of accounts that keep their territory, overall and each', () => {
    const result = of(continuity, move(twoTerritories(), [2, 3, 4, 5, 6], 1));
    expect(result).toMatchObject({ value: 35 / 40, target: 0.85, status: 'pass' });
    expect(result.perTerritory).toEqual([0.75, 1]);
    expect(of(continuity, move(twoTerritories(), [2, 3, 4, 5, 6, 7, 8], 1)).status).toBe('fail');
  });
});

describe('[DIS-04] strategic accounts', () => {
  it('fail the plan when one left home, unless by exception', () => {
    const moved = (reason: 'BALANCE_MOVE' | 'EXCEPTION', source: 'solver' | 'manual'): Plan =>
      applied(twoTerritories(), {
        type: 'assignAccounts',
        rows: Int32Array.of(0),
        territory: 1,
        reason,
        source,
      });
    expect(of(strategicMoves, twoTerritories())).toMatchObject({ value: 0, status: 'pass' });
    expect(of(strategicMoves, moved('BALANCE_MOVE', 'solver'))).toMatchObject({ value: 1, status: 'fail' });
    expect(of(strategicMoves, moved('EXCEPTION', 'manual'))).toMatchObject({ value: 0, status: 'pass' });
  });
});

describe('[FAI-02] seniority and target shares', () => {
  const senior = (changes: Parameters<typeof territory>[1] = {}): Plan => ({
    ...twoTerritories(),
    reps: [rep(0, { seniority: 'junior' }), rep(1, { seniority: 'senior' })],
    territories: [
      territory(0, { repIds: ['rep-0' as RepId], ...changes }),
      territory(1, { repIds: ['rep-1' as RepId] }),
    ],
  });

  it('expect 0.8 : 1.2 of a junior and a senior, and what is stated where it is stated', () => {
    expect(expectedShares(senior())).toEqual([0.4, 0.6]);
    expect(expectedShares(senior({ targetShare: 0.25 }))).toEqual([0.25, 0.75]);
    expect(expectedShares(senior({ repIds: ['rep-0' as RepId, 'rep-1' as RepId] }))[0]).toBeCloseTo(
      0.625,
      12,
    );
  });

  it('are reported beside the raw figure, and judged by once somebody states a share', () => {
    const equal = of(potentialSpread, senior());
    expect(equal).toMatchObject({ value: 1, status: 'pass' });
    expect(equal.adjusted).toBeCloseTo(1.5, 12);
    const stated = of(potentialSpread, senior({ targetShare: 0.25 }));
    expect(stated.value).toBeCloseTo(3, 12);
    expect(stated.status).toBe('fail');
    expect(of(equityGini, senior()).adjusted).toBeCloseTo(0.1, 9);
  });
});

describe('every measure', () => {
  it('answers for an empty plan without judging it', () => {
    const empty = planOf({ accounts: accountTableFrom(0, {}, {}) });
    for (const { measure, result } of measurePlan(measureContext(empty))) {
      expect([measure.id, Number.isNaN(result.value ?? 0)]).toEqual([measure.id, false]);
      expect([measure.id, ['none', 'pass'].includes(result.status)]).toEqual([measure.id, true]);
    }
  });

  it('has an id, a key and a label of its own, and one entry a territory where it speaks of territories', () => {
    expect(new Set(ALL_MEASURES.map((m) => m.id)).size).toBe(ALL_MEASURES.length);
    expect(new Set(ALL_MEASURES.map((m) => m.key)).size).toBe(ALL_MEASURES.length);
    for (const { result } of measurePlan(measureContext(twoTerritories()))) {
      expect(result.perTerritory?.length ?? 2).toBe(2);
      expect(result.explanation).toMatch(/\.$/);
    }
  });
});
