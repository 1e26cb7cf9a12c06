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

  it('knows a plan before it has priced anything, and a bound soon after', () => {
    const steps = solveSteps(country(), SETTINGS);
    const phases: string[] = [];
    for (let next = steps.next(); !next.done; next = steps.next({ stop: null, seconds: 0 })) {
      if (next.value.objective !== null) break;
      phases.push(next.value.phase);
    }
    expect(new Set(phases)).toEqual(new Set(['candidates']));
  });

  it('says that it is stopping from the next pause on', () => {
    const steps = solveSteps(country(), SETTINGS);
    let next = steps.next();
    for (let pause = 0; pause < 30; pause++) next = steps.next({ stop: null, seconds: 0 });
    next = steps.next({ stop: 'cancelled', seconds: 0 });
    while (!next.done) {
      expect(next.value.phase).toBe('stopping');
      next = steps.next({ stop: 'cancelled', seconds: 0 });
    }
    expect(next.value.run.stoppedBy).toBe('cancelled');
  });

  it('[EXP-01] explains every account of the answer, however late it is stopped', () => {
    const plain = country();
    const whole = cancelAt(plain, Infinity);
    for (let back = 1; back <= 12; back++) {
      const { answer } = cancelAt(plain, whole.pauses - back);
      expect(answer.reasons.every((code) => code > 0)).toBe(true);
      const differ = answer.reasons.filter((code, i) => code !== whole.answer.reasons[i]);
      if (answer.assignment.every((t, i) => t === whole.answer.assignment[i]))
        expect(differ.length).toBeLessThan(ACCOUNTS / 100);
    }
  });

  it('[SCO-14] pauses while it makes room for must-cover accounts, one of which costs a look at everybody', () => {
    const plain = country();
    let looks = 0;
    const problem: SolverProblem = {
      ...plain,
      measures: [],
      mustCover: Uint8Array.from({ length: ACCOUNTS }, (_, i) => (i % 10 === 0 ? 1 : 0)),
      capacities: [
        {
          name: 'accounts',
          unit: 'accounts',
          use: new Float64Array(ACCOUNTS).fill(1),
          limit: new Float64Array(40).fill(10),
        },
      ],
      get eligibility() {
        looks++;
        return null;
      },
    };
    const steps = solveSteps(problem, { ...SETTINGS, iterations: 2 });
    let most = 0;
    for (let next = steps.next(); !next.done; next = steps.next({ stop: null, seconds: 0 })) {
      most = Math.max(most, looks);
      looks = 0;
    }
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThan(250_000);
  });
});
