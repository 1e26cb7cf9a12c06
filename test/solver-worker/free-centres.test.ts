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
});
