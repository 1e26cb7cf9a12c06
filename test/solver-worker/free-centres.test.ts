import { describe, expect, it } from 'vitest';
import { checkLegality } from '../../solver-worker/check-legality.ts';
import { DEFAULT_SETTINGS } from '../../solver-worker/contract.ts';
import type { SolverProblem } from '../../solver-worker/contract.ts';
import { createInlineSolver } from '../../solver-worker/inline.ts';
import { syntheticPlan } from '../../solver-worker/synthetic-plan.ts';

/** Forty cities, of which three are islands that no territory could live on. */
const PLACES = Array.from({ length: 40 }, (_, k) =>
  k < 3
    ? { lat: 14 + k, lon: 145 + 2 * k, weight: 0.1 }
    : { lat: 30 + ((k * 37) % 17), lon: -120 + ((k * 53) % 45), weight: 1 + (k % 5) },
);

function withoutBases(accounts: number, territories: number, tolerance: number): SolverProblem {
  const made = syntheticPlan({ accounts, territories, seed: 5, places: PLACES, tolerance });
  const nowhere = new Float64Array(territories).fill(NaN);
  return { ...made, baseLat: nowhere, baseLon: nowhere };
}

describe('free centres', () => {
  const cases = [
    { territories: 4, tolerance: 0.02, seeds: [1, 3] },
    { territories: 9, tolerance: 0.05, seeds: [1] },
    { territories: 24, tolerance: 0.05, seeds: [1] },
  ];
  for (const { territories, tolerance, seeds } of cases) {
    const problem = withoutBases(3000, territories, tolerance);
    for (const seed of seeds) {
      it(`[DSN-12] ${territories} centres from seed ${seed} can meet every band, near their bound`, async () => {
        const answer = await createInlineSolver().solve(problem, {
          ...DEFAULT_SETTINGS,
          iterations: 60,
          seed,
        });
        expect(answer.bandsViolated).toBe(0);
        expect(answer.gap).toBeLessThan(0.02);
        expect(checkLegality(problem, answer.assignment)).toEqual([]);
      });
    }
  }

  it('[DSN-01] [DIS-01] centres placed anew stay with the territories that lie there, so that a cap on moves can hold', async () => {
    const solver = createInlineSolver();
    const problem = withoutBases(1200, 9, 0.3);
    const settings = { ...DEFAULT_SETTINGS, iterations: 60 };
    const before = await solver.solve(problem, settings);
    // Names as an atlas has them, not in the order in which seeds were drawn.
    const baseline = before.assignment.map((t) => (t < 0 ? t : (t * 5 + 2) % 9));
    const churn = { maxAccounts: 120, maxRevenue: Infinity, revenue: new Float64Array(1200) };
    const measures = problem.measures.map((measure) => ({ ...measure, tolerance: 0.1 }));
    const again = { ...problem, baseline, churn, measures };
    for (const approach of ['hybrid', 'equal-opportunity'] as const) {
      const answer = await solver.solve(again, { ...settings, approach, seed: 7 });
      expect(checkLegality(again, answer.assignment)).toEqual([]);
      expect(answer.bandsViolated).toBe(0);
    }
  });
});
