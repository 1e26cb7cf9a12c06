import { evaluateRows, startEvaluation } from './evaluate.ts';
import type { Limits } from './limits.ts';
import { priceValue } from './limits.ts';
import type { Model } from './model.ts';
import type { Run, Steps } from './steps.ts';
import type { DualView } from './view.ts';

/** A dual point: prices with the loads and value the smoothed assignment has there. */
export interface DualPoint {
  readonly vector: Float64Array;
  readonly load: Float64Array;
  /** Mean load of a variance term at each of its coordinates: what its loads are drawn to. */
  readonly mean: Float64Array;
  value: number;
}

/**
 * Value, loads and curvature of the dual smoothed by a soft minimum of temperature `tau`: with many
 * accounts a territory the dual is nearly smooth, so Newton's method with an active set beats subgradients, and
 * correlated measures, on which naive updates diverge, are handled by their common curvature.
 */
export function* evaluate(
  model: Model,
  view: DualView,
  limits: Limits,
  point: DualPoint,
  tau: number,
  curvature: Float64Array,
  run: Run,
): Steps<void> {
  const work = startEvaluation(model, view, point, tau, curvature);
  const rows = view.rows.length;
  const wide = view.candidates.k + 4;
  // Curvature is taken of pairs of candidates: while all territories are candidates a row costs their square.
  const block = Math.max(64, Math.floor(Math.min(200_000 / wide, 3_200_000 / (wide * wide))));
  for (let from = 0; from < rows; from += block) {
    if (yield* run.pause()) return;
    evaluateRows(work, from, Math.min(rows, from + block));
  }
  const { r } = model;
  model.loads.forEach((term, m) => {
    if (term.quad === 0) return;
    let sum = 0;
    for (let t = 0; t < r; t++) sum += point.load[m * r + t] as number;
    point.mean.fill(sum / r, m * r, (m + 1) * r);
  });
  point.value = (work.total[0] as number) + priceValue(limits, point.vector);
}

/** Which way the smoothed dual rises at a coordinate; 0 where it may not move. */
export function slope(limits: Limits, point: DualPoint, d: number): number {
  const a = point.vector[d] as number;
  const load = point.load[d] as number;
  const quad = limits.quad[d] as number;
  if (quad > 0) return load - (point.mean[d] as number) - a / (2 * quad);
  const low = limits.low[d] as number;
  const high = limits.high[d] as number;
  let g = 0;
  const eased = load - (limits.ease[d] as number) * a;
  if (a > 0) g = eased - high;
  else if (a < 0) g = eased - low;
  else if (load > high) g = load - high;
  else if (load < low) g = load - low;
  const top = limits.maxPrice[d] as number;
  return (g > 0 && a >= top) || (g < 0 && a <= -top) ? 0 : g;
}

/** Makes the prices of each variance term sum to zero; for loads whose total is fixed this only raises the bound. */
export function centre(model: Model, vector: Float64Array): void {
  model.loads.forEach((term, m) => {
    if (term.quad === 0) return;
    const own = vector.subarray(m * model.r, (m + 1) * model.r);
    let mean = 0;
    for (const a of own) mean += a;
    mean /= own.length;
    for (let t = 0; t < own.length; t++) own[t] = (own[t] as number) - mean;
  });
}
