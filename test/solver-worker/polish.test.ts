import loadHighs from 'highs';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkLegality } from '../../solver-worker/check-legality.ts';
import type { SolverProblem, SolverSettings } from '../../solver-worker/contract.ts';
import { DEFAULT_SETTINGS } from '../../solver-worker/contract.ts';
import { createPrng } from '../../solver-worker/engine/prng.ts';
import { exactProgram, notExact } from '../../solver-worker/exact-program.ts';
import { createInlineSolver } from '../../solver-worker/inline.ts';
import { polish } from '../../solver-worker/polish.ts';
import { syntheticPlan } from '../../solver-worker/synthetic-plan.ts';
import { plainProblem } from './problems.ts';

let highs: Awaited<ReturnType<typeof loadHighs>>;
beforeAll(async () => {
  highs = await loadHighs();
});

const solver = createInlineSolver();
const capacity: SolverSettings = { ...DEFAULT_SETTINGS, approach: 'capacity', iterations: 30 };
const PLACES = Array.from({ length: 30 }, (_, k) => ({
  lat: 30 + ((k * 37) % 17),
  lon: -120 + ((k * 53) % 45),
  weight: 1 + (k % 5),
}));
const country = (accounts: number, territories: number, seed: number): SolverProblem =>
  syntheticPlan({ accounts, territories, seed, places: PLACES, tolerance: 0.05 });

/** Seven accounts, three territories, locks, a lock out, a freeze, capacities, a band, a baseline and a cap on moves. */
function small(seed: number): SolverProblem {
  const random = createPrng(seed);
  const [n, r] = [7, 3];
  const whole = (count: number, most: number): Float64Array =>
    Float64Array.from({ length: count }, () => 1 + random.below(most));
  const use = whole(n, 6);
  const total = use.reduce((a, b) => a + b, 0);
  const baseline = Int32Array.from({ length: n }, () => random.below(r));
  return {
    ...plainProblem(n, r),
    travelTable: whole(n * r, 40),
    trips: whole(n, 3),
    continuity: whole(n, 9),
    baseline,
    lock: Int32Array.from({ length: n }, (_, i) => (i === 0 ? 1 : i === 1 ? -2 : -1)),
    frozen: Uint8Array.from({ length: n }, (_, i) => (i === 2 ? 1 : 0)),
    capacities: [
      { name: 'hours', unit: 'hours', use, limit: new Float64Array(r).fill(Math.ceil(total / 2)) },
    ],
    measures: [
      {
        name: 'count',
        values: new Float64Array(n).fill(1),
        targetShare: new Float64Array(r).fill(1 / r),
        tolerance: 0.5,
        weight: 1,
      },
    ],
    churn: { maxAccounts: 4, maxRevenue: Infinity, revenue: use },
  };
}

describe('an exact solver over an answer', () => {
  it('[OPT-09] agrees with enumeration to the last unit on small problems with every hard constraint', async () => {
    for (let seed = 1; seed <= 40; seed++) {
      const problem = small(seed);
      const answer = await solver.solve(problem, capacity);
      expect(answer.run.stoppedBy).toBe('optimal');
      const program = exactProgram(problem, capacity, answer);
      if (program === null || answer.bandsViolated > 0) continue;
      expect(program.whole).toBe(true);
      const solution = highs.solve(program.text, { output_flag: false, mip_rel_gap: 1e-9 });
      expect(solution.Status, `seed ${seed}`).toBe('Optimal');
      expect(solution.ObjectiveValue + program.fixedCost, `seed ${seed}`).toBeCloseTo(answer.objective, 6);
    }
  });

  it('[OPT-09] [OPT-08] betters a small plan, proves it best, and stays legal and above the first bound', async () => {
    const problem = country(60, 4, 1);
    const answer = await solver.solve(problem, capacity);
    const polished = polish(highs, problem, capacity, answer, 60);
    if (polished === null) throw new Error('no answer');
    expect(polished.proven).toBe(true);
    expect(polished.saved).toBeGreaterThan(0);
    expect(polished.answer.objective).toBeCloseTo(answer.objective - polished.saved, 6);
    expect(polished.answer.objective).toBeGreaterThanOrEqual(answer.bound);
    expect(polished.answer.bandsViolated).toBe(0);
    expect(polished.answer.gap).toBeLessThan(1e-4);
    expect(polished.answer.run.engine).toContain('HiGHS');
    expect(checkLegality(problem, polished.answer.assignment)).toEqual([]);
  });

  it('[OPT-09] believes nothing: an answer in fractions, an illegal one and a worse one are all left', async () => {
    const problem = country(60, 4, 2);
    const answer = await solver.solve(problem, capacity);
    const program = exactProgram(problem, capacity, answer);
    if (program === null) throw new Error('no program');
    const saying = (primal: (e: number) => number) =>
      ({
        ...highs,
        solve: () => ({
          Status: 'Optimal',
          ObjectiveValue: 0,
          Columns: Object.fromEntries(
            Array.from(program.account, (_, e) => [`x${e}`, { Primal: primal(e) }]),
          ),
          Rows: [],
        }),
      }) as unknown as typeof highs;
    const half = saying((e) =>
      e < 2 ? 0.5 : Number(answer.assignment[program.account[e] ?? -1] === program.territory[e]),
    );
    expect(polish(half, problem, capacity, answer, 1)).toBeNull();
    const everyoneToOne = saying((e) => Number(program.territory[e] === 0));
    const crowded = polish(everyoneToOne, problem, capacity, answer, 1);
    expect(crowded?.answer.assignment ?? answer.assignment).toEqual(answer.assignment);
  });

  it('[OPT-09] offers no program where one would not be exact or too large', async () => {
    const problem = country(60, 4, 3);
    const answer = await solver.solve(problem, capacity);
    const hybrid = {
      ...capacity,
      approach: 'hybrid' as const,
      weights: { ...capacity.weights, variance: 1 },
    };
    expect(exactProgram(problem, hybrid, answer)).toBeNull();
    expect(notExact(problem, hybrid)).toBe('variance');
    expect(notExact(problem, capacity)).toBeNull();
    const large = country(2000, 12, 1);
    const assignment = new Int32Array(2000);
    expect(
      exactProgram(large, capacity, { assignment, centreLat: large.baseLat, centreLon: large.baseLon }),
    ).toBeNull();
    expect(notExact(large, capacity)).toBe('too-large');
    expect(notExact({ ...problem, lock: problem.lock.map(() => 0) }, capacity)).toBe('nothing-free');
  });
});
