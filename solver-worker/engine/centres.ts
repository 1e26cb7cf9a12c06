import { cheapest } from './build.ts';
import type { Ascent } from './ascend.ts';
import { ascend } from './ascend.ts';
import type { Leaves } from './leaves.ts';
import type { Model } from './model.ts';
import { dualSize, pricesOf } from './limits.ts';
import { pairCost } from './model.ts';
import type { Prng } from './prng.ts';
import { createPrng } from './prng.ts';
import { beginAtHome, homesOf, keepNames } from './homes.ts';
import type { Run, Steps } from './steps.ts';
import { chord2, setUnitVector } from './travel.ts';
import type { DualView } from './view.ts';
import { sampleView } from './view.ts';

/** Territories whose centre the optimizer places: those without a base, or all when the approach says so. */
export function freeCentres(model: Model): Int32Array {
  if (model.problem.travelTable !== null) return new Int32Array(0);
  const free: number[] = [];
  for (let t = 0; t < model.r; t++) {
    if (model.terms.freeCentres || Number.isNaN(model.problem.baseLat[t] as number)) free.push(t);
  }
  return Int32Array.from(free);
}

/** Bases, with the free centres where an earlier answer put them; null where there are none, or one is not known. */
export function keptCentres(model: Model): Float64Array | null {
  const { warm } = model.settings;
  const free = freeCentres(model);
  if (warm === null || free.length === 0) return null;
  const centres = model.centres.slice();
  for (const t of free) setUnitVector(centres, t, warm.centreLat[t] as number, warm.centreLon[t] as number);
  return free.some((t) => Number.isNaN(centres[3 * t])) ? null : centres;
}

/** Puts the free centres where accounts are dense, so that costs can be measured from somewhere. */
export const seedCentres = (model: Model, leaves: Leaves): void =>
  seed(model, leaves, freeCentres(model), createPrng(model.settings.seed));

/** Seeds are drawn this many times; each is settled for a few rounds, and only the best of them to its end. */
const STARTS = 3;
const ROUNDS_TRIED = 5;
const ROUNDS_MORE = 14;

/** Prices where the centres were just seeded, and where they were already priced before they moved a little. */
const FIRST: Ascent = {
  temperatures: [0.5, 0.2],
  roundsEach: 2,
  tolerance: 3e-3,
  still: 1e-4,
  highest: Infinity,
};
const NEXT: Ascent = { temperatures: [0.1], roundsEach: 2, tolerance: 3e-3, still: 1e-4, highest: Infinity };
/** Climbed from nothing: only where prices have settled does the dual value say what the centres are worth. */
const JUDGED: Ascent = {
  temperatures: [2, 0.7, 0.25, 0.1],
  roundsEach: 12,
  tolerance: 0.02,
  still: 4e-4,
  highest: Infinity,
};

/** Centres, the prices they were last moved by, and their dual value. */
interface Placing {
  readonly centres: Float64Array;
  readonly vector: Float64Array;
  readonly value: number;
}

/**
 * Location-allocation (Cooper 1964; with balanced allocation, Kalcsics, Nickel and Schröder 2005): seeds by density,
 * then in turn priced allocation of a sample and the best centre for what each territory was given. The best of a
 * few seeded starts by dual value. Changes `model.centres`.
 */
export function* placeCentres(model: Model, leaves: Leaves, run: Run): Steps<void> {
  const free = freeCentres(model);
  const random = createPrng(model.settings.seed);
  run.phase = 'centres';
  const desk: Desk = { model, leaves, free, run };
  const homes = homesOf(model);
  let best: Placing | null = null;
  for (let start = 0; start < STARTS && run.stopped === null; start++) {
    if (start > 0 || !beginAtHome(model, free, homes)) {
      seed(model, leaves, free, random);
      keepNames(model, free, homes);
    }
    best = better(best, yield* settle(desk, null, ROUNDS_TRIED), run);
  }
  if (best !== null && run.stopped === null) best = better(best, yield* settle(desk, best, ROUNDS_MORE), run);
  if (best !== null) model.centres.set(best.centres);
  if (model.settings.approach === 'capacity') snapToAccounts(model, leaves, free);
}

/** What was stopped on its way has no value to compare by. */
const better = (best: Placing | null, found: Placing, run: Run): Placing =>
  best === null || (run.stopped === null && found.value < best.value) ? found : best;

interface Desk {
  readonly model: Model;
  readonly leaves: Leaves;
  readonly free: Int32Array;
  readonly run: Run;
}

/** Rounds of allocation and centring until the centres stay, from `from` or from where they were seeded. */
function* settle(desk: Desk, from: Placing | null, rounds: number): Steps<Placing> {
  const { model, free, run } = desk;
  let vector: Float64Array = from?.vector ?? new Float64Array(dualSize(model));
  if (from !== null) model.centres.set(from.centres);
  for (let round = 0; round < rounds; round++) {
    const isNew = round === 0 && from === null;
    const view = sampleFor(desk, vector, isNew ? model.r : KEPT);
    if (vector.length > 0) {
      vector = (yield* ascend(model, view, vector, isNew ? FIRST : NEXT, Infinity, run)).vector;
    }
    const assignment = cheapest(model, view, pricesOf(model, vector));
    if (yield* run.pause()) break;
    const moved = recentre(model, view.rows, assignment, free);
    if (moved < 1e-4 && round > 2) break;
  }
  return { centres: model.centres.slice(), vector, value: yield* valueOf(desk, vector) };
}

function* valueOf(desk: Desk, vector: Float64Array): Steps<number> {
  const { model, run } = desk;
  const view = sampleFor(desk, vector, KEPT);
  if (vector.length === 0) return ownCost(model, view, cheapest(model, view, pricesOf(model, vector)));
  return (yield* ascend(model, view, new Float64Array(vector.length), JUDGED, Infinity, run)).value;
}

/** Territories an account of the sample is priced in. */
const KEPT = 24;

const sampleFor = ({ model, leaves }: Desk, vector: Float64Array, keep: number): DualView =>
  sampleView(model, leaves.order, Math.max(1500, 25 * model.r), keep, pricesOf(model, vector));

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
