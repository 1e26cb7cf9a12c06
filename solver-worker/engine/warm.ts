import type { DualPrices } from '../contract.ts';
import type { Prices } from './candidates.ts';
import { centre } from './dual.ts';
import { dualSize, limitsOf } from './limits.ts';
import type { Model } from './model.ts';
import { chord2 } from './travel.ts';

/** Prices of the dual in the units of the problem, where another model of nearly the same problem can take them up. */
export const dualPrices = (model: Model, prices: Prices): DualPrices => ({
  loads: model.loads.map(({ kind, name, scale }, m) => ({
    kind,
    name,
    perUnit: prices.loads.slice(m * model.r, (m + 1) * model.r).map((a) => a / scale),
  })),
  changes: model.caps.map(({ kind, scale }, g) => ({ kind, perUnit: (prices.caps[g] as number) / scale })),
});

/**
 * The dual vector that given prices make, as far as they fit: a limit that was not there before costs nothing yet, a
 * territory that was not there costs what its neighbours do, and no price is kept that a proof could not use.
 */
export function vectorFrom(model: Model, given: DualPrices): Float64Array {
  const { r } = model;
  const vector = new Float64Array(dualSize(model));
  const limits = limitsOf(model);
  model.loads.forEach(({ kind, name, scale }, m) => {
    const known = given.loads.find((load) => load.kind === kind && load.name === name);
    if (known?.perUnit.length !== r) return;
    for (let t = 0; t < r; t++) {
      const price = known.perUnit[t] as number;
      vector[m * r + t] = scale * (Number.isFinite(price) ? price : priceNearby(model, known.perUnit, t));
    }
  });
  model.caps.forEach(({ kind, scale }, g) => {
    const known = given.changes.find((change) => change.kind === kind)?.perUnit ?? 0;
    vector[model.loads.length * r + g] = Number.isFinite(known) ? scale * known : 0;
  });
  for (let d = 0; d < vector.length; d++) {
    const a = vector[d] as number;
    const top = limits.maxPrice[d] as number;
    const usable =
      (limits.quad[d] as number) > 0 || Number.isFinite((a > 0 ? limits.high[d] : limits.low[d]) as number);
    vector[d] = usable ? Math.min(top, Math.max(-top, a)) : 0;
  }
  centre(model, vector);
  return vector;
}

/** Neighbours whose prices a new territory begins with the mean of. */
const NEIGHBOURS = 3;

function priceNearby(model: Model, perUnit: Float64Array, t: number): number {
  const near: { price: number; far: number; s: number }[] = [];
  for (let s = 0; s < model.r; s++) {
    const price = perUnit[s] as number;
    const c2 = chord2(model.centres, s, model.centres, t);
    if (Number.isFinite(price)) near.push({ price, far: Number.isNaN(c2) ? Infinity : c2, s });
  }
  near.sort((a, b) => (a.far === b.far ? a.s - b.s : a.far - b.far));
  const own = near.slice(0, NEIGHBOURS);
  return own.reduce((sum, { price }) => sum + price, 0) / Math.max(1, own.length);
}
