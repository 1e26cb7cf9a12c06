import type { Candidates, Prices } from './candidates.ts';
import { loadPrice } from './candidates.ts';
import type { Model } from './model.ts';
import { isAllowed, pairCost } from './model.ts';
import type { Sample } from './sample.ts';
import { sampleRows } from './sample.ts';
import { Run, finish } from './steps.ts';
import type { Steps } from './steps.ts';

/** The accounts a dual looks at, with the territories each may go to. */
export interface DualView extends Sample {
  readonly candidates: Candidates;
}

export function viewOfAll(model: Model, candidates: Candidates): DualView {
  const rows = new Int32Array(model.n);
  for (let i = 0; i < model.n; i++) rows[i] = i;
  return { rows, each: new Float64Array(model.n).fill(1), use: model.usesByAccount, candidates };
}

/** A sample with the `keep` territories of least priced cost for each account. */
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
