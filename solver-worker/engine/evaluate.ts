import { LOCKED_OUT } from '../contract.ts';
import { exp, log } from './exact-math.ts';
import type { DualPoint } from './dual.ts';
import type { Model } from './model.ts';
import type { DualView } from './view.ts';

/** Scratch of one evaluation; scalars that change sit in arrays, where writing them allocates nothing. */
export interface Evaluation {
  readonly model: Model;
  readonly view: DualView;
  readonly point: DualPoint;
  readonly tau: number;
  readonly curvature: Float64Array;
  /** Prices territory by territory: t * loads + m. */
  readonly priceOf: Float64Array;
  readonly p: Float64Array;
  readonly at: Int32Array;
  /** Change uses of the account at hand. */
  readonly capUse: Float64Array;
  /** Curvature is taken from every so many rows while many are shared: it steers steps, it proves nothing. */
  readonly stride: number;
  /** [Σ each × soft least cost]. */
  readonly total: Float64Array;
}

export function startEvaluation(
  model: Model,
  view: DualView,
  point: DualPoint,
  tau: number,
  curvature: Float64Array,
): Evaluation {
  const K = model.loads.length;
  const { r } = model;
  const priceOf = new Float64Array(K * r);
  for (let m = 0; m < K; m++) {
    for (let t = 0; t < r; t++) priceOf[t * K + m] = point.vector[m * r + t] as number;
  }
  point.load.fill(0);
  curvature.fill(0);
  const { k } = view.candidates;
  return {
    model,
    view,
    point,
    tau,
    curvature,
    priceOf,
    p: new Float64Array(k + 1),
    at: new Int32Array(k + 1),
    capUse: new Float64Array(model.caps.length),
    stride: tau < 0.03 * model.costScale ? 1 : Math.max(1, Math.floor(view.rows.length / (50 * r))),
    total: new Float64Array(1),
  };
}

/** Candidates whose share is below this add nothing worth having to the curvature. */
const SMALL_SHARE = 0.01;

/**
 * Times the mean use of an account (r / n, as loads are normalised): the temperature of larger ones grows with their
 * size. A price moves their priced cost by as much more, so at the common temperature a metropolis would jump from one
 * territory to another as a whole, on a dual that no Newton step can climb.
 */
const LARGE = 2;

/**
 * Rows `from` … `to` of an evaluation. A plain function, not part of a generator (engines keep a generator's variables
 * on the heap), and one kernel: at 100,000 accounts × 12 candidates it runs a million times a round.
 */
export function evaluateRows(work: Evaluation, from: number, to: number): void {
  const { model, view, point, priceOf, p, at, total } = work;
  const { territory, cost, k } = view.candidates;
  const { load, vector } = point;
  const { r, caps, outCost, forced, assignAll } = model;
  const { use } = view;
  const K = model.loads.length;
  const G = caps.length;
  const capBase = K * r;
  const { baseline } = model.problem;
  const large = (LARGE * r) / model.n;
  let sum = 0;
  for (let row = from; row < to; row++) {
    const i = view.rows[row] as number;
    const each = view.each[row] as number;
    let size = 0;
    for (let m = 0; m < K; m++) size = Math.max(size, Math.abs(use[row * K + m] as number));
    const tau = work.tau * Math.max(1, size / large);
    const reach = 16 * tau;
    const base = row * k;
    const home = G > 0 ? (baseline[i] as number) : -1;
    let change = 0;
    if (home >= 0) {
      for (let g = 0; g < G; g++) {
        const u = (caps[g] as Model['caps'][0]).use[i] as number;
        work.capUse[g] = u;
        change += u * (vector[capBase + g] as number);
      }
    }
    let least = Infinity;
    let count = 0;
    if (K === 2) {
      const w0 = use[2 * row] as number;
      const w1 = use[2 * row + 1] as number;
      for (; count < k; count++) {
        const t = territory[base + count] as number;
        if (t < 0) break;
        let v =
          (cost[base + count] as number) +
          w0 * (priceOf[2 * t] as number) +
          w1 * (priceOf[2 * t + 1] as number);
        if (t !== home) v += change;
        p[count] = v;
        if (v < least) least = v;
      }
    } else {
      for (; count < k; count++) {
        const t = territory[base + count] as number;
        if (t < 0) break;
        let v = cost[base + count] as number;
        for (let m = 0; m < K; m++) v += (use[row * K + m] as number) * (priceOf[t * K + m] as number);
        if (t !== home) v += change;
        p[count] = v;
        if (v < least) least = v;
      }
    }
    const known = count;
    if (!assignAll || count === 0 || forced[i] === LOCKED_OUT) {
      const v = (outCost[i] as number) + change;
      p[count++] = v;
      if (v < least) least = v;
    }
    let weight = 0;
    let live = 0;
    for (let j = 0; j < count; j++) {
      const excess = (p[j] as number) - least;
      if (excess > reach) continue;
      const e = excess === 0 ? 1 : exp(-excess / tau);
      p[live] = e;
      at[live++] = j < known ? (territory[base + j] as number) : -1;
      weight += e;
    }
    if (live === 1) {
      sum += each * least;
      const t = at[0] as number;
      if (t >= 0) {
        for (let m = 0; m < K; m++) {
          const d = m * r + t;
          load[d] = (load[d] as number) + each * (use[row * K + m] as number);
        }
      }
      if (home >= 0 && t !== home) addChange(work, each, capBase);
      continue;
    }
    sum += each * (least - tau * log(weight));
    shareOut(work, row, live, weight, each, tau, home, capBase, row % work.stride === 0);
  }
  total[0] = (total[0] as number) + sum;
}

function addChange(work: Evaluation, amount: number, capBase: number): void {
  const { load } = work.point;
  for (let g = 0; g < work.capUse.length; g++) {
    load[capBase + g] = (load[capBase + g] as number) + amount * (work.capUse[g] as number);
  }
}

/** Loads and curvature of an account that more than one territory shares: `live` of them, in work.p and work.at. */
function shareOut(
  work: Evaluation,
  row: number,
  live: number,
  weight: number,
  each: number,
  tau: number,
  home: number,
  capBase: number,
  curved: boolean,
): void {
  const { model, point, p, at, curvature } = work;
  const { r } = model;
  const { use } = work.view;
  const K = model.loads.length;
  const { load } = point;
  const size = point.vector.length;
  let moved = 0;
  for (let j = 0; j < live; j++) {
    const share = (p[j] as number) / weight;
    p[j] = share;
    const t = at[j] as number;
    if (t !== home) moved += share;
    if (t < 0) continue;
    for (let m = 0; m < K; m++) {
      const d = m * r + t;
      load[d] = (load[d] as number) + each * share * (use[row * K + m] as number);
    }
  }
  if (home >= 0) addChange(work, each * moved, capBase);
  if (!curved) return;
  const scale = (each * work.stride) / tau;
  for (let j = 0; j < live; j++) {
    const t = at[j] as number;
    const pj = p[j] as number;
    if (t < 0 || pj < SMALL_SHARE) continue;
    for (let l = 0; l < live; l++) {
      const s = at[l] as number;
      if (s < 0 || (p[l] as number) < SMALL_SHARE) continue;
      const c = scale * (l === j ? pj - pj * pj : -pj * (p[l] as number));
      for (let m = 0; m < K; m++) {
        const cell = (m * r + t) * size + s;
        const cm = c * (use[row * K + m] as number);
        for (let q = 0; q < K; q++) {
          curvature[cell + q * r] = (curvature[cell + q * r] as number) + cm * (use[row * K + q] as number);
        }
      }
    }
    if (home >= 0) crossChange(work, row, t, scale * pj * ((t === home ? 0 : 1) - moved), capBase);
  }
  if (home >= 0) ownChange(work, scale * moved * (1 - moved), capBase);
}

function crossChange(work: Evaluation, row: number, t: number, cross: number, capBase: number): void {
  const { model, view, curvature, capUse, point } = work;
  const K = model.loads.length;
  const size = point.vector.length;
  for (let g = 0; g < capUse.length; g++) {
    for (let m = 0; m < K; m++) {
      const add = cross * (view.use[row * K + m] as number) * (capUse[g] as number);
      const one = (m * model.r + t) * size + capBase + g;
      const two = (capBase + g) * size + m * model.r + t;
      curvature[one] = (curvature[one] as number) + add;
      curvature[two] = (curvature[two] as number) + add;
    }
  }
}

function ownChange(work: Evaluation, amount: number, capBase: number): void {
  const { curvature, capUse, point } = work;
  const size = point.vector.length;
  for (let g = 0; g < capUse.length; g++) {
    for (let h = 0; h < capUse.length; h++) {
      const cell = (capBase + g) * size + capBase + h;
      curvature[cell] = (curvature[cell] as number) + amount * (capUse[g] as number) * (capUse[h] as number);
    }
  }
}
