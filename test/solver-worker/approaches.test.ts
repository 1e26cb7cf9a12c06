import { describe, expect, it } from 'vitest';
import { checkLegality } from '../../solver-worker/check-legality.ts';
import { APPROACHES, DEFAULT_SETTINGS } from '../../solver-worker/contract.ts';
import type { SolverProblem } from '../../solver-worker/contract.ts';
import { createInlineSolver } from '../../solver-worker/inline.ts';
import { syntheticPlan } from '../../solver-worker/synthetic-plan.ts';

const PLACES = Array.from({ length: 40 }, (_, k) => ({
  lat: 30 + (k % 17),
  lon: -120 + ((k * 7) % 45),
  weight: 1,
}));

const problem: SolverProblem = {
  ...syntheticPlan({ accounts: 400, territories: 6, seed: 4, places: PLACES, tolerance: 0.05 }),
  capacities: [
    {
      name: 'accounts',
      unit: 'accounts',
      use: new Float64Array(400).fill(1),
      limit: new Float64Array(6).fill(75),
    },
  ],
};

describe('six approaches, one contract', () => {
  it.each(APPROACHES)(
    '[DSN-01] [DSN-02] [DSN-03] [DSN-05] [DSN-06] %s: everybody placed, legal, with a proven bound',
    async (approach) => {
      const weights = {
        score: 1,
        travel: 0.01,
        variance: approach === 'hybrid' ? 1 : 0,
        continuity: 0,
        compactness: 0,
      };
      const answer = await createInlineSolver().solve(problem, {
        ...DEFAULT_SETTINGS,
        approach,
        weights,
        iterations: 40,
      });
      expect(checkLegality(problem, answer.assignment)).toEqual([]);
      expect(answer.unassigned).toHaveLength(0);
      expect(answer.bound).toBeLessThanOrEqual(answer.objective);
      // The flow's linear program has whole-numbered optima, so prices alone nearly close the gap.
      if (approach === 'min-cost-flow') expect(answer.gap).toBeLessThan(0.002);
    },
  );
});
