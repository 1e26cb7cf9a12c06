import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../../domain/governance/policy.ts';
import { factsOf } from '../../../domain/measures/facts.ts';
import { accountTableFrom } from '../../../domain/plan/account-table.ts';
import { explainAccountScore, explainTerritory } from '../../../domain/scoring/explain-account-score.ts';
import { normaliser, percentileOf, sortedKnown } from '../../../domain/scoring/normalise.ts';
import type { ScoreInputs } from '../../../domain/scoring/score.ts';
import { SCORE_INPUTS, compositeScore, explainScore } from '../../../domain/scoring/score.ts';
import figures from '../../fixtures/figures.json';
import { arbitraryPlan, planOf, territory } from '../support.ts';

const { weights } = DEFAULT_POLICY.score;

/** Fixture F1 of the ledger: potential, propensity, strategic fit, churn risk, travel cost. */
const F1: Readonly<Record<string, readonly [number, number, number, number, number]>> = {
  A1: [1, 0.8, 1, 0.1, 0.2],
  A2: [0.6, 0.6, 0.5, 0.2, 0.4],
  A3: [0.8, 0.4, 1, 0, 0.1],
  A4: [0.3, 0.9, 0, 0.5, 0.6],
  A5: [0.5, 0.5, 0.5, 0.1, 0.3],
  A6: [0.2, 0.2, 0, 0, 1],
};

const inputs = ([
  potential,
  propensity,
  strategicFit,
  churnRisk,
  travelCost,
]: readonly number[]): ScoreInputs => ({
  potential: potential ?? 0,
  propensity: propensity ?? 0,
  strategicFit: strategicFit ?? 0,
  churnRisk: churnRisk ?? 0,
  travelCost: travelCost ?? 0,
});

describe('[SCO-01] composite score', () => {
  it('is 0.82 .465 .64 .265 .41 .05 for the six accounts of F1', () => {
    const scores = Object.values(F1).map((row) => compositeScore(weights, inputs(row)));
    Object.values(figures.R22.scores).forEach((score, i) => expect(scores[i]).toBeCloseTo(score, 12));
  });

  it('lies between -0.20 and 0.90 with the default weights', () => {
    expect(compositeScore(weights, inputs([1, 1, 1, 0, 0]))).toBeCloseTo(0.9, 12);
    expect(compositeScore(weights, inputs([0, 0, 0, 1, 1]))).toBeCloseTo(-0.2, 12);
  });
});

describe('[EXP-02] score explanation', () => {
  it('is base .441667 and .216667 .058333 .075 .005 .023333 for A1 among F1 (R21)', () => {
    const rows = Object.values(F1).map(inputs);
    const means = Object.fromEntries(
      SCORE_INPUTS.map((input) => [input, rows.reduce((sum, row) => sum + row[input], 0) / rows.length]),
    ) as unknown as ScoreInputs;
    const explained = explainScore(weights, inputs(F1['A1'] ?? []), means);
    expect(explained.base).toBeCloseTo(0.441667, 6);
    const parts = explained.contributions.map((c) => c.contribution);
    [0.216667, 0.058333, 0.075, 0.005, 0.023333].forEach((value, i) =>
      expect(parts[i]).toBeCloseTo(value, 6),
    );
    expect(explained.score).toBeCloseTo(0.82, 12);
  });

  it('sums to the score of every account of every plan, and names what was filled in', () => {
    fc.assert(
      fc.property(arbitraryPlan(), (plan) => {
        const facts = factsOf(plan);
        for (let row = 0; row < facts.rowCount; row++) {
          const explained = explainAccountScore(plan, facts, row);
          expect(explained.score).toBeCloseTo(facts.score[row] ?? NaN, 10);
          const unknown = Number.isNaN(plan.accounts.number.propensity[row] ?? NaN);
          expect(explained.imputed.includes('propensity')).toBe(unknown);
        }
      }),
    );
  });

  it('explains a territory by its mean account, and an empty one by nothing', () => {
    const plan = planOf({
      accounts: accountTableFrom(2, {}, { potential: [0, 100], propensity: [0.2, 0.8] }),
      territories: [territory(0), territory(1)],
      assignment: Int32Array.of(0, 0),
    });
    const facts = factsOf(plan);
    const mean = ((facts.score[0] ?? 0) + (facts.score[1] ?? 0)) / 2;
    expect(explainTerritory(plan, facts, 0)?.score).toBeCloseTo(mean, 12);
    expect(explainTerritory(plan, facts, 1)).toBeNull();
  });
});

describe('[SCO-02] normalisation', () => {
  const all = (n: number): Uint8Array => new Uint8Array(n).fill(1);
  const sorted = sortedKnown(Float64Array.of(40, 10, NaN, 20, 10), all(5));

  it('by percentile counts ties half, puts the least at 0 and the greatest at 1', () => {
    const normalise = normaliser('percentile', sorted);
    expect([10, 20, 40].map(normalise)).toEqual([1 / 6, 2 / 3, 1]);
    expect(percentileOf(Float64Array.of(3), 3)).toBe(1);
  });

  it('by min-max is linear, by log flattens the top', () => {
    expect([10, 25, 40].map(normaliser('min-max', sorted))).toEqual([0, 0.5, 1]);
    const log = normaliser('log', sorted);
    expect(log(40)).toBe(1);
    expect(log(20)).toBeCloseTo(Math.log(21) / Math.log(41), 12);
  });

  it('keeps the order of sizes and stays within 0..1, by every method', () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 1e12 }), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(sizes, fc.constantFrom('percentile', 'min-max', 'log' as const), (values, method) => {
        const column = Float64Array.from(values);
        const normalise = normaliser(method, sortedKnown(column, all(values.length)));
        for (const a of values) {
          expect(normalise(a)).toBeGreaterThanOrEqual(0);
          expect(normalise(a)).toBeLessThanOrEqual(1);
          for (const b of values) if (a > b) expect(normalise(a)).toBeGreaterThanOrEqual(normalise(b));
        }
      }),
    );
  });

  it('leaves out accounts that take no part, and says nothing of missing sizes', () => {
    expect(Array.from(sortedKnown(Float64Array.of(5, 9, 7), Uint8Array.of(1, 0, 1)))).toEqual([5, 7]);
    expect(normaliser('percentile', sorted)(NaN)).toBeNaN();
  });
});
