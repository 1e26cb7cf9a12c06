import type { Model } from './model.ts';

/** The accounts a dual looks at: all of them, or a sample in which each row stands for `each[row]` accounts. */
export interface Sample {
  readonly rows: Int32Array;
  readonly each: Float64Array;
  /** Uses of the loads at row * loads + m; of a sample so adjusted that neighbourhoods add up to what they hold. */
  readonly use: Float64Array;
}

/**
 * About `size` accounts that stand for all. The largest ones all come in (sizes are heavy-tailed, and most of a
 * sample's error would be theirs); of the others every so many in leaf order, so they spread like the whole.
 */
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
