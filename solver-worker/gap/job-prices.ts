import type { Run, Steps } from '../engine/steps.ts';
import type { GapProblem } from './gap-problem.ts';

const cellsOf = ({ jobs, capacity }: GapProblem): number => {
  let cells = 0;
  for (const c of capacity) cells += jobs * (c + 1);
  return cells;
};

/** Whether all the knapsacks together have at most so many cells, and no weight is negative. */
export function packable(problem: GapProblem, most: number): boolean {
  return (
    problem.capacity.every((c) => c >= 0) && problem.weight.every((w) => w >= 0) && cellsOf(problem) <= most
  );
}

export interface JobPrices {
  /** Proven: no legal assignment costs less. */
  readonly bound: number;
  /** What having each job done is worth. */
  readonly prices: Float64Array;
}

/**
 * The other Lagrangian dual of GAP (Fisher, Jaikumar and Van Wassenhove 1986): "every job is done once" is relaxed with
 * a price a job, and each agent solves a 0-1 knapsack over the jobs that pay, by dynamic programming. Its bound knows
 * that jobs come whole and is the better one where an agent has few.
 */
export function* jobPrices(
  problem: GapProblem,
  capacityPrices: Float64Array,
  target: number,
  allCells: number,
  run: Run,
): Steps<JobPrices> {
  const { agents, jobs, capacity } = problem;
  const prices = leastPriced(problem, capacityPrices);
  const best = { bound: -Infinity, prices: prices.slice() };
  const cells = cellsOf(problem);
  const iterations = Math.max(20, Math.min(600, Math.ceil(allCells / cells)));
  let sincePause = 0;
  const done = new Float64Array(jobs);
  const smooth = new Float64Array(jobs);
  const most = capacity.reduce((a, b) => Math.max(a, b), 0);
  const sack: Sack = {
    worth: new Float64Array(most + 1),
    taken: new Uint8Array(jobs * (most + 1)),
    paying: new Int32Array(jobs),
  };
  let reach = 1;
  let stalled = 0;
  for (let it = 0; it < iterations && reach > 0.01; it++) {
    done.fill(0);
    let value = 0;
    for (let j = 0; j < jobs; j++) value += prices[j] as number;
    for (let i = 0; i < agents; i++) value -= fill(problem, prices, i, sack, done);
    if (value > best.bound + 1e-9 * Math.abs(value)) {
      if (value > best.bound + 0.02) stalled = 0;
      best.bound = value;
      best.prices.set(prices);
    }
    if (++stalled > 15) {
      stalled = 0;
      reach *= 0.6;
      prices.set(best.prices);
    }
    let norm = 0;
    for (let j = 0; j < jobs; j++) {
      smooth[j] = 0.7 * (1 - (done[j] as number)) + 0.3 * (smooth[j] as number);
      norm += (smooth[j] as number) ** 2;
    }
    const goal = Number.isFinite(target) ? target : value * 1.01;
    if (norm < 1e-9 || goal - value < 1e-6) break;
    const step = (reach * (goal - value)) / norm;
    for (let j = 0; j < jobs; j++) prices[j] = (prices[j] as number) + step * (smooth[j] as number);
    // Some milliseconds.
    sincePause += cells;
    if (sincePause < 2_000_000) continue;
    sincePause = 0;
    if (yield* run.pause()) break;
  }
  return { bound: Math.ceil(best.bound - 1e-6 - 1e-11 * Math.abs(best.bound)), prices: best.prices };
}

/** What each job costs at least at the prices of capacities: where the two duals meet. */
function leastPriced({ agents, jobs, cost, weight }: GapProblem, capacityPrices: Float64Array): Float64Array {
  const least = new Float64Array(jobs).fill(Infinity);
  for (let e = 0; e < jobs * agents; e++) {
    const j = Math.floor(e / agents);
    const v = (cost[e] as number) + (capacityPrices[e % agents] as number) * (weight[e] as number);
    if (v < (least[j] as number)) least[j] = v;
  }
  return least;
}

interface Sack {
  readonly worth: Float64Array;
  readonly taken: Uint8Array;
  /** The jobs that pay, in order. */
  readonly paying: Int32Array;
}

/** What agent i gains at most from the jobs that pay; counts those it takes in `done`. */
function fill(problem: GapProblem, prices: Float64Array, i: number, sack: Sack, done: Float64Array): number {
  const { agents, jobs, cost, weight } = problem;
  const room = problem.capacity[i] as number;
  const { worth, taken, paying } = sack;
  worth.fill(0, 0, room + 1);
  const wide = room + 1;
  let count = 0;
  for (let j = 0; j < jobs; j++) {
    const gain = (prices[j] as number) - (cost[j * agents + i] as number);
    const w = weight[j * agents + i] as number;
    if (gain <= 0 || w > room) continue;
    const row = count * wide;
    taken.fill(0, row, row + wide);
    paying[count++] = j;
    for (let c = room; c >= w; c--) {
      const then = (worth[c - w] as number) + gain;
      if (then <= (worth[c] as number)) continue;
      worth[c] = then;
      taken[row + c] = 1;
    }
  }
  let c = room;
  for (let k = count - 1; k >= 0; k--) {
    if (taken[k * wide + c] === 0) continue;
    const j = paying[k] as number;
    done[j] = (done[j] as number) + 1;
    c -= weight[j * agents + i] as number;
  }
  return worth[room] as number;
}
