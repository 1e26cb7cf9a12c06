import { LOCKED_OUT } from '../contract.ts';
import type { Leaves } from './leaves.ts';
import type { ChangeCap, Model } from './model.ts';
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
  /** No territory outside an account's candidates costs it less, priced; Infinity where there is none outside. */
  readonly beyond: Float64Array;
}

/**
 * The k territories of least *priced* cost for every account, over all r of them: nearest by distance alone fails
 * when bases cluster. Exact, yet it looks at few pairs: a leaf's distance bound times the account's trips, plus the
 * least price among the territories still to come, tells when to stop. With `only`, the row
 * of each account in what is answered, those at -1 are passed over (and `least` speaks of the others alone); with
 * `into`, the rows of an earlier scan are written anew.
 */
export function* scan(
  model: Model,
  leaves: Leaves,
  prices: Prices,
  k: number,
  run: Run,
  only: Int32Array | null = null,
  into: Pick<Scan, 'candidates' | 'beyond'> | null = null,
): Steps<Scan> {
  const { n, r } = model;
  const slots = into === null ? Math.min(k, r) : into.candidates.k;
  const rows = only === null ? n : only.reduce((most, row) => Math.max(most, row + 1), 0);
  const work: Scanning = {
    model,
    prices,
    slots,
    territory: into?.candidates.territory ?? new Int32Array(rows * slots),
    cost: into?.candidates.cost ?? new Float64Array(rows * slots),
    beyond: into?.beyond ?? new Float64Array(rows),
    value: new Float64Array(slots),
    near: createLeafOrder(model, leaves, prices),
    least: new Float64Array(1),
  };
  let worked = 0;
  for (let leaf = 0; leaf < leaves.count && run.stopped !== 'cancelled'; leaf++) {
    worked += scanLeaf(work, leaves, leaf, only);
    if (worked < 20_000) continue;
    worked = 0;
    if (yield* run.pause()) break;
  }
  const { territory, cost, beyond } = work;
  const least = run.stopped === null ? (work.least[0] as number) : -Infinity;
  return { candidates: { k: slots, territory, cost }, least, beyond };
}

interface Scanning {
  readonly model: Model;
  readonly prices: Prices;
  readonly slots: number;
  readonly territory: Int32Array;
  readonly cost: Float64Array;
  readonly beyond: Float64Array;
  readonly value: Float64Array;
  readonly near: LeafOrder;
  /** [Σ least priced cost]. */
  readonly least: Float64Array;
}

/** One leaf; answers roughly how many pairs it looked at. */
function scanLeaf(work: Scanning, leaves: Leaves, leaf: number, only: Int32Array | null): number {
  const from = leaves.offsets[leaf] as number;
  const to = leaves.offsets[leaf + 1] as number;
  let looked = 0;
  for (let p = from; p < to; p++) {
    const i = leaves.order[p] as number;
    const row = only === null ? i : (only[i] as number);
    if (row < 0) continue;
    if (looked === 0) {
      work.near.visit(leaf);
      looked = work.model.r;
    }
    looked += Math.min(work.model.r, 2 * work.slots + 8);
    scanAccount(work, i, row);
  }
  return looked;
}

function scanAccount(work: Scanning, i: number, row: number): void {
  const { model, prices, slots, territory, cost, value } = work;
  const { problem } = model;
  const base = row * slots;
  territory.fill(-1, base, base + slots);
  cost.fill(Infinity, base, base + slots);
  work.beyond[row] = Infinity;
  const forced = model.forced[i] as number;
  const home = problem.baseline[i] as number;
  const change = home >= 0 ? changePrice(model, prices, i) : 0;
  const out = (model.outCost[i] as number) + change;
  if (forced === LOCKED_OUT) {
    work.least[0] = (work.least[0] as number) + out;
    return;
  }
  if (forced >= 0) {
    const c = pairCost(model, i, forced);
    territory[base] = forced;
    cost[base] = c;
    const v = c + loadPrice(model, prices, i, forced) + (forced === home ? 0 : change);
    work.least[0] = (work.least[0] as number) + v;
    return;
  }
  const held = scanFree(work, i, base, home, change);
  if (held === slots) work.beyond[row] = value[slots - 1] as number;
  work.least[0] = (work.least[0] as number) + (held > 0 ? Math.min(value[0] as number, out) : out);
  if (home >= 0 && (model.caps.length > 0 || model.terms.continuity > 0)) {
    keepBaseline(model, i, home, base, slots, territory, cost);
  }
}

/** The kernel: a plain function over typed arrays, because it meets n·r pairs in the worst case. */
function scanFree(work: Scanning, i: number, base: number, home: number, change: number): number {
  const { model, prices, slots, value, near } = work;
  const { problem, r, usesByAccount: use } = model;
  const K = model.loads.length;
  const trips = problem.trips[i] as number;
  const leaving = home >= 0 ? model.terms.continuity * (problem.continuity[i] as number) + change : 0;
  const fixed = leaving - model.terms.score * (problem.score[i] as number);
  let held = 0;
  if (home >= 0 && isAllowed(model, i, home)) {
    const c = pairCost(model, i, home);
    held = insert(work, base, held, home, c + loadPrice(model, prices, i, home), c);
  }
  for (let s = 0; s < r; s++) {
    const worst = held < slots ? Infinity : (value[slots - 1] as number);
    const reach = fixed + trips * (near.least[s] as number);
    let rest = reach;
    for (let m = 0; m < K; m++) rest += (use[i * K + m] as number) * (near.suffix[m * r + s] as number);
    if (rest >= worst) break;
    const t = near.order[s] as number;
    let floor = reach;
    for (let m = 0; m < K; m++) floor += (use[i * K + m] as number) * (prices.loads[m * r + t] as number);
    if (floor >= worst || t === home) continue;
    const trip = tripCost(model, i, t);
    const v = floor + trips * (trip - (near.least[s] as number));
    if (v >= worst || (problem.eligibility !== null && !isAllowed(model, i, t))) continue;
    held = insert(work, base, held, t, v, fixed - change + trips * trip);
  }
  return held;
}

/** Keeps the slots of an account sorted by priced cost; answers how many are filled. */
function insert(work: Scanning, base: number, held: number, t: number, v: number, c: number): number {
  const { slots, value, territory, cost } = work;
  const filled = held < slots ? held + 1 : slots;
  let slot = filled - 1;
  while (slot > 0 && (value[slot - 1] as number) > v) {
    value[slot] = value[slot - 1] as number;
    territory[base + slot] = territory[base + slot - 1] as number;
    cost[base + slot] = cost[base + slot - 1] as number;
    slot--;
  }
  value[slot] = v;
  territory[base + slot] = t;
  cost[base + slot] = c;
  return filled;
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
  const { r, usesByAccount: use } = model;
  const K = model.loads.length;
  let price = 0;
  for (let m = 0; m < K; m++) price += (use[i * K + m] as number) * (prices.loads[m * r + t] as number);
  return price;
}

export function changePrice(model: Model, prices: Prices, i: number): number {
  const { caps } = model;
  let price = 0;
  for (let g = 0; g < caps.length; g++)
    price += ((caps[g] as ChangeCap).use[i] as number) * (prices.caps[g] as number);
  return price;
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
