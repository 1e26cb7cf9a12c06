import type { DualPoint, Limits } from './dual.ts';

/** H as rows of its non-zero entries: territories touch few others, so a row holds a few dozen of hundreds. */
interface SparseRows {
  readonly offsets: Int32Array;
  readonly column: Int32Array;
  readonly value: Float64Array;
  readonly diagonal: Float64Array;
}

const MOST_SWEEPS = 250;

/**
 * The proximal Newton step of the dual: maximises its quadratic model together with the exact, kinked value of the
 * limits, by coordinate ascent (as glmnet does: Friedman, Hastie and Tibshirani 2010). Which bands bind comes out of
 * the step itself, so no active set has to be guessed. Answers the new prices, not the change.
 */
export function newtonTarget(
  curvature: Float64Array,
  limits: Limits,
  here: DualPoint,
  damping: number,
): Float64Array {
  const size = here.vector.length;
  const rows = sparse(curvature, size, damping);
  const next = here.vector.slice();
  // rest[d] = load[d] − Σ_e H[d, e] (next[e] − here[e]): the load the model expects at the present next.
  const rest = here.load.slice();
  let first = 0;
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let change = 0;
    for (let s = 0; s < size; s++) {
      const d = sweep % 2 === 0 ? s : size - 1 - s;
      const own = rows.diagonal[d] as number;
      const now = next[d] as number;
      const goal = bestPrice(limits, here, d, now, rest[d] as number, own);
      const step = goal - now;
      if (step === 0) continue;
      next[d] = goal;
      change += Math.abs(step) * own;
      for (let e = rows.offsets[d] as number; e < (rows.offsets[d + 1] as number); e++) {
        const c = rows.column[e] as number;
        rest[c] = (rest[c] as number) - (rows.value[e] as number) * step;
      }
    }
    if (sweep === 0) first = change;
    if (change <= 1e-4 * first || change < 1e-7 * size) break;
  }
  return next;
}

/** The price that is best for one coordinate when the load falls by `own` for each unit of price. */
function bestPrice(
  limits: Limits,
  here: DualPoint,
  d: number,
  now: number,
  load: number,
  own: number,
): number {
  const quad = limits.quad[d] as number;
  if (quad > 0) return (now * own + load - (here.mean[d] as number)) / (own + 1 / (2 * quad));
  const top = limits.maxPrice[d] as number;
  const up = now + (load - (limits.high[d] as number)) / own;
  if (up > 0) return Math.min(up, top);
  const down = now + (load - (limits.low[d] as number)) / own;
  return down < 0 ? Math.max(down, -top) : 0;
}

function sparse(curvature: Float64Array, size: number, damping: number): SparseRows {
  const diagonal = new Float64Array(size);
  let mean = 0;
  for (let d = 0; d < size; d++) mean += curvature[d * size + d] as number;
  mean = mean > 0 ? mean / size : 1;
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
        diagonal[d] = c * (1 + damping) + mean * (damping + 1e-6);
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
