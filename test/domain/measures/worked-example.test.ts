import { describe, expect, it } from 'vitest';
import figures from '../../fixtures/figures.json';
import {
  cv,
  gini,
  jain,
  maxMin,
  mean,
  median,
  sampleCv,
  sum,
  theil,
} from '../../../domain/measures/inequality.ts';
import { judgeTravel } from '../../../domain/measures/travel-hours.ts';
import { measureContext } from '../../../domain/measures/measure-plan.ts';
import { coverageVariance } from '../../../domain/measures/coverage-variance.ts';
import { equityGini } from '../../../domain/measures/equity-gini.ts';
import { overlap } from '../../../domain/measures/overlap.ts';
import { potentialDeviation } from '../../../domain/measures/potential-deviation.ts';
import { potentialOutliers } from '../../../domain/measures/potential-outliers.ts';
import { potentialSpread } from '../../../domain/measures/potential-spread.ts';
import { utilisation } from '../../../domain/measures/utilisation.ts';
import { DEFAULT_POLICY } from '../../../domain/governance/policy.ts';
import { accountTableFrom } from '../../../domain/plan/account-table.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import { applied, planOf, territory } from '../support.ts';

const { accounts, capacity, potentialSharePct: shares, travelH, slaPct, expect: expected } = figures.R1_R2;

/** 1,000 accounts over 10 territories with the table's counts and potential shares (WEX-05). */
function workedExample(changes: { duplicates?: number } = {}): Plan {
  const duplicates = changes.duplicates ?? 0;
  const rows = accounts.flatMap((count, t) =>
    Array.from({ length: count }, (_, i) => ({ t, potential: potentialOf(t, i, count) })),
  );
  const ids = rows.map((_, row) => `A${row}`);
  const extra = Array.from({ length: duplicates }, (_, row) => ({ t: 9, potential: 0, id: `A${row}` }));
  const all = [...rows.map((row, i) => ({ ...row, id: ids[i] ?? '' })), ...extra];
  return planOf({
    accounts: accountTableFrom(
      all.length,
      { accountId: all.map((row) => row.id) },
      { potential: all.map((row) => row.potential) },
    ),
    territories: accounts.map((_, t) => territory(t, { capacity: { value: capacity, unit: 'accounts' } })),
    assignment: Int32Array.from(all, (row) => row.t),
    policy: {
      ...DEFAULT_POLICY,
      score: {
        ...DEFAULT_POLICY.score,
        normalisation: 'min-max',
        weights: { potential: 1, propensity: 0, strategicFit: 0, churnRisk: 0, travelCost: 0 },
      },
    },
  });
}

/** The first account of each territory has nothing and the second makes up the territory's share. */
function potentialOf(t: number, i: number, count: number): number {
  const total = Math.round((shares[t] ?? 0) * 1_000_000);
  if (i === 0) return 0;
  return i === 1 ? total - 50_000 * (count - 2) : 50_000;
}

const measured = (measure: typeof utilisation, plan = workedExample()) =>
  measure.compute(measureContext(plan));

describe("the worked example's table", () => {
  it('[WEX-01] [CAP-03] uses 92.7 90.0 86.4 90.9 94.5 87.3 93.6 91.8 89.1 92.7% of capacity, 90.9% overall', () => {
    const result = measured(utilisation);
    expect(result.perTerritory?.map((value) => Math.round((value ?? 0) * 1000) / 10)).toEqual(
      expected.utilPct,
    );
    expect(result.value).toBeCloseTo(1000 / 1100, 12);
    expect(result.status).toBe('pass');
    expect(sum(accounts)).toBe(expected.sumAccounts);
  });

  it('[WEX-02] has shares of 100.0%, 6.2 hours of travel and 98.0% in time, 98.015% weighted by accounts', () => {
    expect(sum(shares)).toBeCloseTo(expected.sumShare, 9);
    expect(mean(travelH)).toBeCloseTo(expected.meanTravel, 9);
    expect(mean(slaPct)).toBeCloseTo(expected.meanSla, 9);
    expect(sum(slaPct.map((pct, i) => pct * (accounts[i] ?? 0))) / sum(accounts)).toBeCloseTo(98.015, 9);
  });

  it("[MET-03] equity Gini of the worked example's shares is 0.0224, not the 0.18 claimed beside it [WEX-04]", () => {
    const result = measured(equityGini);
    expect(result.value).toBeCloseTo(expected.giniShare, 9);
    expect(result.status).toBe('pass');
    expect(gini(shares)).toBeCloseTo(expected.giniShare, 12);
  });

  it('[MET-10] deviates by 4.0% (population) and 4.2164% (sample) of the mean', () => {
    expect(measured(potentialDeviation).value).toBeCloseTo(expected.cvSharePop, 9);
    expect(sampleCv(shares)).toBeCloseTo(0.042164, 6);
  });

  it('[MET-08] spreads by 10.8 / 9.4 = 1.149', () => {
    expect(measured(potentialSpread).value).toBeCloseTo(1.148936, 6);
    expect(measured(potentialSpread).explanation).toContain('1.15 times');
  });

  it('[MET-05] loads lie within -5/+4% and potential within -6/+8% of the mean', () => {
    const result = measured(coverageVariance);
    expect(result.value).toBeCloseTo(0.08, 9);
    expect(result.status).toBe('pass');
    expect(result.explanation).toContain('−5.0% to +4.0%');
    expect(result.explanation).toContain('−6.0% to +8.0%');
  });

  it('[FAI-01] has no outlier beyond 15% of the median', () => {
    expect(measured(potentialOutliers)).toMatchObject({ value: 0, status: 'pass' });
  });

  it('has Jain 0.998403 and Theil 0.000795 of shares (R3), Gini 0.016 and Jain 0.999201 of accounts (R4)', () => {
    expect(jain(shares)).toBeCloseTo(expected.jainShare, 6);
    expect(theil(shares)).toBeCloseTo(expected.theilShare, 6);
    expect(Math.max(...shares) / mean(shares)).toBeCloseTo(1.08, 9);
    expect(Math.min(...shares) / mean(shares)).toBeCloseTo(0.94, 9);
    expect(gini(accounts)).toBeCloseTo(expected.giniAccounts, 9);
    expect(cv(accounts)).toBeCloseTo(0.028284, 6);
    expect(jain(accounts)).toBeCloseTo(0.999201, 6);
    expect(maxMin(accounts)).toBeCloseTo(1.094737, 6);
  });

  it('[MET-02] 18 of 1,000 accounts with two owners are 1.8% overlap, and none once they are merged (R6)', () => {
    const plan = workedExample({ duplicates: 18 });
    expect(measured(overlap, plan).value).toBeCloseTo(0.018, 12);
    expect(measured(overlap, plan).status).toBe('pass');
    const merged = Array.from({ length: 18 }, (_, i) => i).reduce(
      (at, i) =>
        applied(at, { type: 'mergeAccounts', into: i, rows: Int32Array.of(1000 + i), survivors: {} }),
      plan,
    );
    expect(measured(overlap, merged).value).toBe(0);
  });

  it('[MET-04] 6.2 hours meet the 15% cut of 7.3 (6.205), 6.3 do not (R7)', () => {
    expect(judgeTravel(6.2, 7.3, 0.15).target).toBeCloseTo(6.205, 12);
    expect(judgeTravel(6.2, 7.3, 0.15).status).toBe('pass');
    expect(judgeTravel(6.3, 7.3, 0.15).status).toBe('warn');
    expect(judgeTravel(7.4, 7.3, 0.15).status).toBe('fail');
  });
});

describe('inequality', () => {
  it('is nothing for equal values, for one value and for none', () => {
    for (const values of [[5, 5, 5], [7], [], [0, 0]]) {
      expect([gini(values), cv(values), theil(values), jain(values), maxMin(values)]).toEqual([
        0, 0, 0, 1, 1,
      ]);
    }
  });

  it('is (n - 1) / n when one holds everything', () => {
    expect(gini([0, 0, 0, 8])).toBeCloseTo(0.75, 12);
    expect(jain([0, 0, 0, 8])).toBeCloseTo(0.25, 12);
    expect(theil([0, 0, 0, 8])).toBeCloseTo(Math.log(4), 12);
    expect(median([4, 1, 9, 2])).toBe(3);
  });

  it("[FAI-01] Jain's index is 1 / (1 + CV²)", () => {
    expect(jain(shares)).toBeCloseTo(1 / (1 + cv(shares) ** 2), 12);
  });
});
