import { describe, expect, it } from 'vitest';
import { checkLegality } from '../../solver-worker/check-legality.ts';
import type { SolverProblem } from '../../solver-worker/contract.ts';
import { NEVER_CANCELLED } from '../../solver-worker/contract.ts';
import { driveNow } from '../../solver-worker/drive.ts';
import { solveSteps } from '../../solver-worker/engine/solve.ts';
import { plainProblem, randomProblem, randomSettings } from './problems.ts';

const DRAWS = Number(process.env['SOAK_DRAWS'] ?? 10_000);

const solveNow = (
  problem: SolverProblem,
  settings: ReturnType<typeof randomSettings>,
  enumerateSmall: boolean,
) =>
  driveNow(solveSteps(problem, settings, { enumerateSmall }), {
    now: () => 0,
    limit: null,
    cancel: NEVER_CANCELLED,
    onProgress: () => undefined,
  });

/**
 * Capacities and churn caps together are a packing problem that only search decides, which the product does when a
 * problem is small; the code for large ones is tried with one of them at a time.
 */
function withoutClash(problem: SolverProblem, seed: number): SolverProblem {
  return seed % 4 === 1 ? { ...problem, churn: null } : { ...problem, capacities: [] };
}

/** The least number of hard constraints any assignment breaks, by trying them all. */
function fewestViolations(problem: SolverProblem): number {
  let fewest = Infinity;
  const assignment = new Int32Array(problem.n).fill(-1);
  for (;;) {
    fewest = Math.min(fewest, checkLegality(problem, assignment).length);
    if (fewest === 0) return 0;
    let i = 0;
    while (i < problem.n && assignment[i] === problem.r - 1) assignment[i++] = -1;
    if (i === problem.n) return fewest;
    assignment[i] = (assignment[i] as number) + 1;
  }
}

describe('legality', () => {
  it(`[OPT-10] every answer to ${DRAWS} random small problems is legal wherever brute force finds a legal one`, () => {
    for (let seed = 1; seed <= DRAWS; seed++) {
      const problem = seed % 2 === 0 ? randomProblem(seed) : withoutClash(randomProblem(seed), seed);
      const answer = solveNow(problem, randomSettings(seed), seed % 2 === 0);
      const violations = checkLegality(problem, answer.assignment);
      if (violations.length === 0) continue;
      expect(fewestViolations(problem), `seed ${seed}: ${violations[0]?.text}`).toBeGreaterThan(0);
    }
  });

  it('[OPT-08] the bound is never above the optimum that enumeration proves', () => {
    for (let seed = 1; seed <= 600; seed++) {
      const problem = randomProblem(seed);
      const best = solveNow(problem, randomSettings(seed), true);
      if (best.run.stoppedBy !== 'optimal' || best.bandsViolated > 0) continue;
      const bounded = solveNow(problem, randomSettings(seed), false);
      if (bounded.boundScope !== 'all') continue;
      expect(bounded.bound, `seed ${seed}`).toBeLessThanOrEqual(best.objective + 1e-6);
    }
  });

  it('the checker sees each kind of violation', () => {
    const problem: SolverProblem = {
      ...plainProblem(3, 2),
      lock: Int32Array.of(1, -1, -1),
      eligibility: { offsets: Int32Array.of(0, 2, 3, 5), items: Int32Array.of(0, 1, 1, 0, 1) },
      capacities: [
        { name: 'accounts', unit: 'accounts', use: Float64Array.of(1, 1, 1), limit: Float64Array.of(2, 2) },
      ],
      baseline: Int32Array.of(-1, -1, 1),
      churn: { maxAccounts: 0, maxRevenue: Infinity, revenue: Float64Array.of(1, 1, 1) },
      contiguity: {
        units: 3,
        unitOf: Int32Array.of(0, 1, 2),
        neighbours: { offsets: Int32Array.of(0, 1, 3, 4), items: Int32Array.of(1, 0, 2, 1) },
      },
    };
    const kinds = checkLegality(problem, Int32Array.of(0, 0, 0)).map((v) => v.kind);
    expect(kinds).toEqual(['lock', 'eligibility', 'capacity', 'churn-accounts']);
    const free = { ...problem, lock: Int32Array.of(-1, -1, -1), churn: null, eligibility: null };
    expect(checkLegality(free, Int32Array.of(0, 1, 0)).map((v) => v.kind)).toEqual(['contiguity']);
    expect(checkLegality(problem, Int32Array.of(1, 1)).map((v) => v.kind)).toEqual(['shape']);
  });
});
