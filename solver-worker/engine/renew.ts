import { LOCKED_OUT } from '../contract.ts';
import type { Prices, Scan } from './candidates.ts';
import { changePrice, scan } from './candidates.ts';
import type { Leaves } from './leaves.ts';
import { pricesOf } from './limits.ts';
import type { Model } from './model.ts';
import type { Run, Steps } from './steps.ts';

/** Rows between two pauses. */
const ROWS_A_SLICE = 4096;

/**
 * A scan brought from the prices `from` to the prices `to`, as exact as a new one at a fraction of its work. What a
 * territory outside an account's candidates costs has fallen by no more than the prices have, so most candidates still
 * hold the least; only the accounts for which that is not certain are scanned anew. Writes over `found`.
 */
export function* renew(
  model: Model,
  leaves: Leaves,
  found: Scan,
  from: Float64Array,
  to: Float64Array,
  run: Run,
): Steps<Scan> {
  const prices = pricesOf(model, to);
  const work: Renewing = {
    model,
    found,
    prices,
    before: pricesOf(model, from),
    fall: extremes(model, from, to, Math.min, Infinity),
    rise: extremes(model, from, to, Math.max, -Infinity),
    doubtful: new Int32Array(model.n).fill(-1),
    value: new Float64Array(found.candidates.k),
  };
  let least = 0;
  for (let row = 0; row < model.n; row += ROWS_A_SLICE) {
    least += renewRows(work, row, Math.min(model.n, row + ROWS_A_SLICE));
    if (yield* run.pause()) return { ...found, least: -Infinity };
  }
  const { candidates, beyond } = found;
  const again = yield* scan(model, leaves, prices, candidates.k, run, work.doubtful, found);
  return { candidates, beyond, least: least + again.least };
}

interface Renewing {
  readonly model: Model;
  readonly found: Scan;
  readonly prices: Prices;
  readonly before: Prices;
  /** Least and greatest change of the prices of each term, over the territories. */
  readonly fall: Float64Array;
  readonly rise: Float64Array;
  /** Rows to be scanned anew; -1 for those that need not. */
  readonly doubtful: Int32Array;
  readonly value: Float64Array;
}

function extremes(
  model: Model,
  from: Float64Array,
  to: Float64Array,
  pick: (a: number, b: number) => number,
  first: number,
): Float64Array {
  return Float64Array.from(model.loads, (_, m) => {
    let most = first;
    for (let d = m * model.r; d < (m + 1) * model.r; d++) {
      most = pick(most, (to[d] as number) - (from[d] as number));
    }
    return most;
  });
}

/** Σ of the least priced costs of those rows that are certain; marks the others. Keeps the slots sorted. */
function renewRows(work: Renewing, from: number, to: number): number {
  const { model, found, prices, before, fall, rise, value, doubtful } = work;
  const { beyond, candidates } = found;
  const { k, territory, cost } = candidates;
  const { r, usesByAccount: use, caps, outCost, forced } = model;
  const { baseline } = model.problem;
  const K = model.loads.length;
  let sum = 0;
  for (let i = from; i < to; i++) {
    const home = caps.length > 0 ? (baseline[i] as number) : -1;
    const change = home >= 0 ? changePrice(model, prices, i) : 0;
    const out = (outCost[i] as number) + change;
    if (forced[i] === LOCKED_OUT) {
      sum += out;
      continue;
    }
    let floor = beyond[i] as number;
    for (let m = 0; m < K; m++) {
      const u = use[i * K + m] as number;
      floor += u * ((u > 0 ? fall[m] : rise[m]) as number);
    }
    if (home >= 0) floor += change - changePrice(model, before, i);
    const base = i * k;
    let held = 0;
    for (; held < k; held++) {
      const t = territory[base + held] as number;
      if (t < 0) break;
      const c = cost[base + held] as number;
      let v = t === home ? c : c + change;
      for (let m = 0; m < K; m++) v += (use[i * K + m] as number) * (prices.loads[m * r + t] as number);
      let slot = held;
      for (; slot > 0 && (value[slot - 1] as number) > v; slot--) {
        value[slot] = value[slot - 1] as number;
        territory[base + slot] = territory[base + slot - 1] as number;
        cost[base + slot] = cost[base + slot - 1] as number;
      }
      value[slot] = v;
      territory[base + slot] = t;
      cost[base + slot] = c;
    }
    let least = held > 0 ? (value[0] as number) : out;
    if ((forced[i] as number) < 0 && out < least) least = out;
    if (least > floor) {
      doubtful[i] = i;
      continue;
    }
    beyond[i] = floor;
    sum += least;
  }
  return sum;
}
