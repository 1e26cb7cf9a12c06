import { cheapest } from './build.ts';
import { ascend, dualSize, pricesOf, sampleView } from './dual.ts';
import type { DualView } from './dual.ts';
import type { Leaves } from './leaves.ts';
import type { Model } from './model.ts';
import { pairCost } from './model.ts';
import type { Prng } from './prng.ts';
import { createPrng } from './prng.ts';
import type { Run, Steps } from './steps.ts';
import { chord2 } from './travel.ts';

/** Territories whose centre the optimizer places: those without a base, or all when the approach says so. */
export function freeCentres(model: Model): Int32Array {
  if (model.problem.travelTable !== null) return new Int32Array(0);
  const free: number[] = [];
  for (let t = 0; t < model.r; t++) {
    if (model.terms.freeCentres || Number.isNaN(model.problem.baseLat[t] as number)) free.push(t);
  }
  return Int32Array.from(free);
}

/** Puts the free centres where accounts are dense, so that costs can be measured from somewhere. */
export const seedCentres = (model: Model, leaves: Leaves): void =>
  seed(model, leaves, freeCentres(model), createPrng(model.settings.seed));

const STARTS = 3;
const ROUNDS = 14;

/**
 * Location-allocation (Cooper 1964; with balanced allocation, Kalcsics, Nickel and Schröder 2005): seeds by density,
 * then in turn priced allocation of a sample and the best centre for what each territory was given. The best of a
 * few seeded starts by dual value. Changes `model.centres`; answers the prices found.
 */
export function* placeCentres(model: Model, leaves: Leaves, run: Run): Steps<Float64Array> {
  const free = freeCentres(model);
  const random = createPrng(model.settings.seed);
  run.phase = 'centres';
  let best: { centres: Float64Array; vector: Float64Array; value: number } | null = null;
  for (let start = 0; start < STARTS; start++) {
    seed(model, leaves, free, random);
    let vector: Float64Array = new Float64Array(dualSize(model));
    let value = Infinity;
    for (let round = 0; round < ROUNDS; round++) {
      const view = sampleView(
        model,
        leaves.order,
        Math.max(1500, 25 * model.r),
        round === 0 ? model.r : 24,
        pricesOf(model, vector),
      );
      if (vector.length > 0) {
        const plan = { temperatures: round === 0 ? [0.5, 0.2] : [0.1], roundsEach: 2, tolerance: 3e-3 };
        const point = yield* ascend(model, view, vector, plan, Infinity, run);
        vector = point.vector;
        value = point.value;
      }
      const assignment = cheapest(model, view, pricesOf(model, vector));
      if (vector.length === 0) value = ownCost(model, view, assignment);
      if (best === null || value < best.value) best = { centres: model.centres.slice(), vector, value };
      if (yield* run.pause()) break;
      const moved = recentre(model, view.rows, assignment, free);
      if (moved < 1e-4 && round > 2) break;
    }
    if (run.stopped !== null) break;
  }
  if (best !== null) model.centres.set(best.centres);
  if (model.settings.approach === 'capacity') snapToAccounts(model, leaves, free);
  return best?.vector ?? new Float64Array(dualSize(model));
}

function ownCost(model: Model, view: DualView, assignment: Int32Array): number {
  let total = 0;
  view.rows.forEach((i, row) => {
    const t = assignment[row] as number;
    total += (view.each[row] as number) * (t >= 0 ? pairCost(model, i, t) : (model.outCost[i] as number));
  });
  return total;
}

/** k-means++ (Arthur and Vassilvitskii 2007) on a sample, so seeds follow density (ledger DSN-12). */
function seed(model: Model, leaves: Leaves, free: Int32Array, random: Prng): void {
  const sample = located(model, leaves, 8000);
  if (sample.length === 0) return;
  const fixed: number[] = [];
  for (let t = 0; t < model.r; t++) if (!free.includes(t)) fixed.push(t);
  const near = new Float64Array(sample.length).fill(Infinity);
  const include = (t: number): void => {
    sample.forEach((i, p) => {
      const c2 = chord2(model.places, i, model.centres, t);
      if (c2 < (near[p] as number)) near[p] = c2;
    });
  };
  fixed.forEach(include);
  for (const t of free) {
    const cap = farEnough(near);
    let total = 0;
    sample.forEach((i, p) => (total += weightOf(model, i) * Math.min(near[p] as number, cap)));
    let mark = random.next() * total;
    let chosen = sample[random.below(sample.length)] as number;
    for (let p = 0; p < sample.length && total > 0; p++) {
      const i = sample[p] as number;
      mark -= weightOf(model, i) * Math.min(near[p] as number, cap);
      if (mark > 0) continue;
      chosen = i;
      break;
    }
    for (let axis = 0; axis < 3; axis++) {
      model.centres[3 * t + axis] = model.places[3 * chosen + axis] as number;
    }
    include(t);
  }
}

/** How much an account draws a centre: its trips, and its part of the loads that must be shared evenly. */
function weightOf(model: Model, i: number): number {
  let weight = model.problem.trips[i] as number;
  for (const term of model.loads) if (term.kind === 'band') weight += term.use[i] as number;
  return weight;
}

/**
 * Squared chord beyond which farther is no reason for a centre: a handful of islands half a world away must not take a
 * centre that their few accounts can never fill. Four times the median distance, looked up on a part of the sample.
 */
function farEnough(near: Float64Array): number {
  const part = near.filter((_, p) => p % Math.max(1, Math.floor(near.length / 512)) === 0).sort();
  const median = part[part.length >> 1] ?? 4;
  return Math.min(4, median > 0 ? 16 * median : 4);
}

function located(model: Model, leaves: Leaves, most: number): Int32Array {
  const rows: number[] = [];
  const step = Math.max(1, Math.floor(model.n / most));
  for (let p = 0; p < model.n; p += step) {
    const i = leaves.order[p] as number;
    if (!Number.isNaN(model.places[3 * i] as number)) rows.push(i);
  }
  return Int32Array.from(rows);
}

/** Best centre of what each free territory holds: the mean for squared distance, else Weiszfeld steps to the median. */
export function recentre(model: Model, rows: Int32Array, assignment: Int32Array, free: Int32Array): number {
  const squared = model.terms.compactness > 0;
  const sums = new Float64Array(model.r * 3);
  const steps = squared ? 1 : 3;
  let moved = 0;
  for (let step = 0; step < steps; step++) {
    sums.fill(0);
    rows.forEach((i, row) => {
      const t = assignment[row] as number;
      if (t < 0 || Number.isNaN(model.places[3 * i] as number)) return;
      let weight = model.problem.trips[i] as number;
      if (!squared) {
        const c2 = chord2(model.places, i, model.centres, t);
        weight /= Math.sqrt(c2) + 1e-4;
      }
      for (let axis = 0; axis < 3; axis++) {
        sums[3 * t + axis] = (sums[3 * t + axis] as number) + weight * (model.places[3 * i + axis] as number);
      }
    });
    moved = 0;
    for (const t of free) moved = Math.max(moved, moveCentre(model.centres, sums, t));
  }
  return moved;
}

function moveCentre(centres: Float64Array, sums: Float64Array, t: number): number {
  const x = sums[3 * t] as number;
  const y = sums[3 * t + 1] as number;
  const z = sums[3 * t + 2] as number;
  const length = Math.sqrt(x * x + y * y + z * z);
  if (!(length > 0)) return 0;
  let moved = 0;
  [x, y, z].forEach((v, axis) => {
    moved += Math.abs(v / length - (centres[3 * t + axis] as number));
    centres[3 * t + axis] = v / length;
  });
  return moved;
}

/** Medoids: each free centre at the sampled account nearest to it (DSN-02). */
function snapToAccounts(model: Model, leaves: Leaves, free: Int32Array): void {
  const sample = located(model, leaves, 20_000);
  for (const t of free) {
    let best = -1;
    let least = Infinity;
    for (const i of sample) {
      const c2 = chord2(model.places, i, model.centres, t);
      if (c2 < least) {
        least = c2;
        best = i;
      }
    }
    if (best < 0) continue;
    for (let axis = 0; axis < 3; axis++) {
      model.centres[3 * t + axis] = model.places[3 * best + axis] as number;
    }
  }
}
