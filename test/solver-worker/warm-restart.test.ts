import { describe, expect, it } from 'vitest';
import { difference } from '../../solver-worker/alternatives.ts';
import { checkLegality } from '../../solver-worker/check-legality.ts';
import type {
  DualPrices,
  SolverAnswer,
  SolverProblem,
  SolverSettings,
} from '../../solver-worker/contract.ts';
import { DEFAULT_SETTINGS } from '../../solver-worker/contract.ts';
import { createPrng } from '../../solver-worker/engine/prng.ts';
import { solveSteps } from '../../solver-worker/engine/solve.ts';
import { finish } from '../../solver-worker/engine/steps.ts';
import { syntheticPlan } from '../../solver-worker/synthetic-plan.ts';
import { randomProblem, randomSettings } from './problems.ts';

const PLACES = Array.from({ length: 60 }, (_, k) => ({
  lat: 30 + ((k * 37) % 17),
  lon: -120 + ((k * 53) % 45),
  weight: 1 + (k % 5),
}));

const solve = (problem: SolverProblem, settings: SolverSettings, enumerateSmall = false): SolverAnswer =>
  finish(solveSteps(problem, settings, { enumerateSmall }));

/** The settings of a run after `answer`, territory t of which was `from[t]` before; -1 where it is new. */
function after(answer: SolverAnswer, settings: SolverSettings, from: readonly number[]): SolverSettings {
  const dual: DualPrices = {
    ...answer.dual,
    loads: answer.dual.loads.map((load) => ({
      ...load,
      perUnit: Float64Array.from(from, (t) => load.perUnit[t] ?? NaN),
    })),
  };
  const none = new Float64Array(from.length).fill(NaN);
  return {
    ...settings,
    start: answer.assignment.map((t) => from.indexOf(t)),
    warm: { prices: dual, centreLat: none, centreLon: none },
  };
}

const all = (r: number): number[] => Array.from({ length: r }, (_, t) => t);

/** The same with only these territories. */
function withTerritories(problem: SolverProblem, kept: readonly number[]): SolverProblem {
  const pick = (column: Float64Array): Float64Array => Float64Array.from(kept, (t) => column[t] ?? NaN);
  return {
    ...problem,
    r: kept.length,
    territoryNames: kept.map((t) => problem.territoryNames[t] ?? ''),
    baseLat: pick(problem.baseLat),
    baseLon: pick(problem.baseLon),
    measures: problem.measures.map((measure) => ({
      ...measure,
      targetShare: new Float64Array(kept.length).fill(1 / kept.length),
    })),
  };
}

const withTolerance = (problem: SolverProblem, tolerance: number): SolverProblem => ({
  ...problem,
  measures: problem.measures.map((measure) => ({ ...measure, tolerance })),
});

function withLock(problem: SolverProblem, i: number, t: number): SolverProblem {
  const lock = problem.lock.slice();
  lock[i] = t;
  return { ...problem, lock };
}

/** The fewest hard rules that any assignment breaks, by trying them all. */
function fewestViolations(problem: SolverProblem): number {
  const assignment = new Int32Array(problem.n).fill(-1);
  let fewest = Infinity;
  for (;;) {
    fewest = Math.min(fewest, checkLegality(problem, assignment).length);
    let i = 0;
    while (i < problem.n && assignment[i] === problem.r - 1) assignment[i++] = -1;
    if (fewest === 0 || i === problem.n) return fewest;
    assignment[i] = (assignment[i] as number) + 1;
  }
}

/** A random small problem, and the same after one small change. */
function changed(seed: number): { readonly before: SolverProblem; readonly now: SolverProblem } {
  const random = createPrng(seed);
  const drawn = randomProblem(seed);
  // Capacities and churn caps together are a packing problem that only search decides.
  const before = seed % 2 === 0 ? { ...drawn, churn: null } : { ...drawn, capacities: [] };
  const free = before.lock.findIndex((t, i) => t === -1 && before.frozen[i] === 0);
  const now =
    seed % 3 === 0 && free >= 0
      ? withLock(before, free, random.below(before.r))
      : withTolerance(before, 0.05 + random.next());
  return { before, now };
}

describe('a run that begins with the prices of an earlier answer', () => {
  it('[OPT-10] is legal wherever brute force finds something legal, and its bound is never above the optimum', () => {
    let judged = 0;
    for (let seed = 1; seed <= 1000; seed++) {
      const settings = randomSettings(seed);
      const { before, now } = changed(seed);
      const first = solve(before, settings);
      const answer = solve(now, after(first, settings, all(now.r)));
      if (checkLegality(now, answer.assignment).length > 0)
        expect(fewestViolations(now), `seed ${seed}`).toBeGreaterThan(0);
      const best = solve(now, settings, true);
      if (best.run.stoppedBy !== 'optimal' || best.bandsViolated > 0 || answer.boundScope !== 'all') continue;
      judged++;
      expect(answer.bound, `seed ${seed}`).toBeLessThanOrEqual(best.objective + 1e-6);
    }
    expect(judged).toBeGreaterThan(200);
  });

  it('[OPT-08] proves nothing false whatever prices it is given', () => {
    const odd = [NaN, Infinity, -Infinity, 1e300, -1e300, 0, 1, -1, 40, -40];
    let judged = 0;
    for (let seed = 1; seed <= 600; seed++) {
      const random = createPrng(seed ^ 0x2545f491);
      const settings = randomSettings(seed);
      const { now } = changed(seed);
      const best = solve(now, settings, true);
      if (best.run.stoppedBy !== 'optimal' || best.bandsViolated > 0) continue;
      const any = (): number => odd[random.below(odd.length)] as number;
      const first: SolverAnswer = {
        ...best,
        dual: {
          loads: best.dual.loads.map((load) => ({ ...load, perUnit: load.perUnit.map(any) })),
          changes: best.dual.changes.map((change) => ({ ...change, perUnit: any() })),
        },
      };
      const answer = solve(now, after(first, settings, all(now.r)));
      if (answer.boundScope !== 'all') continue;
      judged++;
      expect(answer.bound, `seed ${seed}`).toBeLessThanOrEqual(best.objective + 1e-6);
    }
    expect(judged).toBeGreaterThan(200);
  });

  const settings: SolverSettings = { ...DEFAULT_SETTINGS, iterations: 120 };
  const larger = syntheticPlan({ accounts: 5000, territories: 26, seed: 4, places: PLACES, tolerance: 0.05 });
  const country = withTerritories(larger, all(25));
  const first = solve(country, settings);
  const target = ((first.assignment[7] as number) + 1) % 25;
  const changes: readonly (readonly [string, SolverProblem, readonly number[]])[] = [
    ['an account is locked elsewhere', withLock(country, 7, target), all(25)],
    ['tolerances are tighter', withTolerance(country, 0.04), all(25)],
    ['tolerances are wider', withTolerance(country, 0.07), all(25)],
    [
      'a rep is gone',
      withTerritories(
        country,
        all(25).filter((t) => t !== 6),
      ),
      all(25).filter((t) => t !== 6),
    ],
    ['a rep has come', larger, [...all(25), -1]],
  ];
  it.each(changes)('[OPT-08] meets every band near the bound when %s', (_, now, from) => {
    const warm = solve(now, after(first, settings, from));
    const cold = solve(now, settings);
    expect(checkLegality(now, warm.assignment)).toEqual([]);
    expect(warm.bandsViolated).toBeLessThanOrEqual(cold.bandsViolated);
    expect(warm.gap).toBeLessThanOrEqual(cold.gap + 0.001);
    expect(warm.run.warmStart).toBe(true);
    expect(cold.run.warmStart).toBe(false);
  });

  it('keeps the earlier answer where nothing changed', () => {
    const same = solve(country, after(first, settings, all(25)));
    expect(same.assignment).toEqual(first.assignment);
    expect(same.bound).toBeCloseTo(first.bound, 3);
    const locked = solve(withLock(country, 7, target), after(first, settings, all(25)));
    expect(locked.assignment[7]).toBe(target);
    expect(difference(first.assignment, locked.assignment)).toBeLessThan(0.02);
  });

  it('[OPT-08] gives the same bytes for the same start', () => {
    const now = withTolerance(country, 0.06);
    const once = solve(now, after(first, settings, all(25)));
    const again = solve(now, after(first, settings, all(25)));
    expect({ ...again, run: null }).toEqual({ ...once, run: null });
    expect(again.run.inputs).toBe(once.run.inputs);
    expect(again.run.inputs).not.toBe(solve(now, settings).run.inputs);
  });
});
