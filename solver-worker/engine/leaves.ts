import type { Steps } from './steps.ts';
import { ITEMS_A_SLICE, Run, finish } from './steps.ts';
import { kmOfChord2 } from './travel.ts';

/** Accounts in buckets of neighbours: what is said of a bucket's centre and radius holds for everybody in it. */
export interface Leaves {
  readonly count: number;
  /** Accounts leaf by leaf. */
  readonly order: Int32Array;
  /** Leaf l holds order[offsets[l]] … order[offsets[l + 1] - 1]. */
  readonly offsets: Int32Array;
  /** Unit vector of each leaf's centre; NaN for the leaf of accounts without a place. */
  readonly centres: Float64Array;
  /** Straight-line km from the centre to the farthest account, rounded up. */
  readonly radiusKm: Float64Array;
}

/** Accounts a leaf: some eight leaves a territory say enough of where an account lies. */
export const leafSizeFor = ({ n, r }: { readonly n: number; readonly r: number }): number =>
  Math.max(64, Math.ceil(n / (8 * r)));

/** A k-d tree by median splits of unit vectors, kept only as its leaves. O(n log n). */
export const buildLeaves = (places: Float64Array, leafSize = 64): Leaves =>
  finish(leavesSteps(places, leafSize, new Run()));

/** The same, with pauses. */
export function* leavesSteps(places: Float64Array, leafSize: number, run: Run): Steps<Leaves> {
  const n = places.length / 3;
  const order = new Int32Array(n);
  let placed = 0;
  let lost = n;
  for (let i = 0; i < n; i++) {
    if (Number.isNaN(places[3 * i])) order[--lost] = i;
    else order[placed++] = i;
  }
  const bounds: number[] = [];
  yield* split({ places, order, leafSize, bounds, worked: 0, run }, 0, placed);
  if (placed < n) bounds.push(placed);
  const offsets = Int32Array.from([...bounds, n]);
  const count = bounds.length;
  const centres = new Float64Array(count * 3);
  const radiusKm = new Float64Array(count);
  for (let l = 0, worked = 0; l < count; l++) {
    describe(places, order, offsets, l, centres, radiusKm);
    worked += (offsets[l + 1] as number) - (offsets[l] as number);
    if (worked < ITEMS_A_SLICE) continue;
    worked = 0;
    yield* run.pause();
  }
  return { count, order, offsets, centres, radiusKm };
}

interface Splitting {
  readonly places: Float64Array;
  readonly order: Int32Array;
  readonly leafSize: number;
  readonly bounds: number[];
  /** Places looked at since the last pause. */
  worked: number;
  readonly run: Run;
}

/** A stop is heard but not obeyed: without leaves there is no plan to keep. */
function* split(work: Splitting, from: number, to: number): Steps<void> {
  const { places, order, leafSize, bounds, run } = work;
  if (to <= from) return;
  if (to - from <= leafSize) {
    bounds.push(from);
    return;
  }
  const axis = widestAxis(places, order, from, to);
  const middle = (from + to) >> 1;
  select(places, order, from, to - 1, middle, axis);
  work.worked += to - from;
  if (work.worked > 4 * ITEMS_A_SLICE) {
    work.worked = 0;
    yield* run.pause();
  }
  yield* split(work, from, middle);
  yield* split(work, middle, to);
}

function widestAxis(places: Float64Array, order: Int32Array, from: number, to: number): number {
  let best = 0;
  let widest = -1;
  for (let axis = 0; axis < 3; axis++) {
    let low = Infinity;
    let high = -Infinity;
    for (let p = from; p < to; p++) {
      const v = places[3 * (order[p] as number) + axis] as number;
      if (v < low) low = v;
      if (v > high) high = v;
    }
    if (high - low > widest) {
      widest = high - low;
      best = axis;
    }
  }
  return best;
}

/** Hoare's quickselect with a median-of-three pivot; ties are broken by nothing, so the input order decides. */
function select(
  places: Float64Array,
  order: Int32Array,
  low: number,
  high: number,
  k: number,
  axis: number,
): void {
  const key = (p: number): number => places[3 * (order[p] as number) + axis] as number;
  while (low < high) {
    const a = key(low);
    const b = key((low + high) >> 1);
    const c = key(high);
    const pivot = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    let i = low;
    let j = high;
    while (i <= j) {
      while (key(i) < pivot) i++;
      while (key(j) > pivot) j--;
      if (i > j) break;
      const swap = order[i] as number;
      order[i++] = order[j] as number;
      order[j--] = swap;
    }
    if (k <= j) high = j;
    else if (k >= i) low = i;
    else return;
  }
}

function describe(
  places: Float64Array,
  order: Int32Array,
  offsets: Int32Array,
  leaf: number,
  centres: Float64Array,
  radiusKm: Float64Array,
): void {
  const from = offsets[leaf] as number;
  const to = offsets[leaf + 1] as number;
  let x = 0;
  let y = 0;
  let z = 0;
  for (let p = from; p < to; p++) {
    const i = order[p] as number;
    x += places[3 * i] as number;
    y += places[3 * i + 1] as number;
    z += places[3 * i + 2] as number;
  }
  const length = Math.sqrt(x * x + y * y + z * z);
  x /= length;
  y /= length;
  z /= length;
  centres[3 * leaf] = x;
  centres[3 * leaf + 1] = y;
  centres[3 * leaf + 2] = z;
  let widest = 0;
  for (let p = from; p < to; p++) {
    const i = order[p] as number;
    const dx = (places[3 * i] as number) - x;
    const dy = (places[3 * i + 1] as number) - y;
    const dz = (places[3 * i + 2] as number) - z;
    widest = Math.max(widest, dx * dx + dy * dy + dz * dz);
  }
  radiusKm[leaf] = kmOfChord2(widest) * (1 + 1e-6) + 1e-3;
}
