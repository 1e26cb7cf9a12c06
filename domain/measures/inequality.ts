/**
 * How unequal a set of values is (ledger section 3, fairness metrics; R1–R7). Empty sets and sets that sum to zero
 * are perfectly equal: 0 for Gini, CV and Theil, 1 for Jain.
 */
export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

export const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : sum(values) / values.length;

/** Divides by n, as the plan's policy states: the territories are the whole, not a sample of it. */
export function populationSd(values: readonly number[]): number {
  const m = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - m) ** 2)));
}

/** Divides by n - 1. */
export function sampleSd(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const m = mean(values);
  return Math.sqrt(sum(values.map((value) => (value - m) ** 2)) / (values.length - 1));
}

const perMean = (deviation: number, values: readonly number[]): number => {
  const m = mean(values);
  return m === 0 ? 0 : deviation / m;
};

/** Coefficient of variation, population. */
export const cv = (values: readonly number[]): number => perMean(populationSd(values), values);
export const sampleCv = (values: readonly number[]): number => perMean(sampleSd(values), values);

/** Σ(2i - n - 1)·x₍ᵢ₎ / (n·Σx), values ascending, i from 1. */
export function gini(values: readonly number[]): number {
  const total = sum(values);
  if (total === 0) return 0;
  const n = values.length;
  const sorted = values.toSorted((a, b) => a - b);
  return sum(sorted.map((value, i) => (2 * (i + 1) - n - 1) * value)) / (n * total);
}

/** Jain's index (Σx)² / (n·Σx²) = 1 / (1 + CV²). */
export function jain(values: readonly number[]): number {
  const squares = sum(values.map((value) => value * value));
  return squares === 0 ? 1 : sum(values) ** 2 / (values.length * squares);
}

/** Theil's T: mean of (x/m)·ln(x/m); a zero contributes 0. */
export function theil(values: readonly number[]): number {
  const m = mean(values);
  if (m === 0) return 0;
  return mean(values.map((value) => (value > 0 ? (value / m) * Math.log(value / m) : 0)));
}

/** Greatest ÷ least; infinite when the least is zero and the greatest is not. */
export function maxMin(values: readonly number[]): number {
  const least = Math.min(...values);
  const greatest = Math.max(...values);
  return values.length === 0 || greatest === least ? 1 : greatest / least;
}

export function median(values: readonly number[]): number {
  if (values.length === 0) return 0;
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
