import { LOCKED_OUT } from '../contract.ts';
import type { Candidates, Prices } from './candidates.ts';
import { loadPrice } from './candidates.ts';
import { exp, log } from './exact-math.ts';
import type { Model } from './model.ts';
import { isAllowed, pairCost } from './model.ts';
import { newtonTarget } from './newton.ts';
import type { Run, Steps } from './steps.ts';

/** The accounts a dual looks at: all of them, or a sample in which each row stands for `each[row]` accounts. */
export interface DualView {
  readonly rows: Int32Array;
  readonly each: Float64Array;
  readonly candidates: Candidates;
}

export function viewOfAll(model: Model, candidates: Candidates): DualView {
  const rows = new Int32Array(model.n);
  for (let i = 0; i < model.n; i++) rows[i] = i;
  return { rows, each: new Float64Array(model.n).fill(1), candidates };
}

/**
 * A sample with the `keep` territories of least priced cost for each account. The largest accounts all come in (sizes
 * are heavy-tailed, and most of a sample's error would be theirs); of the others every so many in leaf order, so they
 * spread like the whole.
 */
export function sampleView(
  model: Model,
  leafOrder: Int32Array,
  size: number,
  keep: number,
  prices: Prices,
): DualView {
  const { rows, each } = sampleRows(model, leafOrder, size);
  const { r } = model;
  const k = Math.min(keep, r);
  const territory = new Int32Array(rows.length * k).fill(-1);
  const cost = new Float64Array(rows.length * k).fill(Infinity);
  const own = new Float64Array(r);
  const value = new Float64Array(r);
  const order = new Int32Array(r);
  rows.forEach((i, row) => {
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
  });
  return { rows, each, candidates: { k, territory, cost } };
}

/** A sample of rows with the candidates they already have. */
export function thinnedView(model: Model, leafOrder: Int32Array, size: number, from: Candidates): DualView {
  if (size >= model.n) return viewOfAll(model, from);
  const { rows, each } = sampleRows(model, leafOrder, size);
  const { k } = from;
  const territory = new Int32Array(rows.length * k);
  const cost = new Float64Array(rows.length * k);
  rows.forEach((i, row) => {
    territory.set(from.territory.subarray(i * k, i * k + k), row * k);
    cost.set(from.cost.subarray(i * k, i * k + k), row * k);
  });
  return { rows, each, candidates: { k, territory, cost } };
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

function sampleRows(
  model: Model,
  leafOrder: Int32Array,
  size: number,
): { rows: Int32Array; each: Float64Array } {
  const { n, loads } = model;
  if (size >= n) return { rows: leafOrder, each: new Float64Array(n).fill(1) };
  const weight = new Float64Array(n);
  for (const term of loads) {
    for (let i = 0; i < n; i++) weight[i] = Math.max(weight[i] as number, Math.abs(term.use[i] as number));
  }
  const bar = weight.slice().sort()[n - Math.floor(size / 3)] as number;
  const large: number[] = [];
  const others: number[] = [];
  for (const i of leafOrder) {
    if ((weight[i] as number) > bar) large.push(i);
    else others.push(i);
  }
  const count = Math.min(others.length, size - large.length);
  const rows = Int32Array.from({ length: large.length + count }, (_, p) => {
    if (p < large.length) return large[p] as number;
    return others[Math.floor(((p - large.length + 0.5) * others.length) / count)] as number;
  });
  const each = Float64Array.from(rows, (_, p) => (p < large.length ? 1 : others.length / count));
  return { rows, each };
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
}

export function limitsOf(model: Model): Limits {
  const size = dualSize(model);
  const limits: Limits = {
    low: new Float64Array(size).fill(-Infinity),
    high: new Float64Array(size),
    maxPrice: new Float64Array(size),
    quad: new Float64Array(size),
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
    else value -= a * ((a > 0 ? limits.high[d] : limits.low[d]) as number);
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
  const { r, loads, caps } = model;
  const { k, territory, cost } = view.candidates;
  const { vector, load } = point;
  const size = vector.length;
  const K = loads.length;
  const G = caps.length;
  const capBase = K * r;
  const use = model.usesByAccount;
  const priceOf = new Float64Array(K * r);
  for (let m = 0; m < K; m++) for (let t = 0; t < r; t++) priceOf[t * K + m] = vector[m * r + t] as number;
  const capUse = caps.map((c) => c.use);
  const p = new Float64Array(k + 1);
  const kept = new Int32Array(k + 1);
  const at = new Int32Array(k + 1);
  const baseline = model.problem.baseline;
  const w = new Float64Array(K);
  const cw = new Float64Array(G);
  load.fill(0);
  curvature.fill(0);
  let total = 0;
  const reach = 16 * tau;
  const pauseEvery = Math.max(256, Math.floor(120_000 / (k + 4)));

  // One kernel, n·k long: the closures and small arrays a shorter form needs would cost half its speed.
  for (let row = 0; row < view.rows.length; row++) {
    if (row % pauseEvery === pauseEvery - 1 && (yield* run.pause())) return;
    const i = view.rows[row] as number;
    const each = view.each[row] as number;
    const base = row * k;
    const from = baseline[i] as number;
    let change = 0;
    if (from >= 0) {
      for (let g = 0; g < G; g++) {
        cw[g] = (capUse[g] as Float64Array)[i] as number;
        change += (cw[g] as number) * (vector[capBase + g] as number);
      }
    } else cw.fill(0);
    for (let m = 0; m < K; m++) w[m] = use[i * K + m] as number;
    let least = Infinity;
    let count = 0;
    for (; count < k; count++) {
      const t = territory[base + count] as number;
      if (t < 0) break;
      let v = cost[base + count] as number;
      for (let m = 0; m < K; m++) v += (w[m] as number) * (priceOf[t * K + m] as number);
      if (t !== from) v += change;
      p[count] = v;
      at[count] = t;
      if (v < least) least = v;
    }
    if (!model.assignAll || count === 0 || model.forced[i] === LOCKED_OUT) {
      const v = (model.outCost[i] as number) + change;
      p[count] = v;
      at[count++] = -1;
      if (v < least) least = v;
    }
    let weight = 0;
    let live = 0;
    for (let j = 0; j < count; j++) {
      const excess = (p[j] as number) - least;
      if (excess > reach) continue;
      const e = excess === 0 ? 1 : exp(-excess / tau);
      p[live] = e;
      kept[live++] = at[j] as number;
      weight += e;
    }
    total += each * (live === 1 ? least : least - tau * log(weight));
    let moved = 0;
    for (let j = 0; j < live; j++) {
      const share = (p[j] as number) / weight;
      p[j] = share;
      const t = kept[j] as number;
      if (t !== from) moved += share;
      if (t < 0) continue;
      for (let m = 0; m < K; m++) {
        load[m * r + t] = (load[m * r + t] as number) + each * share * (w[m] as number);
      }
    }
    if (from >= 0) {
      for (let g = 0; g < G; g++) {
        load[capBase + g] = (load[capBase + g] as number) + each * moved * (cw[g] as number);
      }
    }
    if (live === 1) continue;
    const scale = each / tau;
    for (let j = 0; j < live; j++) {
      const t = kept[j] as number;
      const pj = p[j] as number;
      if (t < 0 || pj < 0.01) continue;
      for (let l = 0; l < live; l++) {
        const s = kept[l] as number;
        if (s < 0 || (p[l] as number) < 0.01) continue;
        const c = scale * (l === j ? pj - pj * pj : -pj * (p[l] as number));
        for (let m = 0; m < K; m++) {
          const line = (m * r + t) * size;
          const cm = c * (w[m] as number);
          for (let q = 0; q < K; q++) {
            const cell = line + q * r + s;
            curvature[cell] = (curvature[cell] as number) + cm * (w[q] as number);
          }
        }
      }
      if (G === 0 || from < 0) continue;
      const cross = scale * pj * ((t === from ? 0 : 1) - moved);
      for (let g = 0; g < G; g++) {
        for (let m = 0; m < K; m++) {
          const add = cross * (w[m] as number) * (cw[g] as number);
          const one = (m * r + t) * size + capBase + g;
          const two = (capBase + g) * size + m * r + t;
          curvature[one] = (curvature[one] as number) + add;
          curvature[two] = (curvature[two] as number) + add;
        }
      }
    }
    if (from >= 0) {
      for (let g = 0; g < G; g++) {
        for (let h = 0; h < G; h++) {
          const cell = (capBase + g) * size + capBase + h;
          curvature[cell] =
            (curvature[cell] as number) + scale * (cw[g] as number) * (cw[h] as number) * moved * (1 - moved);
        }
      }
    }
  }
  for (let m = 0; m < K; m++) {
    if ((loads[m] as Model['loads'][0]).quad === 0) continue;
    let sum = 0;
    for (let t = 0; t < r; t++) sum += load[m * r + t] as number;
    point.mean.fill(sum / r, m * r, (m + 1) * r);
  }
  point.value = total + priceValue(limits, vector);
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
  if (a > 0) g = load - high;
  else if (a < 0) g = load - low;
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
}

/** Climbs the dual from `start`, cooling as it goes; answers the last point. */
export function* ascend(
  model: Model,
  view: DualView,
  start: Float64Array,
  plan: Ascent,
  run: Run,
): Steps<DualPoint> {
  const limits = limitsOf(model);
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
  let damping = 1e-3;
  for (const temperature of plan.temperatures) {
    const tau = temperature * model.costScale;
    yield* evaluate(model, view, limits, here, tau, curvature, run);
    if (run.stopped !== null) return here;
    for (let round = 0; round < plan.roundsEach; round++) {
      if (missed(limits, here) < plan.tolerance) break;
      let moved = false;
      for (let attempt = 0; attempt < 6 && !moved; attempt++) {
        const target = newtonTarget(curvature, limits, here, damping);
        there.vector.set(target);
        centre(model, there.vector);
        yield* evaluate(model, view, limits, there, tau, nextCurvature, run);
        if (run.stopped !== null) return here;
        moved = there.value > here.value;
        damping = moved ? Math.max(1e-6, damping / 4) : Math.max(damping, 1e-3) * 8;
      }
      if (!moved) {
        damping = 1e-3;
        break;
      }
      [here, there] = [there, here];
      [curvature, nextCurvature] = [nextCurvature, curvature];
    }
  }
  return here;
}

/** Mean distance from the limits that the prices ask for, in normalised loads. */
function missed(limits: Limits, here: DualPoint): number {
  let miss = 0;
  for (let d = 0; d < here.vector.length; d++) miss += Math.abs(slope(limits, here, d));
  return miss / here.vector.length;
}
