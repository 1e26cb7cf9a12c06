import type { SolverProblem } from './contract.ts';
import { tripTravel, unitVectors } from './engine/travel.ts';

/** What plans are compared by. Recomputed from the problem alone. */
export interface PlanMeasures {
  /** Loads of each measure, by name, one a territory. */
  readonly loads: ReadonlyMap<string, Float64Array>;
  /** Largest |load − target| / target over territories and measures. */
  readonly imbalance: number;
  /** Σ trips × travel, unit of the curve. */
  readonly travel: number;
  /** Share of accounts with a baseline that leave it. */
  readonly moved: number;
  readonly unassigned: number;
}

export function measurePlan(
  problem: SolverProblem,
  assignment: Int32Array,
  centres: Float64Array = unitVectors(problem.baseLat, problem.baseLon),
): PlanMeasures {
  const loads = new Map<string, Float64Array>();
  let imbalance = 0;
  for (const measure of problem.measures) {
    const load = new Float64Array(problem.r);
    let total = 0;
    assignment.forEach((t, i) => {
      const value = measure.values[i] as number;
      total += value;
      if (t >= 0) load[t] = (load[t] as number) + value;
    });
    load.forEach((value, t) => {
      const target = (measure.targetShare[t] as number) * total;
      if (target > 0) imbalance = Math.max(imbalance, Math.abs(value - target) / target);
    });
    loads.set(measure.name, load);
  }
  const places = unitVectors(problem.lat, problem.lon);
  let travel = 0;
  let unassigned = 0;
  let known = 0;
  let left = 0;
  assignment.forEach((t, i) => {
    const home = problem.baseline[i] as number;
    if (home >= 0) {
      known++;
      if (home !== t) left++;
    }
    if (t < 0) unassigned++;
    else travel += (problem.trips[i] as number) * tripTravel(problem, places, centres, i, t);
  });
  return { loads, imbalance, travel, moved: known > 0 ? left / known : 0, unassigned };
}

/** Population standard deviation over the mean (MET-10). */
export function coefficientOfVariation(values: ArrayLike<number>): number {
  let mean = 0;
  for (let t = 0; t < values.length; t++) mean += values[t] as number;
  mean /= values.length || 1;
  let squares = 0;
  for (let t = 0; t < values.length; t++) squares += ((values[t] as number) - mean) ** 2;
  return mean > 0 ? Math.sqrt(squares / values.length) / mean : 0;
}

/** Σ (2i − n − 1) x(i) / (n Σ x), ascending (FAI). */
export function giniOf(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values).sort();
  let weighted = 0;
  let total = 0;
  sorted.forEach((value, i) => {
    weighted += (2 * (i + 1) - sorted.length - 1) * value;
    total += value;
  });
  return total > 0 ? weighted / (sorted.length * total) : 0;
}
