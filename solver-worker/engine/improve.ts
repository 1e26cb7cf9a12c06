import { FREE } from '../contract.ts';
import type { Candidates, Prices } from './candidates.ts';
import { changePrice, loadPrice } from './candidates.ts';
import type { Model } from './model.ts';
import { pairCost } from './model.ts';
import type { State } from './state.ts';
import { excessAt, move } from './state.ts';
import type { Run, Steps } from './steps.ts';

/** Accounts of territory s that could go to t, cheapest by priced regret first; bucket s * (r + 1) + t, r is "none". */
interface Borders {
  readonly offsets: Int32Array;
  readonly account: Int32Array;
  readonly cost: Float64Array;
}

/** Longest list kept per border; beyond it accounts are too dear to move to be worth pairing. */
const LONGEST = 28;

/** Gathers, for every ordered pair of neighbouring territories, the accounts with the least priced regret. O(n·k). */
export function* borders(
  state: State,
  candidates: Candidates,
  prices: Prices,
  reach: number,
  run: Run,
): Steps<Borders> {
  const { model, assignment } = state;
  const { n, r } = model;
  const { k, territory, cost } = candidates;
  const width = r + 1;
  const bucket: number[] = [];
  const account: number[] = [];
  const dear: number[] = [];
  const price: number[] = [];
  const leaveOut = !model.assignAll;
  const pauseEvery = Math.max(256, Math.floor(150_000 / (k + 4)));
  for (let i = 0; i < n; i++) {
    if (i % pauseEvery === pauseEvery - 1 && (yield* run.pause())) break;
    if (model.forced[i] !== FREE) continue;
    const s = assignment[i] as number;
    const home = model.problem.baseline[i] as number;
    const change = changePrice(model, prices, i);
    const here =
      (state.cost[i] as number) +
      (s >= 0 ? loadPrice(model, prices, i, s) : 0) +
      (home >= 0 && s !== home ? change : 0);
    for (let slot = 0; slot < k; slot++) {
      const t = territory[i * k + slot] as number;
      if (t < 0) break;
      if (t === s) continue;
      const c = cost[i * k + slot] as number;
      const regret = c + loadPrice(model, prices, i, t) + (home >= 0 && t !== home ? change : 0) - here;
      if (regret > reach) continue;
      bucket.push((s < 0 ? r : s) * width + t);
      account.push(i);
      dear.push(regret);
      price.push(c);
    }
    if (leaveOut && s >= 0 && model.problem.mustCover[i] !== 1) {
      const c = model.outCost[i] as number;
      bucket.push(s * width + r);
      account.push(i);
      dear.push(c + (home >= 0 ? change : 0) - here);
      price.push(c);
    }
  }
  return packed(width, bucket, account, dear, price);
}

function packed(
  width: number,
  bucket: readonly number[],
  account: readonly number[],
  dear: readonly number[],
  price: readonly number[],
): Borders {
  const counts = new Int32Array(width * width + 1);
  for (const b of bucket) counts[b + 1] = (counts[b + 1] as number) + 1;
  for (let b = 0; b < width * width; b++) counts[b + 1] = (counts[b + 1] as number) + (counts[b] as number);
  const next = counts.slice();
  const slots = new Int32Array(bucket.length);
  bucket.forEach((b, e) => {
    const at = next[b] as number;
    slots[at] = e;
    next[b] = at + 1;
  });
  const offsets = new Int32Array(width * width + 1);
  const rows: number[] = [];
  const costs: number[] = [];
  for (let b = 0; b < width * width; b++) {
    const list = slots.subarray(counts[b], counts[b + 1]);
    if (list.length > 1) list.sort((x, y) => (dear[x] as number) - (dear[y] as number) || x - y);
    for (let e = 0; e < Math.min(LONGEST, list.length); e++) {
      const entry = list[e] as number;
      rows.push(account[entry] as number);
      costs.push(price[entry] as number);
    }
    offsets[b + 1] = rows.length;
  }
  return { offsets, account: Int32Array.from(rows), cost: Float64Array.from(costs) };
}

/** What one border offers: at most two accounts leave s for t and at most one comes back. */
interface Offer {
  gain: number;
  outA: number;
  outB: number;
  back: number;
}

/** Shifts, swaps and double shifts over every border until none improves; answers how many moves it made. */
export function* improveBorders(state: State, list: Borders, run: Run): Steps<number> {
  const { r } = state.model;
  const width = r + 1;
  let moves = 0;
  let worked = 0;
  const used = new Set<number>();
  for (let s = 0; s < width; s++) {
    for (let t = s + 1; t < width; t++) {
      const out = list.offsets[s * width + t] as number;
      const outEnd = list.offsets[s * width + t + 1] as number;
      const back = list.offsets[t * width + s] as number;
      const backEnd = list.offsets[t * width + s + 1] as number;
      if (outEnd === out && backEnd === back) continue;
      for (let again = 0; again < 8; again++) {
        worked += (outEnd - out + 1) * (backEnd - back + 1) + (outEnd - out) ** 2 + (backEnd - back) ** 2;
        const one = bestOffer(state, list, s, t, out, outEnd, back, backEnd, used);
        const two = bestOffer(state, list, t, s, back, backEnd, out, outEnd, used);
        const best = one.gain <= two.gain ? one : two;
        if (best.gain >= -1e-9 * state.model.costScale) break;
        const [from, to] = best === one ? [s, t] : [t, s];
        for (const e of [best.outA, best.outB]) if (e >= 0) take(state, list, e, to === r ? -1 : to, used);
        if (best.back >= 0) take(state, list, best.back, from === r ? -1 : from, used);
        moves++;
      }
      if (worked > 150_000) {
        worked = 0;
        if (yield* run.pause()) return moves;
      }
    }
  }
  return moves;
}

function take(state: State, list: Borders, e: number, to: number, used: Set<number>): void {
  const i = list.account[e] as number;
  used.add(i);
  move(state, i, to, list.cost[e] as number);
}

/** Scratch for one border: costs and uses of both lists, gathered once. Grown, never shrunk. */
let gatheredCost = new Float64Array(4 * LONGEST);
let gatheredUse = new Float64Array(64 * LONGEST);
let gatheredCap = new Float64Array(16 * LONGEST);

/**
 * Best of: one account s→t; two accounts s→t; one s→t against one t→s; two against one. Written as one kernel over
 * scratch arrays: it runs for every border in every round.
 */
function bestOffer(
  state: State,
  list: Borders,
  s: number,
  t: number,
  out: number,
  outEnd: number,
  back: number,
  backEnd: number,
  used: ReadonlySet<number>,
): Offer {
  const { model } = state;
  const K = model.loads.length;
  const G = model.caps.length;
  const best: Offer = { gain: 0, outA: -1, outB: -1, back: -1 };
  const total = outEnd - out + backEnd - back;
  if (gatheredCost.length < total) gatheredCost = new Float64Array(total * 2);
  if (gatheredUse.length < total * K) gatheredUse = new Float64Array(total * K * 2);
  if (gatheredCap.length < total * G) gatheredCap = new Float64Array(total * G * 2);
  const cost = gatheredCost;
  const use = gatheredUse;
  const cap = gatheredCap;
  const live: number[] = [];
  const ins: number[] = [];
  for (let e = out; e < outEnd; e++) {
    const i = list.account[e] as number;
    if (used.has(i)) continue;
    gather(state, i, live.length, (list.cost[e] as number) - (state.cost[i] as number), s, t, cost, use, cap);
    live.push(e);
  }
  const A = live.length;
  if (A === 0) return best;
  for (let e = back; e < backEnd; e++) {
    const i = list.account[e] as number;
    if (used.has(i)) continue;
    const slot = A + ins.length;
    gather(state, i, slot, (list.cost[e] as number) - (state.cost[i] as number), t, s, cost, use, cap);
    ins.push(e);
  }
  const x = new Float64Array(K);
  const c = new Float64Array(G);
  const start = transferPenalty(state, s, t, x, c);
  for (let a = 0; a < A; a++) {
    for (let m = 0; m < K; m++) x[m] = use[a * K + m] as number;
    for (let g = 0; g < G; g++) c[g] = cap[a * G + g] as number;
    const gain = (cost[a] as number) + transferPenalty(state, s, t, x, c) - start;
    if (gain < best.gain) Object.assign(best, { gain, outA: live[a], outB: -1, back: -1 });
    for (let b = a + 1; b < A; b++) {
      const dear = (cost[a] as number) + (cost[b] as number);
      for (let m = 0; m < K; m++) x[m] = (use[a * K + m] as number) + (use[b * K + m] as number);
      for (let g = 0; g < G; g++) c[g] = (cap[a * G + g] as number) + (cap[b * G + g] as number);
      const both = dear + transferPenalty(state, s, t, x, c) - start;
      if (both < best.gain) Object.assign(best, { gain: both, outA: live[a], outB: live[b], back: -1 });
    }
    for (let b = 0; b < ins.length; b++) {
      const at = A + b;
      for (let m = 0; m < K; m++) x[m] = (use[a * K + m] as number) - (use[at * K + m] as number);
      for (let g = 0; g < G; g++) c[g] = (cap[a * G + g] as number) + (cap[at * G + g] as number);
      const swap = (cost[a] as number) + (cost[at] as number) + transferPenalty(state, s, t, x, c) - start;
      if (swap < best.gain) Object.assign(best, { gain: swap, outA: live[a], outB: -1, back: ins[b] });
    }
  }
  return best;
}

function gather(
  state: State,
  i: number,
  slot: number,
  dear: number,
  from: number,
  to: number,
  cost: Float64Array,
  use: Float64Array,
  cap: Float64Array,
): void {
  const { model } = state;
  const K = model.loads.length;
  const G = model.caps.length;
  cost[slot] = dear;
  for (let m = 0; m < K; m++) use[slot * K + m] = (model.loads[m] as Model['loads'][0]).use[i] as number;
  const home = model.problem.baseline[i] as number;
  const step = home < 0 ? 0 : (to !== home ? 1 : 0) - (from !== home ? 1 : 0);
  for (let g = 0; g < G; g++)
    cap[slot * G + g] = step * ((model.caps[g] as Model['caps'][0]).use[i] as number);
}

/** Penalties of territories s and t after x moves from s to t and c is added to the changed; index r is "none". */
export function transferPenalty(
  state: State,
  s: number,
  t: number,
  x: Float64Array,
  c: Float64Array,
): number {
  const { model, loads, penalty } = state;
  const { r } = model;
  let total = 0;
  for (let m = 0; m < x.length; m++) {
    const term = model.loads[m] as Model['loads'][0];
    const d = x[m] as number;
    if (s < r) {
      const load = (loads[m * r + s] as number) - d;
      total += limitPenalty(term, s, load, penalty[m * r + s] as number);
    }
    if (t < r) {
      const load = (loads[m * r + t] as number) + d;
      total += limitPenalty(term, t, load, penalty[m * r + t] as number);
    }
    if (term.quad > 0 && (s >= r || t >= r)) total -= meanShift(state, m, s >= r ? d : -d);
  }
  for (let g = 0; g < c.length; g++) {
    const over = (state.changed[g] as number) + (c[g] as number) - (model.caps[g] as Model['caps'][0]).limit;
    if (over > 0) total += over * (state.capPenalty[g] as number);
  }
  return total;
}

function limitPenalty(term: Model['loads'][0], t: number, load: number, price: number): number {
  const over = load - (term.high[t] as number);
  let cost = 0;
  if (over > 0) cost = over * price;
  else {
    const under = (term.low[t] as number) - load;
    if (under > 0) cost = under * price;
  }
  if (term.quad > 0) cost += term.quad * (load - term.mean) * (load - term.mean);
  return cost;
}

/** The part of r·variance that a change of the total takes back: quad·r·(mean − reference)². */
function meanShift(state: State, m: number, added: number): number {
  const { model, loads } = state;
  const { r } = model;
  const term = model.loads[m] as Model['loads'][0];
  let total = added;
  for (let t = 0; t < r; t++) total += loads[m * r + t] as number;
  const off = total / r - term.mean;
  return term.quad * r * off * off;
}

/** Raises the penalty of every limit still broken and eases the others towards what the dual says they are worth. */
export function adaptPenalties(state: State, prices: Prices, raise: number): void {
  const { model, penalty } = state;
  const floor = (0.05 * model.costScale * model.n) / model.r;
  model.loads.forEach((term, m) => {
    if (term.kind === 'variance') return;
    for (let t = 0; t < model.r; t++) {
      const d = m * model.r + t;
      const worth = Math.abs(prices.loads[d] as number);
      const least = Math.min(term.maxPrice, Math.max(floor, 1.5 * worth));
      const now = Math.max(least, penalty[d] as number);
      penalty[d] = Math.min(term.maxPrice, excessAt(state, m, t) > 0 ? now * raise : now);
    }
  });
  model.caps.forEach((cap, g) => {
    const worth = Math.max(2 * (prices.caps[g] as number), model.costScale * model.n * 0.2);
    const over = (state.changed[g] as number) > cap.limit;
    state.capPenalty[g] = Math.max(worth, state.capPenalty[g] as number) * (over ? raise : 1);
  });
}

/** The account's cost at a territory or outside. */
export const costAt = (model: Model, i: number, t: number): number =>
  t >= 0 ? pairCost(model, i, t) : (model.outCost[i] as number);
