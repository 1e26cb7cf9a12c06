import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createInlineSolver } from '../../solver-worker/inline.ts';
import { f1Problem, f1Settings } from './problems.ts';

const solver = createInlineSolver();
const figures = JSON.parse(readFileSync(new URL('../fixtures/figures.json', import.meta.url), 'utf8')) as {
  R22: { expect: { le1: { obj: number }; eq1: { obj: number } } };
};

describe('fixture F1', () => {
  it('[OPT-01] R22: the optimum with accounts left out is 2.499775, A6 unassigned, and proven', async () => {
    const answer = await solver.solve(f1Problem('workload'), f1Settings({ assignAll: false }));
    expect(-answer.objective).toBeCloseTo(figures.R22.expect.le1.obj, 9);
    expect([...answer.assignment]).toEqual([0, 0, 1, 1, 1, -1]);
    expect(answer.gap).toBeLessThan(1e-8);
    expect(answer.run.stoppedBy).toBe('optimal');
  });

  it('[OPT-02] R22: the optimum that assigns everybody is 2.4599, A6 to rep 0', async () => {
    const answer = await solver.solve(f1Problem('workload'), f1Settings({ assignAll: true }));
    expect(-answer.objective).toBeCloseTo(figures.R22.expect.eq1.obj, 9);
    expect([...answer.assignment]).toEqual([0, 0, 1, 1, 1, 0]);
  });

  it('[OPT-04] R23: the greedy order of the document gives the must-assign optimum', async () => {
    const answer = await solver.solve(
      f1Problem('workload'),
      f1Settings({
        approach: 'rules',
        weights: { score: 0, travel: 1, variance: 0, continuity: 1, compactness: 0 },
      }),
    );
    expect([...answer.assignment]).toEqual([0, 0, 1, 1, 1, 0]);
  });

  it('[DSN-06] R24: min-cost flow with gamma 1 and three accounts a rep costs -0.80', async () => {
    const answer = await solver.solve(
      f1Problem('three accounts'),
      f1Settings({
        approach: 'min-cost-flow',
        weights: { score: 0, travel: 1, variance: 0, continuity: 0, compactness: 0 },
      }),
    );
    expect(answer.objective).toBeCloseTo(-0.8, 9);
    expect([...answer.assignment]).toEqual([0, 0, 1, 1, 0, 1]);
    expect(answer.gap).toBeLessThan(1e-8);
  });
});
