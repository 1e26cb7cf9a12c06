/**
 * Where territories lie before their centres are placed anew: Ohio stays in Ohio. Without it a centre goes to whichever
 * territory comes next in the list, and everybody's accounts change hands though the map hardly does.
 */
import { hungarian } from '../hungarian.ts';
import type { Model } from './model.ts';
import { unitVectors } from './travel.ts';

/**
 * Per territory the sum of trips × unit vector over its accounts before the run: 3 r numbers. A territory that held
 * nothing pulls to its base with the weight of one account, and one without either pulls nowhere.
 */
export function homesOf(model: Model): Float64Array {
  const { problem, places, r } = model;
  const sums = new Float64Array(3 * r);
  const held = new Int32Array(r);
  const pull = (t: number, from: Float64Array, at: number, weight: number): void => {
    for (let axis = 0; axis < 3; axis++)
      sums[3 * t + axis] = (sums[3 * t + axis] as number) + weight * (from[3 * at + axis] as number);
  };
  for (let i = 0; i < model.n; i++) {
    const home = problem.baseline[i] as number;
    if (home < 0 || Number.isNaN(places[3 * i] as number)) continue;
    held[home] = (held[home] as number) + 1;
    pull(home, places, i, problem.trips[i] as number);
  }
  const bases = unitVectors(problem.baseLat, problem.baseLon);
  for (let t = 0; t < r; t++)
    if (held[t] === 0 && !Number.isNaN(bases[3 * t] as number)) pull(t, bases, t, 1);
  return sums;
}

function length(sums: Float64Array, t: number): number {
  const [x, y, z] = [sums[3 * t] as number, sums[3 * t + 1] as number, sums[3 * t + 2] as number];
  return Math.sqrt(x * x + y * y + z * z);
}

/** Puts every free centre in the middle of what its territory held; false, and nothing done, where one held nothing. */
export function beginAtHome(model: Model, free: Int32Array, homes: Float64Array): boolean {
  if (free.some((t) => !(length(homes, t) > 0))) return false;
  for (const t of free) {
    const size = length(homes, t);
    for (let axis = 0; axis < 3; axis++) model.centres[3 * t + axis] = (homes[3 * t + axis] as number) / size;
  }
  return true;
}

/**
 * Gives the free centres to the territories that lie nearest: of all ways the one with the least Σ trips × squared chord
 * from accounts to the centre of the territory they were in. A squared chord of unit vectors is 2 − 2 x·c, so the sums
 * of `homesOf` are all that counts.
 */
export function keepNames(model: Model, free: Int32Array, homes: Float64Array): void {
  if (!free.some((t) => length(homes, t) > 0)) return;
  const size = free.length;
  const before = model.centres.slice();
  const cost = new Float64Array(size * size);
  free.forEach((t, row) =>
    free.forEach((c, column) => {
      let dot = 0;
      for (let axis = 0; axis < 3; axis++)
        dot += (homes[3 * t + axis] as number) * (before[3 * c + axis] as number);
      cost[row * size + column] = -dot;
    }),
  );
  hungarian(cost, size).forEach((column, row) => {
    const [t, c] = [free[row] as number, free[column] as number];
    for (let axis = 0; axis < 3; axis++) model.centres[3 * t + axis] = before[3 * c + axis] as number;
  });
}
