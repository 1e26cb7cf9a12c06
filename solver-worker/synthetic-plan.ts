import type { BalanceMeasure, SolverProblem } from './contract.ts';
import { FREE } from './contract.ts';
import { exp } from './engine/exact-math.ts';
import { createPrng } from './engine/prng.ts';

export interface SyntheticPlace {
  readonly lat: number;
  readonly lon: number;
  /** How many accounts gather here, relative to the others. */
  readonly weight: number;
}

export interface SyntheticPlan {
  readonly accounts: number;
  readonly territories: number;
  readonly seed: number;
  readonly places: readonly SyntheticPlace[];
  /** Of potential and workload. */
  readonly tolerance: number;
}

/**
 * A national plan for benchmarks: accounts around real places in proportion to their weight, lognormal potential
 * (σ 1.2), visits and workload that follow potential loosely, bases at random accounts. The same seed, the same plan.
 */
export function syntheticPlan(plan: SyntheticPlan): SolverProblem {
  const { accounts: n, territories: r } = plan;
  const random = createPrng(plan.seed);
  const total = new Float64Array(plan.places.length);
  let running = 0;
  plan.places.forEach((place, p) => (total[p] = running += place.weight));
  const lat = new Float64Array(n);
  const lon = new Float64Array(n);
  const potential = new Float64Array(n);
  const workload = new Float64Array(n);
  const score = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const place = plan.places[indexAbove(total, random.next() * running)] as SyntheticPlace;
    lat[i] = place.lat + 0.08 * random.normal();
    lon[i] = place.lon + 0.1 * random.normal();
    const z = random.normal();
    potential[i] = Math.round(10_000 * exp(1.2 * z));
    workload[i] = Math.round(100 * 6 * exp(0.8 * (0.6 * z + 0.8 * random.normal()))) / 100;
    score[i] = Math.min(0.9, Math.max(-0.2, 0.4 + 0.15 * z));
  }
  const baseLat = new Float64Array(r);
  const baseLon = new Float64Array(r);
  for (let t = 0; t < r; t++) {
    const i = random.below(n);
    baseLat[t] = lat[i] as number;
    baseLon[t] = lon[i] as number;
  }
  const measure = (name: string, values: Float64Array): BalanceMeasure => ({
    name,
    values,
    targetShare: new Float64Array(r).fill(1 / r),
    tolerance: plan.tolerance,
    weight: 1,
  });
  return {
    n,
    r,
    territoryNames: Array.from({ length: r }, (_, t) => `Territory ${t + 1}`),
    lat,
    lon,
    baseLat,
    baseLon,
    score,
    trips: new Float64Array(n).fill(1),
    travelCurve: { unit: 'km', km: Float64Array.of(0, 1000), cost: Float64Array.of(0, 1000) },
    travelTable: null,
    measures: [measure('potential', potential), measure('workload', workload)],
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

function indexAbove(total: Float64Array, value: number): number {
  let low = 0;
  let high = total.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((total[middle] as number) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
