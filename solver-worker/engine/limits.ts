import type { Prices } from './candidates.ts';
import type { Model } from './model.ts';
import { sum } from './model.ts';
import type { Sample } from './sample.ts';

export const pricesOf = (model: Model, vector: Float64Array): Prices => ({
  loads: vector.subarray(0, model.loads.length * model.r),
  caps: vector.subarray(model.loads.length * model.r),
});

export const dualSize = (model: Model): number => model.loads.length * model.r + model.caps.length;

/** Limits of every dual coordinate, in normalised units; what the conjugate of the loads' penalties needs. */
export interface Limits {
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly maxPrice: Float64Array;
  readonly quad: Float64Array;
  /** Load by which a limit may be missed for each unit of price: 0 in a proof, see `easeLimits`. */
  readonly ease: Float64Array;
}

export function limitsOf(model: Model): Limits {
  const size = dualSize(model);
  const limits: Limits = {
    low: new Float64Array(size).fill(-Infinity),
    high: new Float64Array(size),
    maxPrice: new Float64Array(size),
    quad: new Float64Array(size),
    ease: new Float64Array(size),
  };
  model.loads.forEach((term, m) => {
    for (let t = 0; t < model.r; t++) {
      const d = m * model.r + t;
      limits.low[d] = term.low[t] as number;
      limits.high[d] = term.high[t] as number;
      limits.maxPrice[d] = term.maxPrice;
      limits.quad[d] = term.quad;
    }
  });
  model.caps.forEach((cap, g) => {
    const d = model.loads.length * model.r + g;
    limits.high[d] = cap.limit;
    limits.maxPrice[d] = 1e6 * model.costScale * model.n;
  });
  return limits;
}

/** Load (in normalised units, at temperature 1) by which a limit may be missed at a price the size of a territory's cost. */
const EASE = 0.05;

/**
 * Lets limits be missed a little, the less the colder it is. A sample often cannot meet limits that all accounts
 * together can, and its prices would run away.
 */
export function easeLimits(model: Model, limits: Limits, temperature: number): void {
  const territory = (model.costScale * model.n) / model.r;
  model.loads.forEach((term, m) => {
    if (term.quad > 0) return;
    limits.ease.fill((EASE * temperature) / territory, m * model.r, (m + 1) * model.r);
  });
  limits.ease.fill((EASE * temperature) / (territory * model.r), model.loads.length * model.r);
}

/**
 * The limits of a sample: its loads sum to a little more or less than those of all accounts, and limits that leave less
 * room than that could be met by nobody, so that prices would run away after them.
 */
export function limitsOfView(model: Model, view: Sample): Limits {
  const limits = limitsOf(model);
  if (view.rows.length === model.n) return limits;
  const { low, high } = limits;
  const K = model.loads.length;
  model.loads.forEach((term, m) => {
    let seen = 0;
    view.each.forEach((each, row) => (seen += each * (view.use[row * K + m] as number)));
    const all = sum(term.use);
    const part = all > 0 && seen > 0 ? seen / all : 1;
    for (let d = m * model.r; d < (m + 1) * model.r; d++) {
      low[d] = (low[d] as number) * part;
      high[d] = (high[d] as number) * part;
    }
  });
  return limits;
}

/**
 * −Σ of the conjugates: what the prices earn whatever the assignment; the second half of the bound. The variance is
 * the least over c of Σ (load − c)²/r, and prices that sum to zero over the territories make c drop out: so this is
 * a proof only for vectors that `centre` has passed.
 */
export function priceValue(limits: Limits, vector: Float64Array): number {
  let value = 0;
  for (let d = 0; d < vector.length; d++) {
    const a = vector[d] as number;
    if (a === 0) continue;
    const quad = limits.quad[d] as number;
    if (quad > 0) value -= (a * a) / (4 * quad);
    else
      value -=
        a * ((a > 0 ? limits.high[d] : limits.low[d]) as number) + ((limits.ease[d] as number) * a * a) / 2;
  }
  return value;
}

export function capBandPrices(model: Model, limits: Limits, highest: number): void {
  const most = (highest * model.costScale * model.n) / model.r;
  model.loads.forEach((term, m) => {
    if (term.kind !== 'band') return;
    limits.maxPrice.fill(Math.min(term.maxPrice, most), m * model.r, (m + 1) * model.r);
  });
}
