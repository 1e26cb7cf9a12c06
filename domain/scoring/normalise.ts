/**
 * Raw sizes to 0..1 (SCO-02). The method is a stated policy because the order of accounts near a threshold, and so
 * every score, depends on it. Missing sizes stay NaN: whoever scores decides what stands in for them, visibly.
 */
import type { Normalisation } from '../governance/policy.ts';

/** Sizes that count for ranks and ranges, ascending. */
export function sortedKnown(values: Float64Array, include: Uint8Array): Float64Array {
  const known = new Float64Array(values.length);
  let count = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? NaN;
    if (include[row] === 1 && !Number.isNaN(value)) known[count++] = value;
  }
  return known.subarray(0, count).sort();
}

/**
 * Where a value stands among `sorted`, 0 for the least and 1 for the greatest: (below + half of the other equals) /
 * (n - 1). A lone value stands at 1. NaN in, NaN out.
 */
export function percentileOf(sorted: Float64Array, value: number): number {
  if (Number.isNaN(value)) return NaN;
  if (sorted.length < 2) return 1;
  const below = lowerBound(sorted, value, false);
  const tied = sorted[below + 1] === value;
  const others = tied ? lowerBound(sorted, value, true) - below - 1 : 0;
  return Math.min(1, (below + others / 2) / (sorted.length - 1));
}

/** How many entries lie below `value`, or at most at it when `inclusive`. */
function lowerBound(sorted: Float64Array, value: number, inclusive: boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const at = sorted[middle] ?? Infinity;
    if (at < value || (inclusive && at === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A function that takes a size to 0..1 by the given method. With no spread at all every size stands at 1. */
export function normaliser(method: Normalisation, sorted: Float64Array): (value: number) => number {
  const least = sorted[0] ?? 0;
  const greatest = sorted.at(-1) ?? 0;
  switch (method) {
    case 'percentile':
      return (value) => percentileOf(sorted, value);
    case 'min-max':
      return (value) => clamp01(greatest > least ? (value - least) / (greatest - least) : 1);
    case 'log':
      return (value) => clamp01(greatest > 0 ? Math.log1p(Math.max(0, value)) / Math.log1p(greatest) : 1);
  }
}

/** NaN stays NaN. */
const clamp01 = (value: number): number => (value < 0 ? 0 : value > 1 ? 1 : value);
