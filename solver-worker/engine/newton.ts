import type { DualPoint } from './dual.ts';
import type { Limits } from './limits.ts';

/** H as rows of its non-zero entries: territories touch few others, so a row holds a few dozen of hundreds. */
interface SparseRows {
  readonly offsets: Int32Array;
  readonly column: Int32Array;
  readonly value: Float64Array;
  readonly diagonal: Float64Array;
}

export interface NewtonStep {
  /** The new prices, not the change. */
  readonly vector: Float64Array;
  /** By how much the quadratic model says that the dual rises. */
  readonly gain: number;
}

/** The model at hand: prices being moved, and the loads it expects there. */
interface Inner {
  readonly rows: SparseRows;
  readonly limits: Limits;
  readonly here: DualPoint;
  readonly reach: Float64Array;
  readonly next: Float64Array;
  /** load − H (next − here). */
  readonly rest: Float64Array;
}

const MOST_PASSES = 6;
const SWEEPS = 3;
const MOST_CONJUGATE = 25;

/** Share added to the diagonal: correlated measures make the curvature nearly singular. */
const DAMPING = 1e-4;

/**
 * The proximal Newton step of the dual: maximises its quadratic model together with the exact, kinked value of the
 * limits. Coordinate ascent (as glmnet does: Friedman, Hastie and Tibshirani 2010) finds which bands bind, so no
 * active set has to be guessed; conjugate gradients on the others then go the long way that correlated measures and
 * churn caps make slow for one coordinate at a time (Moré and Toraldo 1991). No price leaves the box `here ± reach`:
 * outside it other accounts are in play than those the curvature knows of.
 */
export function newtonStep(
  curvature: Float64Array,
  limits: Limits,
  here: DualPoint,
  reach: Float64Array,
): NewtonStep {
  const rows = sparse(curvature, here.vector.length);
  const work: Inner = { rows, limits, here, reach, next: here.vector.slice(), rest: here.load.slice() };
  const start = valueAt(work);
  let value = start;
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    for (let s = 0; s < SWEEPS; s++) sweep(work, s % 2 === 0);
    conjugateStep(work);
    const now = valueAt(work);
    const settled = now - value <= 1e-2 * (now - start);
    value = now;
    if (settled) break;
  }
  return { vector: work.next, gain: value - start };
}

function valueAt({ limits, here, next, rest }: Inner): number {
  let value = 0;
  for (let d = 0; d < next.length; d++) {
    const a = next[d] as number;
    const quad = limits.quad[d] as number;
    value += ((a - (here.vector[d] as number)) * ((here.load[d] as number) + (rest[d] as number))) / 2;
    if (a === 0) continue;
    if (quad > 0) value -= a * (here.mean[d] as number) + (a * a) / (4 * quad);
    else
      value -=
        a * ((a > 0 ? limits.high[d] : limits.low[d]) as number) + ((limits.ease[d] as number) * a * a) / 2;
  }
  return value;
}

function sweep(work: Inner, forward: boolean): void {
  const { rows, here, reach, next, rest } = work;
  const size = next.length;
  for (let s = 0; s < size; s++) {
    const d = forward ? s : size - 1 - s;
    const was = here.vector[d] as number;
    const far = reach[d] as number;
    const goal = Math.min(was + far, Math.max(was - far, bestPrice(work, d)));
    const step = goal - (next[d] as number);
    if (step === 0) continue;
    next[d] = goal;
    for (let e = rows.offsets[d] as number; e < (rows.offsets[d + 1] as number); e++) {
      const c = rows.column[e] as number;
      rest[c] = (rest[c] as number) - (rows.value[e] as number) * step;
    }
  }
}

/** The price that is best for one coordinate when its load falls by `own` for each unit of price. */
function bestPrice({ rows, limits, here, next, rest }: Inner, d: number): number {
  const own = rows.diagonal[d] as number;
  const now = next[d] as number;
  const load = rest[d] as number;
  const quad = limits.quad[d] as number;
  if (quad > 0) return (now * own + load - (here.mean[d] as number)) / (own + 1 / (2 * quad));
  const top = limits.maxPrice[d] as number;
  const bend = own + (limits.ease[d] as number);
  const up = (now * own + load - (limits.high[d] as number)) / bend;
  if (up > 0) return Math.min(up, top);
  const down = (now * own + load - (limits.low[d] as number)) / bend;
  return down < 0 ? Math.max(down, -top) : 0;
}

/** Conjugate gradients on the coordinates that are off every kink and bound; a step that leaves its piece is clipped. */
function conjugateStep(work: Inner): void {
  const { next, rest } = work;
  const size = next.length;
  const low = new Float64Array(size);
  const high = new Float64Array(size);
  const residual = freeSlopes(work, low, high);
  const step = solveFree(work, residual, low, high);
  const before = valueAt(work);
  const kept = next.slice();
  const keptRest = rest.slice();
  for (let d = 0; d < size; d++) {
    next[d] = Math.min(
      high[d] as number,
      Math.max(low[d] as number, (kept[d] as number) + (step[d] as number)),
    );
  }
  expectLoads(work);
  if (valueAt(work) >= before) return;
  let share = 1;
  for (let d = 0; d < size; d++) {
    const s = step[d] as number;
    if (s > 0) share = Math.min(share, ((high[d] as number) - (kept[d] as number)) / s);
    else if (s < 0) share = Math.min(share, ((low[d] as number) - (kept[d] as number)) / s);
  }
  for (let d = 0; d < size; d++) next[d] = (kept[d] as number) + share * (step[d] as number);
  expectLoads(work);
  if (valueAt(work) >= before) return;
  next.set(kept);
  rest.set(keptRest);
}

/** Slope of the model at every free coordinate, 0 at the others; fills the piece each one may move in. */
function freeSlopes(
  { limits, here, reach, next, rest }: Inner,
  low: Float64Array,
  high: Float64Array,
): Float64Array {
  const slopes = new Float64Array(next.length);
  for (let d = 0; d < next.length; d++) {
    const a = next[d] as number;
    const was = here.vector[d] as number;
    const quad = limits.quad[d] as number;
    const top = quad > 0 ? Infinity : (limits.maxPrice[d] as number);
    low[d] = Math.max(was - (reach[d] as number), quad > 0 || a < 0 ? -top : 0);
    high[d] = Math.min(was + (reach[d] as number), quad > 0 || a > 0 ? top : 0);
    if (a <= (low[d] as number) || a >= (high[d] as number)) {
      low[d] = a;
      high[d] = a;
      continue;
    }
    const load = rest[d] as number;
    if (quad > 0) slopes[d] = load - (here.mean[d] as number) - a / (2 * quad);
    else
      slopes[d] =
        load - ((a > 0 ? limits.high[d] : limits.low[d]) as number) - (limits.ease[d] as number) * a;
  }
  return slopes;
}

function solveFree(work: Inner, residual: Float64Array, low: Float64Array, high: Float64Array): Float64Array {
  const { rows, limits } = work;
  const size = residual.length;
  const scale = new Float64Array(size);
  const own = new Float64Array(size);
  for (let d = 0; d < size; d++) {
    const quad = limits.quad[d] as number;
    own[d] = quad > 0 ? 1 / (2 * quad) : (limits.ease[d] as number);
    if ((low[d] as number) < (high[d] as number))
      scale[d] = 1 / ((rows.diagonal[d] as number) + (own[d] as number));
  }
  const step = new Float64Array(size);
  const along = new Float64Array(size);
  const image = new Float64Array(size);
  let rho = 0;
  for (let d = 0; d < size; d++) {
    along[d] = (residual[d] as number) * (scale[d] as number);
    rho += (along[d] as number) * (residual[d] as number);
  }
  const enough = 1e-4 * rho;
  for (let k = 0; k < MOST_CONJUGATE && rho > enough; k++) {
    multiply(rows, along, image);
    let bend = 0;
    for (let d = 0; d < size; d++) {
      if (scale[d] === 0) continue;
      image[d] = (image[d] as number) + (own[d] as number) * (along[d] as number);
      bend += (image[d] as number) * (along[d] as number);
    }
    if (!(bend > 0)) break;
    const alpha = rho / bend;
    let now = 0;
    for (let d = 0; d < size; d++) {
      if (scale[d] === 0) continue;
      step[d] = (step[d] as number) + alpha * (along[d] as number);
      residual[d] = (residual[d] as number) - alpha * (image[d] as number);
      now += (residual[d] as number) * (residual[d] as number) * (scale[d] as number);
    }
    const beta = now / rho;
    rho = now;
    for (let d = 0; d < size; d++)
      along[d] = (residual[d] as number) * (scale[d] as number) + beta * (along[d] as number);
  }
  return step;
}

function multiply(rows: SparseRows, x: Float64Array, out: Float64Array): void {
  for (let d = 0; d < x.length; d++) {
    let total = 0;
    for (let e = rows.offsets[d] as number; e < (rows.offsets[d + 1] as number); e++) {
      total += (rows.value[e] as number) * (x[rows.column[e] as number] as number);
    }
    out[d] = total;
  }
}

function expectLoads({ rows, here, next, rest }: Inner): void {
  const change = next.map((a, d) => a - (here.vector[d] as number));
  multiply(rows, change, rest);
  for (let d = 0; d < rest.length; d++) rest[d] = (here.load[d] as number) - (rest[d] as number);
}

function sparse(curvature: Float64Array, size: number): SparseRows {
  const diagonal = new Float64Array(size);
  const offsets = new Int32Array(size + 1);
  let held = 0;
  for (let e = 0; e < size * size; e++) if (curvature[e] !== 0) held++;
  const column = new Int32Array(held + size);
  const value = new Float64Array(held + size);
  let at = 0;
  for (let d = 0; d < size; d++) {
    for (let e = 0; e < size; e++) {
      const c = curvature[d * size + e] as number;
      if (e === d) {
        diagonal[d] = c * (1 + DAMPING) + Number.MIN_VALUE;
        column[at] = d;
        value[at++] = diagonal[d] as number;
      } else if (c !== 0) {
        column[at] = e;
        value[at++] = c;
      }
    }
    offsets[d + 1] = at;
  }
  return { offsets, column, value, diagonal };
}
