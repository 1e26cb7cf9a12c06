import { describe, expect, it } from 'vitest';
import { checkLegality } from '../../solver-worker/check-legality.ts';
import type { SolverProblem } from '../../solver-worker/contract.ts';
import { DEFAULT_SETTINGS } from '../../solver-worker/contract.ts';
import { createInlineSolver } from '../../solver-worker/inline.ts';
import { syntheticPlan } from '../../solver-worker/synthetic-plan.ts';

const PLACES = Array.from({ length: 60 }, (_, k) => ({
  lat: 30 + ((k * 37) % 17),
  lon: -120 + ((k * 53) % 45),
  weight: 1 + (k % 5),
}));

/** Sizes as of towns: the potential to the power of two and a half, none above half a territory; visits follow its root. */
function towns(accounts: number, territories: number, seed: number): SolverProblem {
  const even = syntheticPlan({ accounts, territories, seed, places: PLACES, tolerance: 0.05 });
  const [potential, workload] = even.measures;
  if (potential === undefined || workload === undefined) throw new Error('a plan balances two measures');
  const sizes = potential.values.map((value) => (value / 10_000) ** 2 * Math.sqrt(value / 10_000));
  const most = sizes.reduce((sum, size) => sum + size, 0) / territories / 2;
  const values = sizes.map((size) => Math.round(1000 * Math.min(most, size)));
  return {
    ...even,
    measures: [
      { ...potential, values },
      { ...workload, values: values.map((value) => Math.round(Math.sqrt(value))) },
    ],
  };
}

describe('a plan in which a few accounts weigh as much as all the others', () => {
  it('[DSN-04] is legal, meets both bands, and is within 5% of its proven bound', async () => {
    const problem = towns(5000, 40, 2);
    const answer = await createInlineSolver().solve(problem, {
      ...DEFAULT_SETTINGS,
      iterations: 200,
      seed: 2,
    });
    expect(checkLegality(problem, answer.assignment)).toEqual([]);
    expect(answer.bandsViolated).toBe(0);
    expect(answer.gap).toBeLessThan(0.05);
    expect(answer.bound).toBeLessThanOrEqual(answer.objective);
  });
});
