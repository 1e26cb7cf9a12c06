import { describe, expect, it } from 'vitest';
import { accumulate } from '../../domain/measures/accumulators.ts';
import { measurePlan } from '../../domain/measures/measure-plan.ts';
import type { ActorId, IsoTime } from '../../domain/brand.ts';
import { applyCommand } from '../../domain/commands/apply-command.ts';
import type { SolverProblem } from '../../solver-worker/contract.ts';
import { DEFAULT_SETTINGS } from '../../solver-worker/contract.ts';
import { populationVariance } from '../../solver-worker/engine/parts.ts';
import { createPrng } from '../../solver-worker/engine/prng.ts';
import { createInlineSolver } from '../../solver-worker/inline.ts';
import { designPlan } from '../../solver-worker/plan-design.ts';
import { commandFromAnswer, DEFAULT_CHOICES } from '../../solver-worker/problem-from-plan.ts';
import { plainProblem } from './problems.ts';
import { samplePlan, territory } from './sample-plan.ts';

const solver = createInlineSolver();

describe('the objective', () => {
  it('[OPT-03] weighs the population variance of territory scores: squares over r, not over r − 1', async () => {
    expect(populationVariance(Float64Array.of(2, 4, 4, 4, 5, 5, 7, 9))).toBe(4);
    const lock = Int32Array.of(0, 0, 1, 1, 2);
    const problem: SolverProblem = {
      ...plainProblem(5, 3),
      baseLat: new Float64Array(3),
      baseLon: new Float64Array(3),
      score: Float64Array.of(1, 2, 3, 4, 5),
      lock,
    };
    const weights = { score: 0, travel: 0, variance: 1, continuity: 0, compactness: 0 };
    const answer = await solver.solve(problem, { ...DEFAULT_SETTINGS, bands: 'off', weights });
    const sums = [3, 7, 5];
    const squares = sums.reduce((total, value) => total + (value - 5) ** 2, 0);
    expect(answer.parts.variance).toBeCloseTo(squares / 3, 12);
    expect(answer.parts.variance).not.toBeCloseTo(squares / 2, 3);
  });

  it('[OPT-05] least distance with each quota covered: what the integer program of the source finds', async () => {
    const random = createPrng(5);
    for (let trial = 0; trial < 20; trial++) {
      const n = 10;
      const distance = Float64Array.from({ length: 2 * n }, () => 1 + Math.floor(50 * random.next()));
      const value = Float64Array.from({ length: n }, () => 5 + Math.floor(10 * random.next()));
      const total = value.reduce((sum, v) => sum + v, 0);
      const quota = 0.45 * total;
      const problem: SolverProblem = {
        ...plainProblem(n, 2),
        travelTable: distance,
        trips: new Float64Array(n).fill(1),
        measures: [
          // Of two territories, one has its quota exactly when the other has no more than the rest.
          {
            name: 'potential',
            values: value,
            targetShare: Float64Array.of(0.5, 0.5),
            tolerance: 0.1,
            weight: 1,
          },
        ],
      };
      const weights = { score: 0, travel: 1, variance: 0, continuity: 0, compactness: 0 };
      const answer = await solver.solve(problem, { ...DEFAULT_SETTINGS, approach: 'hybrid', weights });
      expect(answer.bandsViolated).toBe(0);
      expect(answer.objective).toBeCloseTo(leastDistance(distance, value, quota), 9);
    }
  });

  it('[OPT-06] leaves no account in two territories: overlap is nothing after any build', async () => {
    const plan = samplePlan(
      150,
      [0, 1, 2].map((i) => territory(i)),
    );
    for (const approach of ['hybrid', 'rules', 'min-cost-flow'] as const) {
      const choices = { ...DEFAULT_CHOICES, approach, churnCap: false, iterations: 10 };
      const { made, answers } = await designPlan(solver, plan, choices, 'one');
      const answer = answers[0]?.answer;
      if (answer === undefined) throw new Error('nothing was built');
      const at = { actor: 'ada' as ActorId, at: '2026-01-01T00:00:00.000Z' as IsoTime };
      const done = applyCommand(plan, commandFromAnswer(plan, made, answer), at);
      if (!done.ok) throw new Error(done.errors[0]?.message);
      const measured = measurePlan({ plan: done.value.plan, accumulators: accumulate(done.value.plan) });
      expect(measured.find(({ measure }) => measure.key === 'overlap')?.result.value).toBe(0);
    }
  });
});

/** Brute force over every way to share n accounts between two territories that both reach the quota. */
function leastDistance(distance: Float64Array, value: Float64Array, quota: number): number {
  const n = value.length;
  let best = Infinity;
  for (let way = 0; way < 1 << n; way++) {
    const sums = [0, 0];
    let far = 0;
    for (let i = 0; i < n; i++) {
      const t = (way >> i) & 1;
      sums[t] = (sums[t] ?? 0) + (value[i] ?? 0);
      far += distance[2 * i + t] ?? 0;
    }
    if ((sums[0] ?? 0) >= quota - 1e-9 && (sums[1] ?? 0) >= quota - 1e-9) best = Math.min(best, far);
  }
  return best;
}
