import { FREE } from '../contract.ts';
import type { Candidates, Prices } from './candidates.ts';
import { changePrice, loadPrice } from './candidates.ts';
import type { State } from './state.ts';
import type { Run, Steps } from './steps.ts';

/** Accounts of territory s that could go to t, cheapest by priced regret first; bucket s * (r + 1) + t, r is "none". */
export interface Borders {
  readonly offsets: Int32Array;
  readonly account: Int32Array;
  readonly cost: Float64Array;
  /** Buckets s * (r + 1) + t with s < t that hold anything in either direction. */
  readonly pairs: Int32Array;
  /** The accounts gathered. Only they can move, so at the same prices and reach nobody else will be gathered later. */
  readonly live: Int32Array;
}

/** Entries gathered so far, in arrays that double when full. */
interface Gathered {
  count: number;
  bucket: Int32Array;
  account: Int32Array;
  regret: Float64Array;
  cost: Float64Array;
  /** Accounts with an entry. */
  live: Int32Array;
  lives: number;
}

/**
 * For every ordered pair of neighbouring territories, the `longest` accounts of least priced regret: beyond them
 * accounts are too dear to move to be worth pairing. `prices` are those the candidates were found with. O(n·k) the
 * first time; `among` are the `live` of an earlier call with the same reach.
 */
export function* borders(
  state: State,
  candidates: Candidates,
  prices: Prices,
  reach: number,
  longest: number,
  among: Int32Array | null,
  run: Run,
): Steps<Borders> {
  const { model, assignment } = state;
  const { r } = model;
  const n = among === null ? model.n : among.length;
  const { k, territory, cost } = candidates;
  const width = r + 1;
  const found = startGathering(Math.max(1024, 2 * n), n);
  const pauseEvery = Math.max(256, Math.floor(120_000 / (k + 4)));
  for (let p = 0; p < n; p++) {
    if (p % pauseEvery === pauseEvery - 1 && (yield* run.pause()) && run.stopped === 'cancelled') break;
    const i = among === null ? p : (among[p] as number);
    const before = found.count;
    if (model.forced[i] !== FREE) continue;
    const s = assignment[i] as number;
    const home = model.problem.baseline[i] as number;
    const change = home >= 0 ? changePrice(model, prices, i) : 0;
    const here =
      (state.cost[i] as number) + (s >= 0 ? loadPrice(model, prices, i, s) : 0) + (s !== home ? change : 0);
    for (let slot = 0; slot < k; slot++) {
      const t = territory[i * k + slot] as number;
      if (t < 0) break;
      if (t === s) continue;
      const c = cost[i * k + slot] as number;
      const regret = c + loadPrice(model, prices, i, t) + (t !== home ? change : 0) - here;
      if (regret <= reach) add(found, (s < 0 ? r : s) * width + t, i, regret, c);
      // Dearest last: the rest is out of reach, but for a baseline that was given the last slot out of turn.
      else if (home >= 0) slot = Math.max(slot, k - 2);
      else break;
    }
    if (!model.assignAll && s >= 0 && model.problem.mustCover[i] !== 1) {
      const c = model.outCost[i] as number;
      add(found, s * width + r, i, c + change - here, c);
    }
    if (found.count > before) found.live[found.lives++] = i;
  }
  return pack(found, width, longest);
}

function startGathering(size: number, n: number): Gathered {
  return {
    count: 0,
    bucket: new Int32Array(size),
    account: new Int32Array(size),
    regret: new Float64Array(size),
    cost: new Float64Array(size),
    live: new Int32Array(n),
    lives: 0,
  };
}

function add(found: Gathered, bucket: number, account: number, regret: number, cost: number): void {
  if (found.count === found.bucket.length) {
    for (const key of ['bucket', 'account'] as const) {
      const wider = new Int32Array(found.count * 2);
      wider.set(found[key]);
      found[key] = wider;
    }
    for (const key of ['regret', 'cost'] as const) {
      const wider = new Float64Array(found.count * 2);
      wider.set(found[key]);
      found[key] = wider;
    }
  }
  const at = found.count++;
  found.bucket[at] = bucket;
  found.account[at] = account;
  found.regret[at] = regret;
  found.cost[at] = cost;
}

/** Counting sort by bucket, then the `longest` least regrets of each, by insertion. */
function pack(found: Gathered, width: number, longest: number): Borders {
  const buckets = width * width;
  const sizes = new Int32Array(buckets);
  for (let e = 0; e < found.count; e++) {
    const b = found.bucket[e] as number;
    if ((sizes[b] as number) < longest) sizes[b] = (sizes[b] as number) + 1;
  }
  const offsets = new Int32Array(buckets + 1);
  for (let b = 0; b < buckets; b++) offsets[b + 1] = (offsets[b] as number) + (sizes[b] as number);
  const total = offsets[buckets] as number;
  const slot = new Int32Array(total);
  const held = new Int32Array(buckets);
  for (let e = 0; e < found.count; e++) {
    const b = found.bucket[e] as number;
    const base = offsets[b] as number;
    let p = held[b] as number;
    const regret = found.regret[e] as number;
    if (p === longest) {
      if (regret >= (found.regret[slot[base + p - 1] as number] as number)) continue;
      p--;
    } else held[b] = p + 1;
    while (p > 0 && (found.regret[slot[base + p - 1] as number] as number) > regret) {
      slot[base + p] = slot[base + p - 1] as number;
      p--;
    }
    slot[base + p] = e;
  }
  const pairs: number[] = [];
  for (let s = 0; s < width; s++) {
    for (let t = s + 1; t < width; t++) {
      if ((held[s * width + t] as number) > 0 || (held[t * width + s] as number) > 0)
        pairs.push(s * width + t);
    }
  }
  return {
    offsets,
    account: Int32Array.from(slot, (e) => found.account[e] as number),
    cost: Float64Array.from(slot, (e) => found.cost[e] as number),
    pairs: Int32Array.from(pairs),
    live: found.live.slice(0, found.lives),
  };
}
