import { exp, log } from '../engine/exact-math.ts';
import type { Prng } from '../engine/prng.ts';
import type { Run, Steps } from '../engine/steps.ts';
import { THRESHOLDS } from '../engine/thresholds.ts';
import type { Clusters } from './clusters.ts';

/** Nearest points whose clusters a point may join. */
const NEIGHBOURS = 24;
/** Proposals between two looks at the clock. */
const SLICE = 16_384;
/** Temperatures in mean distances of a point to its centre: warmer ones lose what the chain of relocations found. */
const FIRST = 0.2;
const LAST = 0.02;
/** What a unit of overload costs, at first and at the end, in prices of overload. */
const LOOSE = 0.1;
const GRIP = 1.6;
/** Partners tried for a swap before another point is drawn. */
const TRIES = 4;
/** Of 256 proposals, those that move a centre. */
const CENTRE_SHARE = 24;

/** A plan as an anneal works on it; scalars that change sit in arrays, where writing them allocates nothing. */
interface Anneal {
  readonly n: number;
  readonly p: number;
  readonly table: Float32Array;
  readonly demand: Float64Array;
  readonly capacity: Float64Array;
  readonly near: Int32Array;
  readonly wide: number;
  readonly centre: Int32Array;
  readonly isCentre: Uint8Array;
  readonly cluster: Int32Array;
  readonly load: Float64Array;
  /** Points of cluster t at t * n, and how many. */
  readonly list: Int32Array;
  readonly size: Int32Array;
  readonly place: Int32Array;
  /** [cost, overload, best cost]. */
  readonly sums: Float64Array;
  readonly bestCentre: Int32Array;
  readonly bestCluster: Int32Array;
  /** xorshift32 (Marsaglia 2003). */
  readonly random: Int32Array;
}

const COST = 0;
const OVER = 1;
const BEST = 2;

export interface AnnealedPlan {
  readonly centre: Int32Array;
  readonly cluster: Int32Array;
  /** Infinity when no legal plan was met. */
  readonly cost: number;
}

/**
 * Simulated annealing on all of a plan at once: points join the cluster of a neighbour or trade places, and centres
 * walk. Overload costs `fine` a unit, at first less. `progress` says how far the run is, 0 to 1.
 */
export function* annealCpmp(
  start: Clusters,
  near: Int32Array,
  fine: number,
  progress: (proposals: number) => number,
  random: Prng,
  run: Run,
): Steps<AnnealedPlan> {
  const work = emptyAnneal(start, near, random);
  const unit = (work.sums[COST] as number) / work.n;
  const cooling = log(FIRST / LAST);
  let proposals = 0;
  for (;;) {
    const done = progress(proposals);
    if (done >= 1) break;
    const temperature = FIRST * unit * exp(-cooling * done);
    const late = Math.max(0, 2 * done - 1);
    annealSlice(work, SLICE, temperature, fine * (LOOSE + (GRIP - LOOSE) * done * done), late * unit);
    proposals += SLICE;
    if (yield* run.pause()) break;
  }
  return { centre: work.bestCentre, cluster: work.bestCluster, cost: work.sums[BEST] as number };
}

function emptyAnneal(start: Clusters, near: Int32Array, random: Prng): Anneal {
  const { problem, table } = start;
  const { n, p, demand, capacity } = problem;
  const work: Anneal = {
    n,
    p,
    table,
    demand,
    capacity,
    near,
    wide: near.length / n,
    centre: start.centre.slice(),
    isCentre: start.isCentre.slice(),
    cluster: start.cluster.slice(),
    load: start.load.slice(),
    list: new Int32Array(n * p),
    size: new Int32Array(p),
    place: new Int32Array(n),
    sums: Float64Array.of(0, 0, Infinity),
    bestCentre: start.centre.slice(),
    bestCluster: start.cluster.slice(),
    random: Int32Array.of(random.below(0x7fffffff) + 1),
  };
  for (let i = 0; i < n; i++) {
    const t = work.cluster[i] as number;
    enlist(work, i, t);
    work.sums[COST] = (work.sums[COST] as number) + (table[(work.centre[t] as number) * n + i] as number);
  }
  for (let t = 0; t < p; t++) {
    const over = (work.load[t] as number) - (capacity[work.centre[t] as number] as number);
    if (over > 0) work.sums[OVER] = (work.sums[OVER] as number) + over;
  }
  return work;
}

/** The nearest other points of each, nearest first. */
export function neighbourPoints(table: Float32Array, n: number): Int32Array {
  const wide = Math.min(NEIGHBOURS, n - 1);
  const near = new Int32Array(n * wide);
  const far = new Float64Array(wide);
  for (let i = 0; i < n; i++) {
    let held = 0;
    for (let j = 0; j < n; j++) {
      if (j === i) continue;
      const d = table[i * n + j] as number;
      if (held === wide && d >= (far[held - 1] as number)) continue;
      let at = held < wide ? held++ : wide - 1;
      while (at > 0 && (far[at - 1] as number) > d) {
        far[at] = far[at - 1] as number;
        near[i * wide + at] = near[i * wide + at - 1] as number;
        at--;
      }
      far[at] = d;
      near[i * wide + at] = j;
    }
  }
  return near;
}

function enlist(work: Anneal, i: number, t: number): void {
  const at = work.size[t] as number;
  work.list[t * work.n + at] = i;
  work.place[i] = at;
  work.size[t] = at + 1;
}

function delist(work: Anneal, i: number, t: number): void {
  const last = (work.size[t] as number) - 1;
  const other = work.list[t * work.n + last] as number;
  const at = work.place[i] as number;
  work.list[t * work.n + at] = other;
  work.place[other] = at;
  work.size[t] = last;
}

/** A plain function, not part of the generator: engines keep a generator's variables on the heap. */
function annealSlice(work: Anneal, count: number, temperature: number, fine: number, charge: number): void {
  const { n, p, table, demand, capacity, near, wide, centre, cluster, load, list, size, sums } = work;
  let x = work.random[0] as number;
  for (let step = 0; step < count; step++) {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    const threshold = temperature * (THRESHOLDS[x & 4095] as number);
    if (((x >>> 12) & 255) < CENTRE_SHARE) {
      x ^= x << 13;
      x ^= x >>> 17;
      x ^= x << 5;
      const t = Math.floor(((x >>> 0) / 4294967296) * p);
      x ^= x << 13;
      x ^= x >>> 17;
      x ^= x << 5;
      const u = (x >>> 8) / 16777216;
      const now = centre[t] as number;
      const next = near[now * wide + Math.floor(u * u * wide)] as number;
      if (work.isCentre[next] === 1) continue;
      const roomNow = (capacity[now] as number) - (load[t] as number);
      const roomNext = (capacity[next] as number) - (load[t] as number);
      let rise = (roomNext < 0 ? charge - roomNext * fine : 0) - (roomNow < 0 ? charge - roomNow * fine : 0);
      const fines = rise;
      const end = t * n + (size[t] as number);
      for (let at = t * n; at < end; at++) {
        const m = list[at] as number;
        rise += (table[next * n + m] as number) - (table[now * n + m] as number);
      }
      if (rise > threshold) continue;
      sums[COST] = (sums[COST] as number) + rise - fines;
      sums[OVER] = (sums[OVER] as number) + (roomNext < 0 ? -roomNext : 0) - (roomNow < 0 ? -roomNow : 0);
      centre[t] = next;
      work.isCentre[now] = 0;
      work.isCentre[next] = 1;
    } else {
      x ^= x << 13;
      x ^= x >>> 17;
      x ^= x << 5;
      const i = Math.floor(((x >>> 0) / 4294967296) * n);
      x ^= x << 13;
      x ^= x >>> 17;
      x ^= x << 5;
      const to = cluster[near[i * wide + Math.floor(((x >>> 0) / 4294967296) * wide)] as number] as number;
      const from = cluster[i] as number;
      if (to === from) continue;
      const cFrom = centre[from] as number;
      const cTo = centre[to] as number;
      const q = demand[i] as number;
      const rise = (table[cTo * n + i] as number) - (table[cFrom * n + i] as number);
      const roomFrom = (capacity[cFrom] as number) - (load[from] as number);
      const roomTo = (capacity[cTo] as number) - (load[to] as number);
      const now = (roomFrom < 0 ? charge - roomFrom * fine : 0) + (roomTo < 0 ? charge - roomTo * fine : 0);
      if (rise > threshold + now) continue;
      let a = roomFrom + q;
      let b = roomTo - q;
      const then = (a < 0 ? charge - a * fine : 0) + (b < 0 ? charge - b * fine : 0);
      let both = rise;
      if (rise + then - now > threshold) {
        const held = size[to] as number;
        if (held === 0) continue;
        let other = -1;
        for (let tries = 0; tries < TRIES; tries++) {
          x ^= x << 13;
          x ^= x >>> 17;
          x ^= x << 5;
          const o = list[to * n + Math.floor(((x >>> 0) / 4294967296) * held)] as number;
          both = rise + (table[cFrom * n + o] as number) - (table[cTo * n + o] as number);
          if (both > threshold + now) continue;
          const d = q - (demand[o] as number);
          a = roomFrom + d;
          b = roomTo - d;
          const swapped = (a < 0 ? charge - a * fine : 0) + (b < 0 ? charge - b * fine : 0);
          if (both + swapped - now > threshold) continue;
          other = o;
          break;
        }
        if (other < 0) continue;
        delist(work, other, to);
        enlist(work, other, from);
        cluster[other] = from;
      }
      sums[COST] = (sums[COST] as number) + both;
      sums[OVER] =
        (sums[OVER] as number) -
        (roomFrom < 0 ? -roomFrom : 0) -
        (roomTo < 0 ? -roomTo : 0) +
        (a < 0 ? -a : 0) +
        (b < 0 ? -b : 0);
      load[from] = (capacity[cFrom] as number) - a;
      load[to] = (capacity[cTo] as number) - b;
      delist(work, i, from);
      enlist(work, i, to);
      cluster[i] = to;
    }
    if ((sums[OVER] as number) < 1e-7 && (sums[COST] as number) < (sums[BEST] as number) - 1e-7) {
      sums[BEST] = sums[COST] as number;
      work.bestCentre.set(centre);
      work.bestCluster.set(cluster);
    }
  }
  work.random[0] = x;
}
