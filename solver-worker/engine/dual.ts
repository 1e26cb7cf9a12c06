import type { Candidates, Prices } from './candidates.ts';
import { loadPrice } from './candidates.ts';
import { evaluateRows, startEvaluation } from './evaluate.ts';
import type { Model } from './model.ts';
import { isAllowed, pairCost, sum } from './model.ts';
import { newtonStep } from './newton.ts';
import { Run, finish } from './steps.ts';
import type { Steps } from './steps.ts';

/** The accounts a dual looks at: all of them, or a sample in which each row stands for `each[row]` accounts. */
export interface DualView {
  readonly rows: Int32Array;
  readonly each: Float64Array;
  /** Uses of the loads at row * loads + m; of a sample so adjusted that neighbourhoods add up to what they hold. */
  readonly use: Float64Array;
  readonly candidates: Candidates;
}

export function viewOfAll(model: Model, candidates: Candidates): DualView {
  const rows = new Int32Array(model.n);
  for (let i = 0; i < model.n; i++) rows[i] = i;
  return { rows, each: new Float64Array(model.n).fill(1), use: model.usesByAccount, candidates };
}

/**
 * A sample with the `keep` territories of least priced cost for each account. The largest accounts all come in (sizes
 * are heavy-tailed, and most of a sample's error would be theirs); of the others every so many in leaf order, so they
 * spread like the whole.
 */
export function* sampleViewSteps(
  model: Model,
  leafOrder: Int32Array,
  size: number,
  keep: number,
  prices: Prices,
  run: Run,
): Steps<DualView> {
  const { rows, each, use } = sampleRows(model, leafOrder, size);
  const { r } = model;
  const k = Math.min(keep, r);
  const territory = new Int32Array(rows.length * k).fill(-1);
  const cost = new Float64Array(rows.length * k).fill(Infinity);
  const pick = picker(model, prices, k, territory, cost);
  const block = Math.max(1, Math.floor(PAIRS_A_SLICE / r));
  for (let from = 0; from < rows.length; from += block) {
    if (from > 0 && (yield* run.pause())) break;
    for (let row = from; row < Math.min(rows.length, from + block); row++) pick(rows[row] as number, row);
  }
  return { rows, each, use, candidates: { k, territory, cost } };
}

/** The same at one go. */
export const sampleView = (
  model: Model,
  leafOrder: Int32Array,
  size: number,
  keep: number,
  prices: Prices,
): DualView => finish(sampleViewSteps(model, leafOrder, size, keep, prices, new Run()));

/** Pairs that may be looked at before control is handed back: a few milliseconds of work. */
export const PAIRS_A_SLICE = 20_000;

/** Fills a row of candidates with the k territories of least priced cost for account i. */
function picker(
  model: Model,
  prices: Prices,
  k: number,
  territory: Int32Array,
  cost: Float64Array,
): (i: number, row: number) => void {
  const { r } = model;
  const own = new Float64Array(r);
  const value = new Float64Array(r);
  const order = new Int32Array(r);
  return (i, row) => {
    let held = 0;
    for (let t = 0; t < r; t++) {
      if (!isAllowed(model, i, t)) continue;
      own[t] = pairCost(model, i, t);
      value[t] = (own[t] as number) + loadPrice(model, prices, i, t);
      order[held++] = t;
    }
    // The best k, in any order: a full sort would cost more than the dual saves by it.
    if (held > k) selectLeast(order, value, held, k);
    for (let slot = 0; slot < Math.min(held, k); slot++) {
      const t = order[slot] as number;
      territory[row * k + slot] = t;
      cost[row * k + slot] = own[t] as number;
    }
  };
}

/** A sample with the candidates that its accounts already have. */
export function thinnedView({ rows, each, use }: Sample, from: Candidates): DualView {
  const { k } = from;
  const territory = new Int32Array(rows.length * k);
  const cost = new Float64Array(rows.length * k);
  rows.forEach((i, row) => {
    territory.set(from.territory.subarray(i * k, i * k + k), row * k);
    cost.set(from.cost.subarray(i * k, i * k + k), row * k);
  });
  return { rows, each, use, candidates: { k, territory, cost } };
}

/** Quickselect: the k entries of least value come first. */
function selectLeast(order: Int32Array, value: Float64Array, count: number, k: number): void {
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const pivot = value[order[(low + high) >> 1] as number] as number;
    let i = low;
    let j = high;
    while (i <= j) {
      while ((value[order[i] as number] as number) < pivot) i++;
      while ((value[order[j] as number] as number) > pivot) j--;
      if (i > j) break;
      const swap = order[i] as number;
      order[i++] = order[j] as number;
      order[j--] = swap;
    }
    if (k - 1 <= j) high = j;
    else if (k - 1 >= i) low = i;
    else return;
  }
}

export type Sample = Pick<DualView, 'rows' | 'each' | 'use'>;

export function sampleRows(model: Model, leafOrder: Int32Array, size: number): Sample {
  const { n } = model;
  if (size >= n) {
    const each = new Float64Array(n).fill(1);
    return { rows: leafOrder, each, use: usesOf(model, leafOrder) };
  }
  const isLarge = largest(model, Math.floor(size / 3));
  const split = new Int32Array(n);
  let larges = 0;
  let rest = n;
  for (const i of leafOrder) split[isLarge[i] === 1 ? larges++ : --rest] = i;
  const large = split.subarray(0, larges);
  const others = split.subarray(larges).reverse();
  const count = Math.max(0, Math.min(others.length, size - large.length));
  const rows = Int32Array.from({ length: large.length + count }, (_, p) => {
    if (p < large.length) return large[p] as number;
    return others[Math.floor(((p - large.length + 0.5) * others.length) / count)] as number;
  });
  const each = Float64Array.from(rows, (_, p) => (p < large.length ? 1 : others.length / count));
  const use = usesOf(model, rows);
  adjust(model, others, use.subarray(large.length * model.loads.length), count);
  return { rows, each, use };
}

function usesOf(model: Model, rows: Int32Array): Float64Array {
  const K = model.loads.length;
  const use = new Float64Array(rows.length * K);
  rows.forEach((i, row) => {
    for (let m = 0; m < K; m++) use[row * K + m] = model.usesByAccount[i * K + m] as number;
  });
  return use;
}

/** 1 for about so many accounts that weigh most in any load. */
function largest(model: Model, count: number): Uint8Array {
  const { n, loads } = model;
  const weight = new Float64Array(n);
  for (const { use } of loads) {
    for (let i = 0; i < n; i++) {
      const w = Math.abs(use[i] as number);
      if (w > (weight[i] as number)) weight[i] = w;
    }
  }
  const step = Math.max(1, Math.floor(n / 20_000));
  const some = Float64Array.from(
    { length: Math.ceil(n / step) },
    (_, p) => weight[p * step] as number,
  ).sort();
  const bar = some[Math.max(0, some.length - Math.round(count / step))] ?? Infinity;
  return Uint8Array.from(weight, (w) => (w > bar ? 1 : 0));
}

/** Rows of a sample that are neighbours. */
const BLOCK = 8;

/**
 * Scales the uses of every few neighbouring rows so that they add up to those of all the accounts they stand for:
 * without it, chance would make the load of a territory in a sample some tenth more or less than it is.
 */
function adjust(model: Model, others: Int32Array, use: Float64Array, count: number): void {
  const K = model.loads.length;
  const all = new Float64Array(K);
  const seen = new Float64Array(K);
  for (let from = 0; from < count; from += BLOCK) {
    const to = Math.min(count, from + BLOCK);
    const first = Math.floor((from * others.length) / count);
    const last = Math.floor((to * others.length) / count);
    all.fill(0);
    seen.fill(0);
    for (let p = first; p < last; p++) {
      const i = others[p] as number;
      for (let m = 0; m < K; m++) {
        all[m] = (all[m] as number) + (model.usesByAccount[i * K + m] as number);
      }
    }
    for (let d = from * K; d < to * K; d++) seen[d % K] = (seen[d % K] as number) + (use[d] as number);
    for (let d = from * K; d < to * K; d++) {
      const share = ((all[d % K] as number) * count) / ((seen[d % K] as number) * others.length);
      if (share > 0 && share < 4) use[d] = (use[d] as number) * share;
    }
  }
}

/** A dual point: prices with the loads and value the smoothed assignment has there. */
export interface DualPoint {
  readonly vector: Float64Array;
  readonly load: Float64Array;
  /** Mean load of a variance term at each of its coordinates: what its loads are drawn to. */
  readonly mean: Float64Array;
  value: number;
}

export const pricesOf = (model: Model, vector: Float64Array): Prices => ({
  loads: vector.subarray(0, model.loads.length * model.r),
  caps: vector.subarray(model.loads.length * model.r),
});

export const dualSize = (model: Model): number => model.loads.length * model.r + model.caps.length;

/** Limits of every dual coordinate, in normalised units; what the conjugate of the loads' penalties needs. */
export interface Limits {
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly maxPrice: Float64Array;
  readonly quad: Float64Array;
  /** Load by which a limit may be missed for each unit of price: 0 in a proof, see `easeLimits`. */
  readonly ease: Float64Array;
}

export function limitsOf(model: Model): Limits {
  const size = dualSize(model);
  const limits: Limits = {
    low: new Float64Array(size).fill(-Infinity),
    high: new Float64Array(size),
    maxPrice: new Float64Array(size),
    quad: new Float64Array(size),
    ease: new Float64Array(size),
  };
  model.loads.forEach((term, m) => {
    for (let t = 0; t < model.r; t++) {
      const d = m * model.r + t;
      limits.low[d] = term.low[t] as number;
      limits.high[d] = term.high[t] as number;
      limits.maxPrice[d] = term.maxPrice;
      limits.quad[d] = term.quad;
    }
  });
  model.caps.forEach((cap, g) => {
    const d = model.loads.length * model.r + g;
    limits.high[d] = cap.limit;
    limits.maxPrice[d] = 1e6 * model.costScale * model.n;
  });
  return limits;
}

/** Load (in normalised units, at temperature 1) by which a limit may be missed at a price the size of a territory's cost. */
const EASE = 0.05;

/**
 * Lets limits be missed a little, the less the colder it is. A sample often cannot meet limits that all accounts
 * together can, and its prices would run away.
 */
function easeLimits(model: Model, limits: Limits, temperature: number): void {
  const territory = (model.costScale * model.n) / model.r;
  model.loads.forEach((term, m) => {
    if (term.quad > 0) return;
    limits.ease.fill((EASE * temperature) / territory, m * model.r, (m + 1) * model.r);
  });
  limits.ease.fill((EASE * temperature) / (territory * model.r), model.loads.length * model.r);
}

/**
 * The limits of a sample: its loads sum to a little more or less than those of all accounts, and limits that leave less
 * room than that could be met by nobody, so that prices would run away after them.
 */
function limitsOfView(model: Model, view: DualView): Limits {
  const limits = limitsOf(model);
  if (view.rows.length === model.n) return limits;
  const { low, high } = limits;
  const K = model.loads.length;
  model.loads.forEach((term, m) => {
    let seen = 0;
    view.each.forEach((each, row) => (seen += each * (view.use[row * K + m] as number)));
    const all = sum(term.use);
    const part = all > 0 && seen > 0 ? seen / all : 1;
    for (let d = m * model.r; d < (m + 1) * model.r; d++) {
      low[d] = (low[d] as number) * part;
      high[d] = (high[d] as number) * part;
    }
  });
  return limits;
}

/**
 * −Σ of the conjugates: what the prices earn whatever the assignment; the second half of the bound. The variance is
 * the least over c of Σ (load − c)²/r, and prices that sum to zero over the territories make c drop out: so this is
 * a proof only for vectors that `centre` has passed.
 */
export function priceValue(limits: Limits, vector: Float64Array): number {
  let value = 0;
  for (let d = 0; d < vector.length; d++) {
    const a = vector[d] as number;
    if (a === 0) continue;
    const quad = limits.quad[d] as number;
    if (quad > 0) value -= (a * a) / (4 * quad);
    else
      value -=
        a * ((a > 0 ? limits.high[d] : limits.low[d]) as number) + ((limits.ease[d] as number) * a * a) / 2;
  }
  return value;
}

/**
 * Value, loads and curvature of the dual smoothed by a soft minimum of temperature `tau`: with many
 * accounts a territory the dual is nearly smooth, so Newton's method with an active set beats subgradients, and
 * correlated measures, on which naive updates diverge, are handled by their common curvature.
 */
export function* evaluate(
  model: Model,
  view: DualView,
  limits: Limits,
  point: DualPoint,
  tau: number,
  curvature: Float64Array,
  run: Run,
): Steps<void> {
  const work = startEvaluation(model, view, point, tau, curvature);
  const rows = view.rows.length;
  const block = Math.max(256, Math.floor(200_000 / (view.candidates.k + 4)));
  for (let from = 0; from < rows; from += block) {
    if (yield* run.pause()) return;
    evaluateRows(work, from, Math.min(rows, from + block));
  }
  const { r } = model;
  model.loads.forEach((term, m) => {
    if (term.quad === 0) return;
    let sum = 0;
    for (let t = 0; t < r; t++) sum += point.load[m * r + t] as number;
    point.mean.fill(sum / r, m * r, (m + 1) * r);
  });
  point.value = (work.total[0] as number) + priceValue(limits, point.vector);
}

/** Which way the smoothed dual rises at a coordinate; 0 where it may not move. */
export function slope(limits: Limits, point: DualPoint, d: number): number {
  const a = point.vector[d] as number;
  const load = point.load[d] as number;
  const quad = limits.quad[d] as number;
  if (quad > 0) return load - (point.mean[d] as number) - a / (2 * quad);
  const low = limits.low[d] as number;
  const high = limits.high[d] as number;
  let g = 0;
  const eased = load - (limits.ease[d] as number) * a;
  if (a > 0) g = eased - high;
  else if (a < 0) g = eased - low;
  else if (load > high) g = load - high;
  else if (load < low) g = load - low;
  const top = limits.maxPrice[d] as number;
  return (g > 0 && a >= top) || (g < 0 && a <= -top) ? 0 : g;
}

/** Makes the prices of each variance term sum to zero; for loads whose total is fixed this only raises the bound. */
function centre(model: Model, vector: Float64Array): void {
  model.loads.forEach((term, m) => {
    if (term.quad === 0) return;
    const own = vector.subarray(m * model.r, (m + 1) * model.r);
    let mean = 0;
    for (const a of own) mean += a;
    mean /= own.length;
    for (let t = 0; t < own.length; t++) own[t] = (own[t] as number) - mean;
  });
}

export interface Ascent {
  /** Temperatures in units of the cost scale, falling. */
  readonly temperatures: readonly number[];
  readonly roundsEach: number;
  /** Stops a temperature when the mean limit is met this well, in normalised loads. */
  readonly tolerance: number;
  /** And rises by less than this share of what all accounts cost: the mean may be met while one price has far to go. */
  readonly still: number;
  /**
   * Highest price of a whole territory's load, in typical costs of a territory. Where a band asks for more its price is
   * not followed farther: with wishes that conflict no price is enough, and all would run away. Mending goes beyond it.
   */
  readonly highest: number;
}

/** Climbs the dual from `start`, cooling as it goes, but not beyond `until` seconds; answers the last point. */
export function* ascend(
  model: Model,
  view: DualView,
  start: Float64Array,
  plan: Ascent,
  until: number,
  run: Run,
): Steps<DualPoint> {
  const limits = limitsOfView(model, view);
  capBandPrices(model, limits, plan.highest);
  const size = start.length;
  const point = (vector: Float64Array): DualPoint => ({
    vector,
    load: new Float64Array(size),
    mean: new Float64Array(size),
    value: 0,
  });
  let here = point(start.slice());
  let there = point(new Float64Array(size));
  centre(model, here.vector);
  let curvature = new Float64Array(size * size);
  let nextCurvature = new Float64Array(size * size);
  const unit = unitsOfPrice(model, view);
  const reach = new Float64Array(size);
  const stride = new Float64Array(size).fill(1);
  const heading = new Int8Array(size);
  const worth = plan.still * model.costScale * model.n;
  let radius = FIRST_RADIUS;
  for (const temperature of plan.temperatures) {
    const tau = temperature * model.costScale;
    easeLimits(model, limits, temperature);
    yield* evaluate(model, view, limits, here, tau, curvature, run);
    if (run.stopped !== null) return here;
    let rose = Infinity;
    for (let round = 0; round < plan.roundsEach && run.seconds <= until; round++) {
      if (missed(limits, here) < plan.tolerance && rose < worth) break;
      let moved = false;
      for (let attempt = 0; attempt < 5 && !moved; attempt++) {
        for (let d = 0; d < size; d++) reach[d] = radius * tau * (unit[d] as number) * (stride[d] as number);
        const target = newtonStep(curvature, limits, here, reach);
        there.vector.set(target.vector);
        centre(model, there.vector);
        yield* evaluate(model, view, limits, there, tau, nextCurvature, run);
        if (run.stopped !== null) return here;
        const rise = there.value - here.value;
        moved = rise > 0;
        rose = rise;
        const used = longestStep(here, there, reach);
        if (rise < 0.3 * target.gain) radius *= 0.35 * Math.min(1, used);
        else if (used > 0.99 && rise > 0.7 * target.gain) radius *= 2.5;
      }
      if (!moved) break;
      suitStrides(stride, heading, reach, here, there);
      [here, there] = [there, here];
      [curvature, nextCurvature] = [nextCurvature, curvature];
    }
  }
  return here;
}

function capBandPrices(model: Model, limits: Limits, highest: number): void {
  const most = (highest * model.costScale * model.n) / model.r;
  model.loads.forEach((term, m) => {
    if (term.kind !== 'band') return;
    limits.maxPrice.fill(Math.min(term.maxPrice, most), m * model.r, (m + 1) * model.r);
  });
}

/** How far prices may go in the first step, in temperatures of the typical account. */
const FIRST_RADIUS = 8;

/**
 * A price that keeps going one way as far as it may goes farther next time, one that turns back less far (as in Rprop:
 * Riedmiller and Braun 1993): a territory at the end of the world has a long way to go while others have arrived.
 */
function suitStrides(
  stride: Float64Array,
  heading: Int8Array,
  reach: Float64Array,
  here: DualPoint,
  there: DualPoint,
): void {
  for (let d = 0; d < stride.length; d++) {
    const step = (there.vector[d] as number) - (here.vector[d] as number);
    const way = Math.sign(step);
    if (way === 0) continue;
    const far = Math.abs(step) > 0.99 * (reach[d] as number);
    if (way === -(heading[d] as number)) stride[d] = Math.max(SHORTEST, 0.6 * (stride[d] as number));
    else if (far && way === heading[d]) stride[d] = Math.min(LONGEST, 2 * (stride[d] as number));
    heading[d] = way;
  }
}

/** Reach of one price, as a share of the common one. */
const SHORTEST = 1;
const LONGEST = 10;

/** Price of each coordinate that changes the priced cost of the typical account (weighted by its use) by 1. */
function unitsOfPrice(model: Model, view: DualView): Float64Array {
  const unit = new Float64Array(dualSize(model));
  const typical = (use: (row: number) => number): number => {
    let all = 0;
    let squares = 0;
    view.each.forEach((each, row) => {
      const u = Math.abs(use(row));
      all += each * u;
      squares += each * u * u;
    });
    return squares > 0 ? all / squares : 1;
  };
  const K = model.loads.length;
  model.loads.forEach((_, m) => {
    unit.fill(
      typical((row) => view.use[row * K + m] as number),
      m * model.r,
      (m + 1) * model.r,
    );
  });
  model.caps.forEach(({ use }, g) => {
    unit[K * model.r + g] = typical((row) => use[view.rows[row] as number] as number);
  });
  return unit;
}

/** Longest step of any price, as a share of its reach. */
function longestStep(here: DualPoint, there: DualPoint, reach: Float64Array): number {
  let longest = 0;
  for (let d = 0; d < reach.length; d++) {
    longest = Math.max(
      longest,
      Math.abs((there.vector[d] as number) - (here.vector[d] as number)) / (reach[d] as number),
    );
  }
  return longest;
}

/** Mean distance from the limits that the prices ask for, in normalised loads. */
function missed(limits: Limits, here: DualPoint): number {
  let miss = 0;
  for (let d = 0; d < here.vector.length; d++) miss += Math.abs(slope(limits, here, d));
  return miss / here.vector.length;
}
