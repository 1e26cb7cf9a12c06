import type { Borders } from './borders.ts';
import type { Prices } from './candidates.ts';
import type { Model } from './model.ts';
import { pairCost } from './model.ts';
import type { State } from './state.ts';
import { excessAt, move } from './state.ts';
import type { Run, Steps } from './steps.ts';

/** Scratch of one run of border moves: the accounts of a border in both directions, and both territories' limits. */
export interface Desk {
  readonly used: Uint8Array;
  /** Version of each territory (index r: none) and of each pair when last looked at: unchanged pairs are skipped. */
  readonly changedAt: Int32Array;
  readonly lookedAt: Map<number, number>;
  clock: number;
  readonly cost: Float64Array;
  readonly use: Float64Array;
  readonly cap: Float64Array;
  readonly entry: Int32Array;
  /** Net transfer being tried, and change of the capped sums. */
  readonly x: Float64Array;
  readonly c: Float64Array;
}

/** `touched`: 1 for the territories whose borders are looked at from the start; null for all. */
export function createDesk(model: Model, longest: number, touched: Uint8Array | null): Desk {
  const K = model.loads.length;
  const G = model.caps.length;
  return {
    used: new Uint8Array(model.n),
    changedAt: touched === null ? new Int32Array(model.r + 1).fill(1) : Int32Array.from(touched),
    lookedAt: new Map(),
    clock: 1,
    cost: new Float64Array(2 * longest),
    use: new Float64Array(2 * longest * K),
    cap: new Float64Array(2 * longest * G),
    entry: new Int32Array(2 * longest),
    x: new Float64Array(K),
    c: new Float64Array(G),
  };
}

/** What one border offers: up to two accounts go one way and up to two the other; entries of the border lists. */
interface Offer {
  gain: number;
  outA: number;
  outB: number;
  backA: number;
  backB: number;
}

const NOTHING: Offer = { gain: 0, outA: -1, outB: -1, backA: -1, backB: -1 };

/** Most moves made on one border before the next one has its turn. */
const TURNS = 8;

/** Shifts, swaps, double shifts and two-for-one swaps over every border that changed; answers how many it made. */
export function* improveBorders(
  state: State,
  list: Borders,
  desk: Desk,
  deep: boolean,
  run: Run,
): Steps<number> {
  const { r } = state.model;
  const width = r + 1;
  let moves = 0;
  let worked = 0;
  for (const pair of list.pairs) {
    const s = Math.floor(pair / width);
    const t = pair - s * width;
    const last = desk.lookedAt.get(pair) ?? 0;
    if (Math.max(desk.changedAt[s] as number, desk.changedAt[t] as number) <= last && !deep) continue;
    for (let turn = 0; turn < TURNS; turn++) {
      const best = bestOffer(state, list, desk, s, t, deep);
      worked += deep ? 20_000 : 400;
      if (worked > 40_000) {
        worked = 0;
        if ((yield* run.pause()) && run.stopped === 'cancelled') return moves;
      }
      if (best.gain >= -1e-9 * state.model.costScale) break;
      take(state, list, desk, best.outA, t);
      take(state, list, desk, best.outB, t);
      take(state, list, desk, best.backA, s);
      take(state, list, desk, best.backB, s);
      desk.clock++;
      desk.changedAt[s] = desk.clock;
      desk.changedAt[t] = desk.clock;
      moves++;
    }
    desk.lookedAt.set(pair, desk.clock);
  }
  return moves;
}

function take(state: State, list: Borders, desk: Desk, e: number, to: number): void {
  if (e < 0) return;
  const i = list.account[e] as number;
  desk.used[i] = 1;
  move(state, i, to === state.model.r ? -1 : to, list.cost[e] as number);
}

/**
 * The best move on the border of s and t. One kernel over scratch arrays: it runs for every border in every round,
 * and what makes it quick is that penalties are never negative, so a combination that costs more than the penalties
 * it could save needs no further look.
 */
function bestOffer(state: State, list: Borders, desk: Desk, s: number, t: number, deep: boolean): Offer {
  const { model } = state;
  const { cost, use, cap, entry, x, c } = desk;
  const width = model.r + 1;
  const K = model.loads.length;
  const G = model.caps.length;
  const A = gather(state, list, desk, s, t, width, 0, 1);
  const all = gather(state, list, desk, t, s, width, A, -1);
  if (all === 0) return NOTHING;
  x.fill(0);
  c.fill(0);
  const start = transferPenalty(state, s, t, x, c);
  const slackFree = model.loads.every((term) => term.quad === 0);
  const spare = slackFree ? start : Infinity;
  let best: Offer = NOTHING;
  for (let a = 0; a < all; a++) {
    if (!slackFree || (cost[a] as number) - spare < best.gain) {
      for (let m = 0; m < K; m++) x[m] = use[a * K + m] as number;
      for (let g = 0; g < G; g++) c[g] = cap[a * G + g] as number;
      const gain = (cost[a] as number) + transferPenalty(state, s, t, x, c) - start;
      if (gain < best.gain) best = offer(gain, A, entry, a, -1, -1);
    }
    for (let b = a + 1; b < all; b++) {
      const dear = (cost[a] as number) + (cost[b] as number);
      if (dear - spare >= best.gain && !deep) continue;
      if (dear - spare < best.gain) {
        for (let m = 0; m < K; m++) x[m] = (use[a * K + m] as number) + (use[b * K + m] as number);
        for (let g = 0; g < G; g++) c[g] = (cap[a * G + g] as number) + (cap[b * G + g] as number);
        const gain = dear + transferPenalty(state, s, t, x, c) - start;
        if (gain < best.gain) best = offer(gain, A, entry, a, b, -1);
      }
      if (!deep) continue;
      for (let d = b + 1; d < all; d++) {
        const dearest = dear + (cost[d] as number);
        if (dearest - spare >= best.gain) continue;
        if (d < A === a < A && b < A === a < A) continue;
        for (let m = 0; m < K; m++) {
          x[m] = (use[a * K + m] as number) + (use[b * K + m] as number) + (use[d * K + m] as number);
        }
        for (let g = 0; g < G; g++) {
          c[g] = (cap[a * G + g] as number) + (cap[b * G + g] as number) + (cap[d * G + g] as number);
        }
        const gain = dearest + transferPenalty(state, s, t, x, c) - start;
        if (gain < best.gain) best = offer(gain, A, entry, a, b, d);
      }
    }
  }
  return best;
}

/** Slots below A go from s to t, the others come back. */
function offer(gain: number, A: number, entry: Int32Array, a: number, b: number, d: number): Offer {
  const out: number[] = [];
  const back: number[] = [];
  for (const slot of [a, b, d]) {
    if (slot < 0) continue;
    (slot < A ? out : back).push(entry[slot] as number);
  }
  return { gain, outA: out[0] ?? -1, outB: out[1] ?? -1, backA: back[0] ?? -1, backB: back[1] ?? -1 };
}

/** Fills the desk from slot `from` with the unused accounts of bucket (s, t); uses are signed by `sign`. */
function gather(
  state: State,
  list: Borders,
  desk: Desk,
  s: number,
  t: number,
  width: number,
  from: number,
  sign: 1 | -1,
): number {
  const { model } = state;
  const K = model.loads.length;
  const G = model.caps.length;
  const end = list.offsets[s * width + t + 1] as number;
  let slot = from;
  for (let e = list.offsets[s * width + t] as number; e < end; e++) {
    const i = list.account[e] as number;
    if (desk.used[i] === 1) continue;
    desk.cost[slot] = (list.cost[e] as number) - (state.cost[i] as number);
    for (let m = 0; m < K; m++) {
      desk.use[slot * K + m] = sign * ((model.loads[m] as Model['loads'][0]).use[i] as number);
    }
    if (G > 0) {
      const home = model.problem.baseline[i] as number;
      const step = home < 0 ? 0 : (t !== home ? 1 : 0) - (s !== home ? 1 : 0);
      for (let g = 0; g < G; g++) {
        desk.cap[slot * G + g] = step * ((model.caps[g] as Model['caps'][0]).use[i] as number);
      }
    }
    desk.entry[slot++] = e;
  }
  return slot;
}

/** Penalties of territories s and t after x moves from s to t and c is added to the changed; index r is "none". */
export function transferPenalty(
  state: State,
  s: number,
  t: number,
  x: Float64Array,
  c: Float64Array,
): number {
  const { model, loads, penalty, charge } = state;
  const { r } = model;
  let total = 0;
  for (let m = 0; m < x.length; m++) {
    const term = model.loads[m] as Model['loads'][0];
    const d = x[m] as number;
    if (s < r) {
      const at = m * r + s;
      total += limitPenalty(term, s, (loads[at] as number) - d, penalty[at] as number, charge[at] as number);
    }
    if (t < r) {
      const at = m * r + t;
      total += limitPenalty(term, t, (loads[at] as number) + d, penalty[at] as number, charge[at] as number);
    }
    if (term.quad > 0 && (s >= r || t >= r)) total -= meanShift(state, m, s >= r ? d : -d);
  }
  for (let g = 0; g < c.length; g++) {
    const over = (state.changed[g] as number) + (c[g] as number) - (model.caps[g] as Model['caps'][0]).limit;
    if (over > 0) total += over * (state.capPenalty[g] as number);
  }
  return total;
}

function limitPenalty(
  term: Model['loads'][0],
  t: number,
  load: number,
  price: number,
  charge: number,
): number {
  let outside = load - (term.high[t] as number);
  if (outside <= 0) outside = (term.low[t] as number) - load;
  let cost = 0;
  if (outside > 1e-9) cost = charge + outside * price;
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

/** Raises what broken limits cost, never beyond their largest price; a limit that is met keeps what it had. */
export function adaptPenalties(state: State, prices: Prices, raise: number): void {
  const { model, penalty, charge } = state;
  const floor = (0.05 * model.costScale * model.n) / model.r;
  model.loads.forEach((term, m) => {
    if (term.kind === 'variance') return;
    const soft = term.kind === 'band' && model.terms.bands === 'soft';
    for (let t = 0; t < model.r; t++) {
      const d = m * model.r + t;
      if (soft) {
        penalty[d] = term.maxPrice;
        continue;
      }
      const worth = Math.abs(prices.loads[d] as number);
      const now = Math.max(Math.min(term.maxPrice, Math.max(floor, 1.5 * worth)), penalty[d] as number);
      const broken = raise > 1 && excessAt(state, m, t) > 0;
      penalty[d] = Math.min(term.maxPrice, broken ? now * raise : now);
      if (broken) charge[d] = Math.max((charge[d] as number) * raise, 0.25 * model.costScale);
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

/** How much dearer than its price leaving a limit is while an earlier answer is to be kept. */
const STIFF = 4;

/** Makes what is met dear to leave: mending one limit is then not paid for with others, and stays where it began. */
export function stiffen({ model, penalty, charge }: State): void {
  model.loads.forEach((term, m) => {
    if (term.kind === 'variance' || (term.kind === 'band' && model.terms.bands === 'soft')) return;
    for (let d = m * model.r; d < (m + 1) * model.r; d++) {
      penalty[d] = Math.min(term.maxPrice, STIFF * (penalty[d] as number));
      charge[d] = model.costScale;
    }
  });
}
