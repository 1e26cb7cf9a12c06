import { exp } from '../engine/exact-math.ts';
import { createPrng } from '../engine/prng.ts';
import type { Run, Steps } from '../engine/steps.ts';
import { THRESHOLDS } from '../engine/thresholds.ts';
import type { GapProblem } from './gap-problem.ts';

export interface GapBest {
  /** Overloads some agent while no legal assignment is known, and the cost is Infinity. */
  readonly assignment: Int32Array;
  cost: number;
}

/** The few agents of least priced cost for each job, cheapest first, at j * k. */
function pricedAgents(problem: GapProblem, prices: Float64Array, k: number): Int32Array {
  const { agents, jobs, cost, weight } = problem;
  const found = new Int32Array(jobs * k);
  const order = Array.from({ length: agents }, (_, i) => i);
  const value = new Float64Array(agents);
  for (let j = 0; j < jobs; j++) {
    for (let i = 0; i < agents; i++) {
      value[i] =
        (cost[j * agents + i] as number) + (prices[i] as number) * (weight[j * agents + i] as number);
    }
    const ranked = order.toSorted((a, b) => (value[a] as number) - (value[b] as number) || a - b);
    for (let slot = 0; slot < k; slot++) found[j * k + slot] = ranked[slot] as number;
  }
  return found;
}

/** An assignment with the jobs of each agent in lists, so that a random one is found in one step. */
interface Tour {
  readonly assignment: Int32Array;
  readonly load: Float64Array;
  readonly list: Int32Array;
  readonly size: Int32Array;
  readonly place: Int32Array;
  cost: number;
}

function startTour(problem: GapProblem, assignment: Int32Array): Tour {
  const { agents, jobs } = problem;
  const tour: Tour = {
    assignment: assignment.slice(),
    load: new Float64Array(agents),
    list: new Int32Array(agents * jobs),
    size: new Int32Array(agents),
    place: new Int32Array(jobs),
    cost: 0,
  };
  for (let j = 0; j < jobs; j++) {
    const i = tour.assignment[j] as number;
    tour.cost += problem.cost[j * agents + i] as number;
    tour.load[i] = (tour.load[i] as number) + (problem.weight[j * agents + i] as number);
    enlist(tour, jobs, j, i);
  }
  return tour;
}

function enlist(tour: Tour, jobs: number, j: number, i: number): void {
  const at = tour.size[i] as number;
  tour.list[i * jobs + at] = j;
  tour.place[j] = at;
  tour.size[i] = at + 1;
}

function delist(tour: Tour, jobs: number, j: number, i: number): void {
  const last = (tour.size[i] as number) - 1;
  const other = tour.list[i * jobs + last] as number;
  const at = tour.place[j] as number;
  tour.list[i * jobs + at] = other;
  tour.place[other] = at;
  tour.size[i] = last;
}

/** What one slice of an anneal works on; scalars that change sit in arrays, where writing them allocates nothing. */
interface Anneal {
  readonly problem: GapProblem;
  /** Priced cost over the least of its job, at j * agents + i: what a placement really costs when capacity is sold. */
  readonly regret: Float64Array;
  readonly near: Int32Array;
  readonly k: number;
  readonly tour: Tour;
  /** What a free unit of an agent's capacity is worth, and what a unit of overload costs. */
  readonly worth: Float64Array;
  readonly fine: Float64Array;
  /** [cost, overload, best cost]. */
  readonly sums: Float64Array;
  readonly best: Int32Array;
  /** xorshift32 (Marsaglia 2003). */
  readonly random: Int32Array;
}

const COST = 0;
const OVER = 1;
const BEST = 2;

/**
 * Simulated annealing over shifts and swaps (Kirkpatrick, Gelatt and Vecchi 1983) on cost plus priced overload, among
 * the agents that the dual names for each job. A proposal costs some tens of nanoseconds, so two seconds make tens of
 * millions. `progress` says how far the run is, 0 to 1: by proposals when there is a budget, else by the clock.
 */
export function* annealGap(
  problem: GapProblem,
  prices: Float64Array,
  start: Int32Array,
  best: GapBest,
  progress: (proposals: number) => number,
  heat: number,
  seed: number,
  run: Run,
): Steps<void> {
  const { agents, capacity } = problem;
  const k = Math.min(agents, problem.jobs < 12 * agents ? 20 : 10);
  const near = pricedAgents(problem, prices, k);
  const tour = startTour(problem, start);
  const unit = typicalRegret(problem, prices);
  const hot = heat * WARMTH * unit;
  let over = 0;
  for (let i = 0; i < agents; i++) over += Math.max(0, (tour.load[i] as number) - (capacity[i] as number));
  const work: Anneal = {
    problem,
    regret: regrets(problem, prices),
    near,
    k,
    tour,
    worth: new Float64Array(agents),
    fine: new Float64Array(agents),
    sums: Float64Array.of(tour.cost, over, best.cost),
    best: best.assignment,
    random: Int32Array.of(createPrng(seed).below(0x7fffffff) + 1),
  };
  let proposals = 0;
  for (;;) {
    const done = progress(proposals);
    if (done >= 1) break;
    const temperature = hot * exp(-COOLING * done);
    const grip = exp(-SOFTNESS * Math.max(0, 1 - done / 0.75));
    const late = Math.max(0, 2 * done - 1);
    for (let i = 0; i < agents; i++) {
      work.worth[i] = grip * (prices[i] as number);
      work.fine[i] = grip * ((prices[i] as number) + 0.5) + 4 * late * unit;
    }
    annealSlice(work, SLICE, temperature, CHARGE * late * unit);
    proposals += SLICE;
    best.cost = work.sums[BEST] as number;
    run.iteration += 1;
    run.objective = best.cost === Infinity ? null : best.cost;
    if (yield* run.pause()) break;
  }
  // Overloaded, but the best that there is to begin with.
  if (best.cost === Infinity) best.assignment.set(tour.assignment);
}

export const SLICE = 32_768;
/** First temperature in units of the typical regret; the last is e^-COOLING of it. */
const WARMTH = 0.5;
const COOLING = 1.3;
/** Capacities count for e^-SOFTNESS of themselves at first: the assignment is then the dual's, free to mix. */
const SOFTNESS = 5;
/** What an overloaded agent costs at the end, in typical regrets: the last unit of overload must be worth a move. */
const CHARGE = 8;
/** Partners tried for a swap before another job is drawn. */
const TRIES = 4;

function regrets(problem: GapProblem, prices: Float64Array): Float64Array {
  const { agents, jobs, cost, weight } = problem;
  const regret = new Float64Array(jobs * agents);
  for (let j = 0; j < jobs; j++) {
    let least = Infinity;
    for (let i = 0; i < agents; i++) {
      const e = j * agents + i;
      regret[e] = (cost[e] as number) + (prices[i] as number) * (weight[e] as number);
      least = Math.min(least, regret[e] as number);
    }
    for (let i = 0; i < agents; i++) regret[j * agents + i] = (regret[j * agents + i] as number) - least;
  }
  return regret;
}

/** A plain function, not part of the generator: engines keep a generator's variables on the heap. */
function annealSlice(work: Anneal, count: number, temperature: number, charge: number): void {
  const { problem, regret, near, k, tour, worth: prices, fine, sums, best } = work;
  const { agents, jobs, cost, weight, capacity } = problem;
  const { assignment, load, list, size } = tour;
  let x = work.random[0] as number;
  for (let step = 0; step < count; step++) {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    const j = Math.floor(((x >>> 0) / 4294967296) * jobs);
    const from = assignment[j] as number;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    const u = (x >>> 8) / 16777216;
    const to = near[j * k + Math.floor(u * u * k)] as number;
    if (to === from) continue;
    const threshold = temperature * (THRESHOLDS[x & 4095] as number);
    const base = j * agents;
    const wFrom = weight[base + from] as number;
    const wTo = weight[base + to] as number;
    const rise = (regret[base + to] as number) - (regret[base + from] as number);
    const roomFrom = (capacity[from] as number) - (load[from] as number);
    const roomTo = (capacity[to] as number) - (load[to] as number);
    const priceFrom = prices[from] as number;
    const priceTo = prices[to] as number;
    const fineFrom = fine[from] as number;
    const fineTo = fine[to] as number;
    const now =
      (roomFrom >= 0 ? roomFrom * priceFrom : charge - roomFrom * fineFrom) +
      (roomTo >= 0 ? roomTo * priceTo : charge - roomTo * fineTo);
    let a = roomFrom + wFrom;
    let b = roomTo - wTo;
    const then =
      (a >= 0 ? a * priceFrom : charge - a * fineFrom) + (b >= 0 ? b * priceTo : charge - b * fineTo);
    let other = -1;
    if (rise + then - now > threshold) {
      const held = size[to] as number;
      if (held === 0 || rise > threshold + now) continue;
      for (let tries = 0; tries < TRIES; tries++) {
        x ^= x << 13;
        x ^= x >>> 17;
        x ^= x << 5;
        const o = list[to * jobs + Math.floor(((x >>> 0) / 4294967296) * held)] as number;
        const its = o * agents;
        const both = rise + (regret[its + from] as number) - (regret[its + to] as number);
        if (both > threshold + now) continue;
        a = roomFrom + wFrom - (weight[its + from] as number);
        b = roomTo - wTo + (weight[its + to] as number);
        const swapped =
          (a >= 0 ? a * priceFrom : charge - a * fineFrom) + (b >= 0 ? b * priceTo : charge - b * fineTo);
        if (both + swapped - now > threshold) continue;
        other = o;
        break;
      }
      if (other < 0) continue;
      const its = other * agents;
      sums[COST] = (sums[COST] as number) + (cost[its + from] as number) - (cost[its + to] as number);
      delist(tour, jobs, other, to);
      enlist(tour, jobs, other, from);
      assignment[other] = from;
    }
    sums[COST] = (sums[COST] as number) + (cost[base + to] as number) - (cost[base + from] as number);
    sums[OVER] =
      (sums[OVER] as number) -
      (roomFrom < 0 ? -roomFrom : 0) -
      (roomTo < 0 ? -roomTo : 0) +
      (a < 0 ? -a : 0) +
      (b < 0 ? -b : 0);
    load[from] = (capacity[from] as number) - a;
    load[to] = (capacity[to] as number) - b;
    delist(tour, jobs, j, from);
    enlist(tour, jobs, j, to);
    assignment[j] = to;
    if (sums[OVER] === 0 && (sums[COST] as number) < (sums[BEST] as number)) {
      sums[BEST] = sums[COST] as number;
      best.set(assignment);
    }
  }
  work.random[0] = x;
}

/** Half the mean priced regret of the second agent, at least 1 as costs are whole: the natural unit of temperature. */
export function typicalRegret(problem: GapProblem, prices: Float64Array): number {
  const { agents, jobs, cost, weight } = problem;
  if (agents < 2) return 1;
  let total = 0;
  for (let j = 0; j < jobs; j++) {
    let first = Infinity;
    let second = Infinity;
    for (let i = 0; i < agents; i++) {
      const e = j * agents + i;
      const v = (cost[e] as number) + (prices[i] as number) * (weight[e] as number);
      if (v < first) {
        second = first;
        first = v;
      } else if (v < second) second = v;
    }
    total += second - first;
  }
  return Math.max(2, total / jobs) / 2;
}

/** Every job at its agent of least priced cost. */
export function pricedStart(problem: GapProblem, prices: Float64Array): Int32Array {
  return pricedAgents(problem, prices, 1);
}
