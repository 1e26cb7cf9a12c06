import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../solver-worker/contract.ts';
import type { SolverProblem } from '../../solver-worker/contract.ts';
import { createInlineSolver } from '../../solver-worker/inline.ts';
import { plainProblem } from './problems.ts';

const solver = createInlineSolver();
const kindsOf = async (problem: SolverProblem) =>
  (await solver.conflictingWishes(problem, DEFAULT_SETTINGS))?.wishes.map(({ kind, name }) => kind + name);

/** Forty equal accounts and two territories that should hold half each. */
function halves(more: Partial<SolverProblem> = {}): SolverProblem {
  const problem = plainProblem(40, 2);
  const values = new Float64Array(40).fill(1);
  const even = { name: 'count', values, targetShare: Float64Array.of(0.5, 0.5), tolerance: 0.1, weight: 1 };
  return { ...problem, measures: [even], ...more };
}

describe('the smallest set of conflicting wishes', () => {
  it('is none where every wish can be met', async () => {
    expect(await solver.conflictingWishes(halves(), DEFAULT_SETTINGS)).toBeNull();
  });

  it('[OPT-10] names locks and the band they break, and leaves out what has no part in it', async () => {
    const lock = Int32Array.from({ length: 40 }, (_, i) => (i < 30 ? 0 : -1));
    const room = { name: 'accounts', unit: 'accounts' as const, use: new Float64Array(40).fill(1) };
    const capacities = [{ ...room, limit: Float64Array.of(40, 40) }];
    expect(await kindsOf(halves({ lock, capacities }))).toEqual(['lock', 'band-highcount']);
  });

  it('[DIS-01] names the churn cap and the band that would need more moves', async () => {
    const baseline = new Int32Array(40);
    const churn = { maxAccounts: 4, maxRevenue: Infinity, revenue: new Float64Array(40) };
    expect(await kindsOf(halves({ baseline, churn }))).toEqual(['churn-accounts', 'band-highcount']);
  });

  it('names the band alone where one account is larger than a territory', async () => {
    const problem = halves();
    const [measure] = problem.measures;
    if (measure === undefined) throw new Error('halves() has one measure');
    const values = measure.values.map((v, i) => (i === 0 ? 200 : v));
    expect(await kindsOf({ ...problem, measures: [{ ...measure, values }] })).toEqual(['band-highcount']);
  });
});
