import { describe, expect, it } from 'vitest';
import { NEVER_CANCELLED } from '../../solver-worker/contract.ts';
import { cpmpCost, parseCpmp } from '../../solver-worker/cpmp/cpmp-problem.ts';
import type { CpmpProblem } from '../../solver-worker/cpmp/cpmp-problem.ts';
import { solveCpmpSteps } from '../../solver-worker/cpmp/solve-cpmp.ts';
import { driveNow } from '../../solver-worker/drive.ts';
import { createPrng } from '../../solver-worker/engine/prng.ts';
import { randomCpmp as newCpmp } from '../../solver-worker/synthetic-instances.ts';

const solveNow = (problem: CpmpProblem, trials: number) =>
  driveNow(solveCpmpSteps(problem, { seed: 1, trials, seconds: null }), {
    now: () => 0,
    limit: null,
    cancel: NEVER_CANCELLED,
    onProgress: () => undefined,
  });

function randomCpmp(seed: number, n: number, p: number): CpmpProblem {
  const random = createPrng(seed);
  const whole = (most: number): Float64Array =>
    Float64Array.from({ length: n }, () => 1 + random.below(most));
  const demand = whole(9);
  const total = demand.reduce((a, b) => a + b, 0);
  const capacity = new Float64Array(n).fill(Math.ceil((total / p) * 1.25));
  return { n, p, x: whole(100), y: whole(100), capacity, demand, floor: seed % 2 === 0 };
}

/** The optimum over every set of centres and every assignment. */
function bruteForce(problem: CpmpProblem): number {
  const { n, p } = problem;
  let best = Infinity;
  for (let set = 0; set < 2 ** n; set++) {
    const centres = Array.from({ length: n }, (_, j) => j).filter((j) => (set >> j) & 1);
    if (centres.length !== p) continue;
    for (let code = 0; code < p ** n; code++) {
      const assignment = Int32Array.from(
        { length: n },
        (_, i) => centres[Math.floor(code / p ** i) % p] as number,
      );
      best = Math.min(best, cpmpCost(problem, assignment) ?? Infinity);
    }
  }
  return best;
}

describe('capacitated p-median', () => {
  it('finds the optimum of small instances, with a bound that is never above it', () => {
    for (let seed = 1; seed <= 12; seed++) {
      const problem = randomCpmp(seed, 7, 2);
      const best = bruteForce(problem);
      const answer = solveNow(problem, 150);
      expect(answer.objective, `seed ${seed}`).toBeCloseTo(best, 6);
      expect(answer.bound, `seed ${seed}`).toBeLessThanOrEqual(best + 1e-9);
    }
  });

  it('[CAP-01] every point goes to one of p centres and none is over its capacity', () => {
    const problem = randomCpmp(5, 120, 8);
    const answer = solveNow(problem, 200);
    expect(cpmpCost(problem, answer.assignment)).toBeCloseTo(answer.objective, 6);
    expect(new Set(answer.assignment)).toEqual(new Set(answer.medians));
    expect(answer.bound).toBeGreaterThan(answer.objective * 0.5);
  });

  it.each(['uniform', 'towns'] as const)(
    'a new instance, %s, is served legally and near its own bound',
    (places) => {
      for (let seed = 1; seed <= 2; seed++) {
        const problem = newCpmp({ n: 100, p: 8, places, fill: 0.85, seed });
        const answer = solveNow(problem, 1000);
        expect(new Set(answer.medians).size).toBe(8);
        expect(cpmpCost(problem, answer.assignment), `seed ${seed}`).toBeCloseTo(answer.objective, 6);
        expect(answer.objective).toBeGreaterThanOrEqual(answer.bound);
        expect(answer.objective, `seed ${seed}`).toBeLessThanOrEqual(answer.bound * 1.06);
      }
    },
  );

  it('the same seed and budget give the same bytes', () => {
    const problem = newCpmp({ n: 60, p: 5, places: 'towns', fill: 0.9, seed: 4 });
    expect(solveNow(problem, 500).assignment).toEqual(solveNow(problem, 500).assignment);
  });

  it('points that share a place never share a centre twice', () => {
    const n = 24;
    const same = new Float64Array(n).fill(7);
    const problem: CpmpProblem = {
      n,
      p: 6,
      x: same,
      y: same,
      capacity: new Float64Array(n).fill(4),
      demand: new Float64Array(n).fill(1),
      floor: false,
    };
    const answer = solveNow(problem, 300);
    expect(new Set(answer.medians).size).toBe(6);
    expect(cpmpCost(problem, answer.assignment)).toBe(0);
  });

  it('reads points with and without a number before them, and refuses others', () => {
    const plain = parseCpmp('2 1\n0 0 5 1\n3 4 5 1', false);
    const numbered = parseCpmp('2 1\n1 0 0 5 1\n2 3 4 5 1', false);
    expect(plain.ok && numbered.ok && plain.value).toEqual(numbered.ok && numbered.value);
    const short = parseCpmp('2 1\n0 0 5', false);
    expect(short.ok ? [] : short.errors.map((e) => e.code)).toEqual(['CPMP_LENGTH']);
  });
});
