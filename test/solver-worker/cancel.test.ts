import { describe, expect, it } from 'vitest';
import { checkLegality } from '../../solver-worker/check-legality.ts';
import type { SolverAnswer, SolverProblem, SolverSettings } from '../../solver-worker/contract.ts';
import { DEFAULT_SETTINGS } from '../../solver-worker/contract.ts';
import { solveSteps } from '../../solver-worker/engine/solve.ts';
import { syntheticPlan } from '../../solver-worker/synthetic-plan.ts';

const PLACES = Array.from({ length: 60 }, (_, k) => ({
  lat: 30 + ((k * 37) % 17),
  lon: -120 + ((k * 53) % 45),
  weight: 1 + (k % 5),
}));

/** A problem that counts how often the engine measures the travel of a pair: its work, by no clock. */
function counted(problem: SolverProblem): { readonly problem: SolverProblem; readonly pairs: () => number } {
  let pairs = 0;
  const { km, cost, unit } = problem.travelCurve;
  const travelCurve = {
    unit,
    cost,
    get km() {
      pairs++;
      return km;
    },
  };
  return { problem: { ...problem, travelCurve }, pairs: () => pairs };
}

const ACCOUNTS = 3000;
const SETTINGS: SolverSettings = { ...DEFAULT_SETTINGS, iterations: 20 };
const country = (): SolverProblem =>
  syntheticPlan({ accounts: ACCOUNTS, territories: 40, seed: 1, places: PLACES, tolerance: 0.05 });

/** Cancels at the given pause; how many pauses and pairs it took, and how many pairs after the cancel. */
function cancelAt(plain: SolverProblem, pause: number) {
  const { problem, pairs } = counted(plain);
  const steps = solveSteps(problem, SETTINGS);
  let most = 0;
  let pauses = 0;
  let before = 0;
  let atCancel = 0;
  let next = steps.next();
  while (!next.done) {
    most = Math.max(most, pairs() - before);
    before = pairs();
    if (pauses === pause) atCancel = before;
    const stop = pauses++ >= pause ? 'cancelled' : null;
    next = steps.next({ stop, seconds: 0 });
  }
  const answer: SolverAnswer = next.value;
  return { answer, most, pauses, after: pairs() - atCancel };
}

describe('stopping', () => {
  it('looks whether to stop before it has measured 25,000 pairs, all the way', () => {
    const { most, pauses } = cancelAt(country(), Infinity);
    expect(pauses).toBeGreaterThan(20);
    expect(most).toBeLessThan(25_000);
  });

  it('keeps a legal plan whenever it is cancelled, and measures few pairs after that', () => {
    const plain = country();
    const { pauses } = cancelAt(plain, Infinity);
    for (const share of [0, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.8]) {
      const { answer, after } = cancelAt(plain, Math.floor(share * pauses));
      expect(answer.run.stoppedBy).toBe('cancelled');
      expect(checkLegality(plain, answer.assignment)).toEqual([]);
      expect(answer.unassigned).toHaveLength(0);
      expect(after).toBeLessThan(8 * ACCOUNTS);
    }
  });

  it('[DIS-01] keeps the churn caps when it is cancelled before the first plan', () => {
    const plain = country();
    const baseline = Int32Array.from({ length: ACCOUNTS }, (_, i) => i % 40);
    const churn = { maxAccounts: 30, maxRevenue: Infinity, revenue: new Float64Array(ACCOUNTS).fill(1) };
    const problem = { ...plain, baseline, churn };
    const { answer } = cancelAt(problem, 0);
    expect(checkLegality(problem, answer.assignment)).toEqual([]);
  });

  it('knows a plan and a bound long before it is done', () => {
    const steps = solveSteps(country(), SETTINGS);
    let pauses = 0;
    let first = Infinity;
    let next = steps.next();
    while (!next.done) {
      if (next.value.objective !== null && next.value.bound !== null) first = Math.min(first, pauses);
      pauses++;
      next = steps.next({ stop: null, seconds: 0 });
    }
    expect(first).toBeLessThan(pauses / 2);
  });
});
