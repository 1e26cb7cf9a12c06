import { describe, expect, it } from 'vitest';
import { checkLegality } from '../../solver-worker/check-legality.ts';
import { DEFAULT_SETTINGS } from '../../solver-worker/contract.ts';
import type { SolverProblem, SolverProgress, SolverSettings } from '../../solver-worker/contract.ts';
import { createInlineSolver } from '../../solver-worker/inline.ts';
import { syntheticPlan } from '../../solver-worker/synthetic-plan.ts';
import { stressReport } from '../../solver-worker/stress.ts';
import { difference } from '../../solver-worker/alternatives.ts';

const PLACES = Array.from({ length: 60 }, (_, k) => ({
  lat: 30 + ((k * 37) % 17),
  lon: -120 + ((k * 53) % 45),
  weight: 1 + (k % 5),
}));

const country = (accounts: number, territories: number, seed = 1): SolverProblem =>
  syntheticPlan({ accounts, territories, seed, places: PLACES, tolerance: 0.05 });

const settings = (more: Partial<SolverSettings> = {}): SolverSettings => ({
  ...DEFAULT_SETTINGS,
  iterations: 60,
  ...more,
});

const solver = createInlineSolver();

function nearestBase(problem: SolverProblem, i: number): number {
  let best = 0;
  let least = Infinity;
  for (let t = 0; t < problem.r; t++) {
    const north = (problem.lat[i] ?? 0) - (problem.baseLat[t] ?? 0);
    const east = (problem.lon[i] ?? 0) - (problem.baseLon[t] ?? 0);
    const far = north * north + east * east;
    if (far >= least) continue;
    least = far;
    best = t;
  }
  return best;
}

describe('the engine on a synthetic country', () => {
  it('[DSN-04] meets both ±5% bands everywhere, legal, within 2% of the proven bound', async () => {
    const problem = country(2000, 12);
    const answer = await solver.solve(problem, settings());
    expect(checkLegality(problem, answer.assignment)).toEqual([]);
    expect(answer.bandsViolated).toBe(0);
    expect(answer.gap).toBeLessThan(0.02);
    expect(answer.bound).toBeLessThanOrEqual(answer.objective);
    expect(answer.infeasibility).toBeNull();
    expect(answer.unassigned).toHaveLength(0);
  });

  it('[OPT-08] the same seed and iteration budget give the same bytes, whatever the clock says', async () => {
    const problem = country(600, 8);
    const once = await solver.solve(problem, settings());
    let slow = 0;
    const again = await createInlineSolver(() => (slow += 7)).solve(problem, settings());
    expect(again.assignment).toEqual(once.assignment);
    expect(again.bound).toBe(once.bound);
    expect(again.run.inputs).toBe(once.run.inputs);
  });

  it('[DSN-09] keeps locks, and its bands count what is locked', async () => {
    const plain = country(800, 6);
    const lock = plain.lock.slice();
    for (let i = 0; i < 50; i++) lock[i] = i % 6;
    const problem = { ...plain, lock };
    const answer = await solver.solve(problem, settings());
    expect([...answer.assignment.subarray(0, 50)]).toEqual([...lock.subarray(0, 50)]);
    expect(checkLegality(problem, answer.assignment)).toEqual([]);
  });

  it('[DIS-01] holds the churn cap against the baseline and says what it costs', async () => {
    const plain = country(600, 6);
    const free = await solver.solve(plain, settings());
    const baseline = free.assignment.map((t, i) => (i % 3 === 0 ? (t + 1) % 6 : t));
    const problem: SolverProblem = {
      ...plain,
      baseline,
      churn: { maxAccounts: 90, maxRevenue: Infinity, revenue: new Float64Array(600).fill(1) },
    };
    const answer = await solver.solve(problem, settings());
    expect(checkLegality(problem, answer.assignment)).toEqual([]);
    const moved = answer.assignment.reduce((sum, t, i) => sum + (t !== baseline[i] ? 1 : 0), 0);
    expect(moved).toBeLessThanOrEqual(90);
    expect(answer.prices.some((price) => price.kind === 'churn-accounts' && price.price > 0)).toBe(true);
  });

  it('[DIS-01] proves a near-best plan under the churn cap and the variance of scores at once', async () => {
    const plain = country(2000, 12);
    const baseline = Int32Array.from(plain.lat, (_, i) => nearestBase(plain, i));
    const problem: SolverProblem = {
      ...plain,
      baseline,
      churn: { maxAccounts: 500, maxRevenue: Infinity, revenue: new Float64Array(2000).fill(1) },
    };
    const weights = { score: 1, travel: 0.02, variance: 1, continuity: 0.02, compactness: 0 };
    const answer = await solver.solve(problem, settings({ weights }));
    expect(checkLegality(problem, answer.assignment)).toEqual([]);
    expect(answer.bandsViolated).toBe(0);
    expect((answer.objective - answer.bound) / answer.parts.travel).toBeLessThan(0.01);
  });

  it('[CAP-01] leaves nobody out while there is room, and fills no territory beyond its capacity', async () => {
    const plain = country(500, 5);
    const problem: SolverProblem = {
      ...plain,
      measures: [],
      capacities: [
        {
          name: 'accounts',
          unit: 'accounts',
          use: new Float64Array(500).fill(1),
          limit: new Float64Array(5).fill(102),
        },
      ],
    };
    const answer = await solver.solve(problem, settings());
    expect(checkLegality(problem, answer.assignment)).toEqual([]);
    expect(answer.unassigned).toHaveLength(0);
    expect(answer.gap).toBeLessThan(0.005);
  });

  it('names the mega-account that makes a band impossible, and the floor', async () => {
    const plain = country(300, 5);
    const potential = (plain.measures[0] as SolverProblem['measures'][0]).values.slice();
    const rest = potential.reduce((a, b) => a + b, 0) - (potential[7] as number);
    potential[7] = rest;
    const problem: SolverProblem = {
      ...plain,
      measures: [{ ...(plain.measures[0] as SolverProblem['measures'][0]), values: potential }],
    };
    const answer = await solver.solve(problem, settings());
    const conflict = answer.infeasibility?.conflicts.find((c) => c.code === 'MEGA_ACCOUNT');
    expect([...(conflict?.accounts ?? [])]).toEqual([7]);
    expect(answer.infeasibility?.nearest[0]?.floor).toBeCloseTo(1.5, 6);
    expect(answer.boundScope).toBe('all');
  });

  it('[DSN-12] gives no centre to a handful of islands half a world away, and still meets every band', async () => {
    const plain = country(2000, 12);
    const lat = plain.lat.slice();
    const lon = plain.lon.slice();
    for (let i = 0; i < 10; i++) {
      lat[i] = i % 2 === 0 ? 13.5 : -14.3;
      lon[i] = i % 2 === 0 ? 144.8 : -170.7;
    }
    const nowhere = new Float64Array(12).fill(NaN);
    const problem = { ...plain, lat, lon, baseLat: nowhere, baseLon: nowhere };
    const answer = await solver.solve(problem, settings());
    expect(answer.bandsViolated).toBe(0);
    expect(answer.gap).toBeLessThan(0.1);
    expect(answer.centreLon.every((centre) => centre > -130 && centre < -60)).toBe(true);
  });

  it('[DSN-01] leaves nobody out when centres are free and compactness is what counts', async () => {
    const plain = country(6, 2);
    const nowhere = new Float64Array(2).fill(NaN);
    const problem = { ...plain, baseLat: nowhere, baseLon: nowhere };
    const answer = await solver.solve(problem, settings({ approach: 'equal-opportunity' }));
    expect(answer.unassigned).toHaveLength(0);
  });

  it('[DSN-12] places centres where there are none and balances around them', async () => {
    const plain = country(1000, 7);
    const none = new Float64Array(7).fill(NaN);
    const answer = await solver.solve({ ...plain, baseLat: none, baseLon: none }, settings());
    const based = await solver.solve(plain, settings());
    expect(answer.centreLat.every((lat) => lat > 25 && lat < 50)).toBe(true);
    expect(answer.parts.travel).toBeLessThan(based.parts.travel);
    expect(answer.bandsViolated).toBe(0);
  });

  it('[EXP-01] gives every account a reason', async () => {
    const answer = await solver.solve(country(400, 5), settings());
    expect(answer.reasons.every((code) => code > 0)).toBe(true);
  });

  it('the cost of a move is what the objective changes by when the move is made', async () => {
    const problem = { ...country(200, 4), measures: [] };
    const answer = await solver.solve(problem, settings());
    const moves = await solver.costOfMoves(problem, settings(), answer.assignment, 17);
    expect(moves).toHaveLength(5);
    const other = moves.find((move) => move.territory >= 0 && move.territory !== answer.assignment[17]);
    const lock = problem.lock.slice();
    lock[17] = other?.territory ?? 0;
    const locked = await solver.solve({ ...problem, lock }, settings());
    expect(locked.objective - answer.objective).toBeCloseTo(other?.delta ?? NaN, 6);
  });

  it('cancelling keeps the best so far and is heard while the engine works', async () => {
    const problem = country(4000, 20);
    let seen = 0;
    const answer = await solver.solve(
      problem,
      settings({ iterations: 1e9 }),
      (progress: SolverProgress) => {
        if (progress.objective !== null) seen++;
      },
      { cancelled: () => seen > 0 },
    );
    expect(answer.run.stoppedBy).toBe('cancelled');
    expect(answer.objective).toBeGreaterThan(0);
    expect(answer.assignment.every((t) => t >= 0)).toBe(true);
  });

  it('[CAP-01] ends, legal, where reps can see a tenth of the accounts and few may change hands', async () => {
    const base = country(3000, 6);
    const home = Int32Array.from({ length: 3000 }, (_, i) => i % 6);
    const problem = {
      ...base,
      baseline: home,
      capacities: [
        {
          name: 'accounts',
          unit: 'accounts' as const,
          use: new Float64Array(3000).fill(1),
          limit: new Float64Array(6).fill(50),
        },
      ],
      churn: { maxAccounts: 450, maxRevenue: Infinity, revenue: new Float64Array(3000) },
    };
    const answer = await solver.solve(problem, settings({ iterations: 10 }));
    expect(answer.infeasibility?.conflicts.map(({ code }) => code)).toContain('TOTAL_CAPACITY');
    const changed = answer.assignment.reduce((sum, t, i) => sum + (t === home[i] ? 0 : 1), 0);
    expect(changed).toBeLessThanOrEqual(450);
  });

  it('[SCN-01] offers alternatives that differ, each better than the others in something', async () => {
    const plain = country(800, 6);
    const base = await solver.solve(plain, settings());
    const baseline = base.assignment.map((t, i) => (i % 4 === 0 ? (t + 1) % 6 : t));
    const problem = { ...plain, baseline, continuity: new Float64Array(800).fill(40) };
    const found = await solver.alternatives(problem, settings());
    expect(found.length).toBeGreaterThanOrEqual(2);
    for (const one of found) {
      for (const other of found) {
        if (one === other) continue;
        expect(difference(one.answer.assignment, other.answer.assignment)).toBeGreaterThan(0.02);
        const better =
          one.imbalance < other.imbalance || one.travel < other.travel || one.moved < other.moved;
        expect(better).toBe(true);
      }
    }
  });

  it('[STR-01] a territory whose rep is lost counts in no spread: its accounts are with the others', async () => {
    const problem = country(300, 4);
    const plan = await solver.solve(problem, settings());
    const stress = {
      draws: 8,
      seed: 2,
      weights: 0,
      capacity: 0,
      demand: 0,
      repLoss: 1,
      targets: {},
    };
    const draws = await solver.stressDraws(problem, settings({ iterations: 4 }), plan.assignment, {
      stress,
      first: 0,
      count: 8,
    });
    // Nearest others of three: with the fourth counted as empty the spread could not be below sqrt(1/3).
    const spreads = draws.map(({ measures }) => measures['cv:potential'] ?? NaN);
    expect(Math.min(...spreads)).toBeLessThan(Math.sqrt(1 / 3));
  });

  it('[STR-01] [STR-05] stress draws report spreads, failures and stability, the same for the same seed', async () => {
    const problem = country(300, 5);
    const plan = await solver.solve(problem, settings());
    const stress = {
      draws: 100,
      seed: 3,
      weights: 0.2,
      capacity: 0.1,
      demand: 0.1,
      repLoss: 0.05,
      targets: { imbalance: 0.12 },
    };
    const report = await solver.stress(problem, settings({ iterations: 8 }), plan.assignment, stress);
    expect(report.draws).toBe(100);
    expect(report.passShare).toBeGreaterThan(0);
    expect(report.passShare).toBeLessThan(1);
    expect(report.mostFrequentFailure).toBe('imbalance');
    expect(report.stability.p50).toBeGreaterThan(0.3);
    const again = await solver.stress(problem, settings({ iterations: 8 }), plan.assignment, stress);
    expect(again).toEqual(report);
    const part = (first: number, count: number) =>
      solver.stressDraws(problem, settings({ iterations: 8 }), plan.assignment, { stress, first, count });
    const parts = [...(await part(0, 40)), ...(await part(40, 60))];
    expect(stressReport(stress, parts, report.tornado)).toEqual(report);
  });

  it('[STR-02] the tornado names the weights that count, widest first; a weight of nothing is not in it', async () => {
    const problem = country(300, 5);
    const plan = await solver.solve(problem, settings());
    const own = settings({ iterations: 8 });
    const tornado = await solver.weightTornado(problem, own, plan.assignment, 0.9);
    expect(tornado.map(({ name }) => name)).not.toContain('variance');
    const widths = tornado.map(({ low, high }) => Math.max(low, high));
    expect(widths).toEqual(widths.toSorted((a, b) => b - a));
  });
});
