import { FREE } from '../../solver-worker/contract.ts';
import type { SolverProblem, SolverSettings } from '../../solver-worker/contract.ts';
import { DEFAULT_SETTINGS } from '../../solver-worker/contract.ts';
import { createPrng } from '../../solver-worker/engine/prng.ts';
import type { Prng } from '../../solver-worker/engine/prng.ts';

/** A problem of n accounts and r territories with nothing asked; tests add what they need. */
export function plainProblem(n: number, r: number): SolverProblem {
  return {
    n,
    r,
    territoryNames: Array.from({ length: r }, (_, t) => `T${t + 1}`),
    lat: new Float64Array(n).fill(NaN),
    lon: new Float64Array(n).fill(NaN),
    baseLat: new Float64Array(r).fill(NaN),
    baseLon: new Float64Array(r).fill(NaN),
    score: new Float64Array(n),
    trips: new Float64Array(n).fill(1),
    travelCurve: { unit: 'km', km: Float64Array.of(0, 1000), cost: Float64Array.of(0, 1000) },
    travelTable: null,
    measures: [],
    capacities: [],
    lock: new Int32Array(n).fill(FREE),
    lockReason: new Uint8Array(n),
    eligibility: null,
    mustCover: new Uint8Array(n),
    baseline: new Int32Array(n).fill(-1),
    continuity: new Float64Array(n),
    frozen: new Uint8Array(n),
    churn: null,
    contiguity: null,
  };
}

/** Fixture F1 of the ledger: six accounts, two reps. */
export const F1 = {
  scores: [0.82, 0.465, 0.64, 0.265, 0.41, 0.05],
  travel: [0.1, 0.6, 0.2, 0.5, 0.7, 0.1, 0.4, 0.3, 0.35, 0.3, 0.9, 0.8],
  workload: [3, 2, 3, 1, 2, 1],
} as const;

export function f1Problem(capacity: 'workload' | 'three accounts'): SolverProblem {
  const byHours = capacity === 'workload';
  return {
    ...plainProblem(6, 2),
    score: Float64Array.from(F1.scores),
    travelTable: Float64Array.from(F1.travel),
    capacities: [
      {
        name: byHours ? 'workload' : 'accounts',
        unit: byHours ? 'hours' : 'accounts',
        use: byHours ? Float64Array.from(F1.workload) : new Float64Array(6).fill(1),
        limit: byHours ? Float64Array.of(6, 6) : Float64Array.of(3, 3),
      },
    ],
  };
}

export const f1Settings = (more: Partial<SolverSettings>): SolverSettings => ({
  ...DEFAULT_SETTINGS,
  weights: { score: 1, travel: 0.1, variance: 1, continuity: 1, compactness: 0 },
  bands: 'off',
  ...more,
});

const pick = <T>(random: Prng, ...values: readonly T[]): T => values[random.below(values.length)] as T;

/** A small random problem with every kind of constraint now and then, small enough for brute force. */
export function randomProblem(seed: number, most = 6): SolverProblem {
  const random = createPrng(seed);
  const n = 2 + random.below(most - 1);
  const r = 2 + random.below(2);
  const whole = (limit: number): Float64Array =>
    Float64Array.from({ length: n }, () => 1 + random.below(limit));
  const share = new Float64Array(r).fill(1 / r);
  const values = whole(9);
  const use = whole(5);
  const total = use.reduce((a, b) => a + b, 0);
  const baseline = Int32Array.from({ length: n }, () => random.below(r + 1) - 1);
  const offsets = new Int32Array(n + 1);
  const items: number[] = [];
  for (let i = 0; i < n; i++) {
    for (let t = 0; t < r; t++) if (random.next() < 0.7) items.push(t);
    offsets[i + 1] = items.length;
  }
  return {
    ...plainProblem(n, r),
    score: Float64Array.from({ length: n }, () => random.below(100) / 100),
    travelTable: Float64Array.from({ length: n * r }, () => random.below(50)),
    measures:
      random.next() < 0.6
        ? [
            {
              name: 'potential',
              values,
              targetShare: share,
              tolerance: pick(random, 0.1, 0.3, 0.6),
              weight: 1,
            },
          ]
        : [],
    capacities:
      random.next() < 0.6
        ? [
            {
              name: 'hours',
              unit: 'hours',
              use,
              limit: Float64Array.from({ length: r }, () =>
                Math.ceil((total / r) * (0.7 + 0.8 * random.next())),
              ),
            },
          ]
        : [],
    lock: Int32Array.from({ length: n }, () =>
      random.next() < 0.1 ? random.below(r) : random.next() < 0.03 ? -2 : FREE,
    ),
    eligibility: random.next() < 0.4 ? { offsets, items: Int32Array.from(items) } : null,
    mustCover: Uint8Array.from({ length: n }, () => (random.next() < 0.15 ? 1 : 0)),
    baseline,
    continuity: Float64Array.from({ length: n }, () => random.below(20)),
    frozen: Uint8Array.from({ length: n }, () => (random.next() < 0.08 ? 1 : 0)),
    churn:
      random.next() < 0.3
        ? { maxAccounts: 1 + random.below(n), maxRevenue: Infinity, revenue: whole(5) }
        : null,
  };
}

export function randomSettings(seed: number): SolverSettings {
  const random = createPrng(seed ^ 0x5bd1e995);
  const assignAll = random.next() < 0.6;
  return {
    ...DEFAULT_SETTINGS,
    approach: 'hybrid',
    weights: {
      score: assignAll ? 1 : 30,
      travel: 1,
      variance: pick(random, 0, 0, 20),
      continuity: pick(random, 0, 1),
      compactness: 0,
    },
    assignAll,
    iterations: 20,
    seed,
  };
}
