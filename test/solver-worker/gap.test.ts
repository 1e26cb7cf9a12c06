import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { NEVER_CANCELLED } from '../../solver-worker/contract.ts';
import { driveNow } from '../../solver-worker/drive.ts';
import { gapCost, parseGap } from '../../solver-worker/gap/gap-problem.ts';
import type { GapProblem } from '../../solver-worker/gap/gap-problem.ts';
import { solveGapSteps } from '../../solver-worker/gap/solve-gap.ts';
import { createPrng } from '../../solver-worker/engine/prng.ts';
import { randomGap as newGap } from '../../solver-worker/synthetic-instances.ts';

/** Best known values, all of them proven optimal. */
const PUBLISHED = [
  { name: 'gap1-0', best: 261, within: 0 },
  { name: 'gap5-2', best: 383, within: 0.005 },
  { name: 'gap8-0', best: 797, within: 0.005 },
  { name: 'a10100', best: 1360, within: 0 },
  { name: 'c05100', best: 1931, within: 0.005 },
  { name: 'd05100', best: 6353, within: 0.01 },
  { name: 'e05100', best: 12681, within: 0.005 },
  { name: 'c20100', best: 1243, within: 0.003 },
  { name: 'd20100', best: 6185, within: 0.01 },
  { name: 'e20100', best: 8436, within: 0.006 },
] as const;

const load = (name: string): GapProblem => {
  const parsed = parseGap(readFileSync(new URL(`../fixtures/gap/${name}`, import.meta.url), 'utf8'));
  if (!parsed.ok) throw new Error(parsed.errors[0]?.message);
  return parsed.value;
};

const solveNow = (problem: GapProblem, millions: number, seed = 1) =>
  driveNow(solveGapSteps(problem, { seed, millions, seconds: null }), {
    now: () => 0,
    limit: null,
    cancel: NEVER_CANCELLED,
    onProgress: () => undefined,
  });

describe('generalised assignment', () => {
  it.each(PUBLISHED)(
    '$name: legal, near the best known value, and the bound is never above it',
    ({ name, best, within }) => {
      const problem = load(name);
      const answer = solveNow(problem, 6);
      expect(gapCost(problem, answer.assignment)).toBe(answer.objective);
      expect(answer.objective).toBeGreaterThanOrEqual(best);
      expect(answer.objective).toBeLessThanOrEqual(best * (1 + within));
      expect(answer.bound).toBeLessThanOrEqual(best);
      expect(answer.bound).toBeGreaterThan(best * 0.97);
    },
  );

  it('[OPT-08] the same seed and budget give the same bytes, another seed another search', () => {
    const problem = load('d05100');
    const once = solveNow(problem, 1);
    expect(solveNow(problem, 1).assignment).toEqual(once.assignment);
    expect(solveNow(problem, 1, 2).assignment).not.toEqual(once.assignment);
  });

  it('the bound is never above the optimum of random small instances found by brute force', () => {
    for (let seed = 1; seed <= 100; seed++) {
      const problem = randomGap(seed);
      const best = bruteForce(problem);
      const answer = solveNow(problem, 0.2, seed);
      if (best === Infinity) continue;
      expect(answer.bound, `seed ${seed}`).toBeLessThanOrEqual(best);
      expect(answer.objective, `seed ${seed}`).toBe(best);
    }
  });

  it.each([
    ['c', 10, 60, 0.02],
    ['d', 10, 60, 0.02],
    ['e', 10, 60, 0.02],
    ['d', 20, 100, 0.015],
    ['c', 5, 320, 0.005],
  ] as const)(
    'a new instance of family %s, %i × %i, is packed legally and near its own bound',
    (family, agents, jobs, within) => {
      for (let seed = 1; seed <= 2; seed++) {
        const problem = newGap(family, agents, jobs, seed);
        const { objective, bound, assignment } = solveNow(problem, 3, seed);
        expect(gapCost(problem, assignment), `seed ${seed}`).toBe(objective);
        expect(objective).toBeGreaterThanOrEqual(bound);
        expect(objective, `seed ${seed}`).toBeLessThanOrEqual(bound * (1 + within));
      }
    },
  );

  it('refuses a file that is short, and one that holds words', () => {
    const short = parseGap('2 2\n1 2 3 4\n1 2 3');
    expect(short.ok ? [] : short.errors.map((e) => e.code)).toEqual(['GAP_LENGTH']);
    const words = parseGap('1 1\none 1 1');
    expect(words.ok ? [] : words.errors.map((e) => e.code)).toEqual(['GAP_NUMBER']);
  });
});

function randomGap(seed: number): GapProblem {
  const random = createPrng(seed);
  const agents = 2 + random.below(2);
  const jobs = 3 + random.below(4);
  const some = (count: number, most: number): Int32Array =>
    Int32Array.from({ length: count }, () => 1 + random.below(most));
  const weight = some(agents * jobs, 9);
  const total = weight.reduce((a, b) => a + b, 0) / agents;
  const capacity = Int32Array.from({ length: agents }, () => Math.ceil((total / agents) * 1.2));
  return { agents, jobs, cost: some(agents * jobs, 20), weight, capacity };
}

function bruteForce(problem: GapProblem): number {
  const assignment = new Int32Array(problem.jobs);
  let best = Infinity;
  for (let code = 0; code < problem.agents ** problem.jobs; code++) {
    let rest = code;
    for (let j = 0; j < problem.jobs; j++) {
      assignment[j] = rest % problem.agents;
      rest = Math.floor(rest / problem.agents);
    }
    best = Math.min(best, gapCost(problem, assignment) ?? Infinity);
  }
  return best;
}
