import { LOCKED_OUT } from '../contract.ts';
import type { Leaves } from './leaves.ts';
import type { Model } from './model.ts';
import { isAllowed, pairCost, tripCost } from './model.ts';
import type { Run, Steps } from './steps.ts';
import { chord2, curveAt, kmOfChord2 } from './travel.ts';

/** The few territories worth considering for each account: `k` slots an account, dearest last, -1 where fewer. */
export interface Candidates {
  readonly k: number;
  readonly territory: Int32Array;
  /** Cost of the pair without loads. */
  readonly cost: Float64Array;
}

/** Prices of the dual: `loads[term * r + t]` a normalised unit, `caps[g]` a normalised unit of change. */
export interface Prices {
  readonly loads: Float64Array;
  readonly caps: Float64Array;
}

export const zeroPrices = (model: Model): Prices => ({
  loads: new Float64Array(model.loads.length * model.r),
  caps: new Float64Array(model.caps.length),
});

export interface Scan {
  readonly candidates: Candidates;
  /** Σ over accounts of the least priced cost, over every legal territory and none: the first half of the bound. */
  readonly least: number;
}

/**
 * The k territories of least *priced* cost for every account, over all r of them: nearest by distance alone fails
 * when bases cluster. Exact, yet it looks at few pairs: a leaf's distance bound times the account's trips, plus the
 * least price among the territories still to come, tells when to stop.
 */
export function* scan(model: Model, leaves: Leaves, prices: Prices, k: number, run: Run): Steps<Scan> {
  const { n, r, problem, loads } = model;
  const slots = Math.min(k, r);
  const territory = new Int32Array(n * slots).fill(-1);
  const cost = new Float64Array(n * slots).fill(Infinity);
  const value = new Float64Array(slots);
  const near = createLeafOrder(model, leaves, prices);
  let least = 0;
  let worked = 0;

  // One long kernel: n·r pairs in the worst case, so nothing in it allocates or calls through a closure.
  for (let leaf = 0; leaf < leaves.count; leaf++) {
    near.visit(leaf);
    const from = leaves.offsets[leaf] as number;
    const to = leaves.offsets[leaf + 1] as number;
    for (let p = from; p < to; p++) {
      const i = leaves.order[p] as number;
      const base = i * slots;
      const out = model.outCost[i] as number;
      const forced = model.forced[i] as number;
      if (forced === LOCKED_OUT) {
        least += out;
        continue;
      }
      if (forced >= 0) {
        const c = pairCost(model, i, forced);
        territory[base] = forced;
        cost[base] = c;
        least += c + loadPrice(model, prices, i, forced) + movePrice(model, prices, i, forced);
        continue;
      }
      let held = 0;
      const trips = problem.trips[i] as number;
      const from0 = problem.baseline[i] as number;
      const leaving =
        from0 >= 0
          ? model.terms.continuity * (problem.continuity[i] as number) + changePrice(model, prices, i)
          : 0;
      const fixed = leaving - model.terms.score * (problem.score[i] as number);
      const consider = (t: number, v: number, c: number): void => {
        let slot = held < slots ? held++ : slots - 1;
        while (slot > 0 && (value[slot - 1] as number) > v) {
          value[slot] = value[slot - 1] as number;
          territory[base + slot] = territory[base + slot - 1] as number;
          cost[base + slot] = cost[base + slot - 1] as number;
          slot--;
        }
        value[slot] = v;
        territory[base + slot] = t;
        cost[base + slot] = c;
      };
      if (from0 >= 0 && isAllowed(model, i, from0)) {
        const c = pairCost(model, i, from0);
        consider(from0, c + loadPrice(model, prices, i, from0), c);
      }
      for (let s = 0; s < r; s++) {
        const worst = held < slots ? Infinity : (value[slots - 1] as number);
        const reach = fixed + trips * (near.least[s] as number);
        let rest = reach;
        for (let m = 0; m < loads.length; m++) {
          rest += ((loads[m] as (typeof loads)[0]).use[i] as number) * (near.suffix[m * r + s] as number);
        }
        if (rest >= worst) break;
        const t = near.order[s] as number;
        let floor = reach;
        for (let m = 0; m < loads.length; m++) {
          floor += ((loads[m] as (typeof loads)[0]).use[i] as number) * (prices.loads[m * r + t] as number);
        }
        if (floor >= worst || t === from0) continue;
        const v = floor + trips * (tripCost(model, i, t) - (near.least[s] as number));
        if (v >= worst || (problem.eligibility !== null && !isAllowed(model, i, t))) continue;
        consider(t, v, pairCost(model, i, t));
      }
      const outside = out + (from0 >= 0 ? changePrice(model, prices, i) : 0);
      least += held > 0 ? Math.min(value[0] as number, outside) : outside;
      if (from0 >= 0 && (model.caps.length > 0 || model.terms.continuity > 0)) {
        keepBaseline(model, i, from0, base, slots, territory, cost);
      }
    }
    worked += (to - from) * 24 + r;
    if (worked > 60_000) {
      worked = 0;
      if (yield* run.pause()) break;
    }
  }
  return { candidates: { k: slots, territory, cost }, least: run.stopped === null ? least : -Infinity };
}

/** An account must be able to stay: its baseline takes the last slot when it is not among the cheapest. */
function keepBaseline(
  model: Model,
  i: number,
  from: number,
  base: number,
  slots: number,
  territory: Int32Array,
  cost: Float64Array,
): void {
  for (let slot = 0; slot < slots; slot++) if (territory[base + slot] === from) return;
  if (!isAllowed(model, i, from)) return;
  territory[base + slots - 1] = from;
  cost[base + slots - 1] = pairCost(model, i, from);
}

export function loadPrice(model: Model, prices: Prices, i: number, t: number): number {
  let price = 0;
  model.loads.forEach((term, m) => {
    price += (term.use[i] as number) * (prices.loads[m * model.r + t] as number);
  });
  return price;
}

export function changePrice(model: Model, prices: Prices, i: number): number {
  let price = 0;
  model.caps.forEach((cap, g) => {
    price += (cap.use[i] as number) * (prices.caps[g] as number);
  });
  return price;
}

function movePrice(model: Model, prices: Prices, i: number, t: number): number {
  const from = model.problem.baseline[i] as number;
  return from >= 0 && from !== t ? changePrice(model, prices, i) : 0;
}

interface LeafOrder {
  /** Territories, nearest to the leaf first. */
  readonly order: Int32Array;
  /** Least trip cost from anywhere in the leaf to order[s], rounded down. */
  readonly least: Float64Array;
  /** Least price of term m among order[s], order[s + 1] …, at m * r + s. */
  readonly suffix: Float64Array;
  readonly visit: (leaf: number) => void;
}

function createLeafOrder(model: Model, leaves: Leaves, prices: Prices): LeafOrder {
  const { r, terms, problem } = model;
  const order = new Int32Array(r);
  const least = new Float64Array(r);
  const suffix = new Float64Array(model.loads.length * r);
  const keys = new Float64Array(r);
  const raw = new Float64Array(r);
  let slots = 1;
  while (slots < r) slots *= 2;

  const visit = (leaf: number): void => {
    let top = 0;
    for (let t = 0; t < r; t++) {
      raw[t] = problem.travelTable === null ? leafTripCost(leaf, t) : 0;
      top = Math.max(top, raw[t] as number);
    }
    // Quantised down and packed with the index, so that one native sort of numbers orders the territories.
    const scale = top > 0 ? 1073741824 / top : 0;
    for (let t = 0; t < r; t++) keys[t] = Math.floor((raw[t] as number) * scale) * slots + t;
    keys.sort();
    for (let s = 0; s < r; s++) {
      const key = keys[s] as number;
      const steps = Math.floor(key / slots);
      order[s] = key - steps * slots;
      least[s] = scale > 0 ? (steps / scale) * (1 - 1e-9) : 0;
    }
    for (let m = 0; m < model.loads.length; m++) {
      let lowest = Infinity;
      for (let s = r - 1; s >= 0; s--) {
        lowest = Math.min(lowest, prices.loads[m * r + (order[s] as number)] as number);
        suffix[m * r + s] = lowest;
      }
    }
  };
  const leafTripCost = (leaf: number, t: number): number => {
    const c2 = chord2(leaves.centres, leaf, model.centres, t);
    if (!(c2 >= 0)) return 0;
    const km = Math.max(0, kmOfChord2(c2) * (1 - 1e-6) - (leaves.radiusKm[leaf] as number));
    let cost = 0;
    if (terms.travel !== 0) cost = terms.travel * curveAt(problem.travelCurve, km);
    return terms.compactness === 0 ? cost : cost + terms.compactness * km * km;
  };
  return { order, least, suffix, visit };
}
