import { log } from '../engine/exact-math.ts';
import { createPrng } from '../engine/prng.ts';
import type { Prng } from '../engine/prng.ts';
import type { Run, Steps } from '../engine/steps.ts';
import type { GapProblem } from './gap-problem.ts';
import type { GapBest } from './gap-search.ts';

/** Nodes of one tree before it is given up. */
const MOST_NODES = 10_000;
/** Mean rise that is accepted at first, in units of the typical regret; none at the end. */
const HEAT = 0.2;
/** Cells of all the tables of one part. */
const MOST_CELLS = 600_000;

/** Some agents and the jobs they hold, and the state of the tree that shares these out anew. */
interface Part {
  readonly problem: GapProblem;
  /** Cost over the price of the job, at j * agents + i. */
  readonly net: Float64Array;
  readonly agents: Int32Array;
  readonly room: Int32Array;
  size: number;
  readonly jobs: Int32Array;
  count: number;
  /** Least net cost of any of the jobs from depth d on within room c, for the a-th agent, at (a * (count + 1) + d) * wide + c. */
  least: Float64Array;
  readonly wide: number;
  /** Children of the node at each depth: bounds and agents, at d * all agents. */
  readonly bounds: Float64Array;
  readonly places: Int32Array;
  readonly chosen: Int32Array;
  readonly found: Int32Array;
  nodes: number;
  budget: number;
  improved: boolean;
  /** Place of the agent that the first job must leave: otherwise the best answer would be the present one. */
  leaves: number;
}

/**
 * Large neighbourhood search: some agents that could trade give up their jobs, one job must go elsewhere, and branch and
 * bound shares all of them out anew, below a cost that may at first rise a little. A node's bound is what the chosen
 * jobs cost at the prices of `jobPrices` and the best knapsack of each agent over the jobs to come: it knows how jobs
 * pack. So ejection chains (Yagiura, Ibaraki and Glover 2004) of any length inside the part are found, and found best.
 */
export function* reshareParts(
  problem: GapProblem,
  prices: Float64Array,
  best: GapBest,
  unit: number,
  progress: (work: number) => number,
  seed: number,
  run: Run,
): Steps<void> {
  const random = createPrng(seed);
  const assignment = best.assignment.slice();
  const part = emptyPart(problem, prices);
  let cost = best.cost;
  let size = Math.min(problem.agents, 3);
  let work = 0;
  let sincePause = 0;
  let easy = 0;
  for (;;) {
    const done = progress(work);
    if (done >= 1 || run.stopped !== null) break;
    choosePart(part, assignment, size, random);
    if (part.count > 0) {
      part.budget += HEAT * (1 - done) * unit * -log(random.next() + 1e-9);
      tabulate(part);
      search(part, 0, 0);
    }
    // In proposals of the annealing: a node takes about as long as one, and thirty cells of a table do.
    const cells = part.size * part.count * part.wide;
    const spent = 200 + part.nodes + Math.ceil(cells / 30);
    work += spent;
    sincePause += spent;
    easy += part.nodes >= MOST_NODES ? -1 : 0.3;
    if (easy > 6 && size < problem.agents && 2 * cells < MOST_CELLS) size++;
    if (easy < -6 && size > 2) size--;
    if (Math.abs(easy) > 6) easy = 0;
    if (part.improved) {
      cost += adopt(part, assignment);
      if (cost < best.cost) {
        best.cost = cost;
        best.assignment.set(assignment);
      }
    }
    if (sincePause < 30_000) continue;
    sincePause = 0;
    run.iteration += 1;
    run.objective = best.cost;
    if (yield* run.pause()) break;
  }
}

/** Takes over the leaf found; answers what that costs more. */
function adopt(part: Part, assignment: Int32Array): number {
  const { agents, cost } = part.problem;
  let rise = 0;
  for (let d = 0; d < part.count; d++) {
    const j = part.jobs[d] as number;
    const to = part.agents[part.found[d] as number] as number;
    rise += (cost[j * agents + to] as number) - (cost[j * agents + (assignment[j] as number)] as number);
    assignment[j] = to;
  }
  return rise;
}

function emptyPart(problem: GapProblem, prices: Float64Array): Part {
  const { agents, jobs, cost, capacity } = problem;
  return {
    problem,
    net: Float64Array.from(cost, (c, e) => c - (prices[Math.floor(e / agents)] as number)),
    agents: new Int32Array(agents),
    room: new Int32Array(agents),
    size: 0,
    jobs: new Int32Array(jobs),
    count: 0,
    wide: capacity.reduce((a, b) => Math.max(a, b), 0) + 1,
    least: new Float64Array(0),
    bounds: new Float64Array(jobs * agents),
    places: new Int32Array(jobs * agents),
    chosen: new Int32Array(jobs),
    found: new Int32Array(jobs),
    nodes: 0,
    budget: 0,
    improved: false,
    leaves: -1,
  };
}

/** Agents that could trade: each next one is where a job of those before would cost little more. */
function choosePart(part: Part, assignment: Int32Array, size: number, random: Prng): void {
  const { problem, net } = part;
  const { agents, jobs, capacity } = problem;
  const member = new Int32Array(agents).fill(-1);
  part.size = 0;
  const take = (i: number): void => {
    member[i] = part.size;
    part.room[part.size] = capacity[i] as number;
    part.agents[part.size++] = i;
  };
  take(random.below(agents));
  for (let tries = 0; part.size < size && tries < 20 * size; tries++) {
    const j = random.below(jobs);
    if (member[assignment[j] as number] === -1) continue;
    let least = Infinity;
    let second = Infinity;
    let at = -1;
    for (let i = 0; i < agents; i++) {
      if (member[i] !== -1) continue;
      // Among the two or three cheapest, by chance.
      const value = net[j * agents + i] as number;
      if (value >= second) continue;
      if (value < least && random.next() < 0.6) {
        second = least;
        least = value;
        at = i;
      } else if (random.next() < 0.6) {
        second = value;
        if (at < 0) at = i;
      }
    }
    if (at >= 0) take(at);
  }
  part.count = 0;
  let now = 0;
  for (let j = 0; j < jobs; j++) {
    const i = assignment[j] as number;
    if (member[i] === -1) continue;
    part.jobs[part.count++] = j;
    now += net[j * agents + i] as number;
  }
  const { jobs: list, count } = part;
  for (let d = 0; d < count; d++) {
    const other = d + random.below(count - d);
    const j = list[d] as number;
    list[d] = list[other] as number;
    list[other] = j;
  }
  if (count > 0) part.leaves = member[assignment[list[0] as number] as number] as number;
  sortByStake(part);
  // Equal answers are taken too: a walk over the plateau.
  part.budget = now + 1e-6;
  part.nodes = 0;
  part.improved = false;
}

/** All but the first: those with the most to lose between their best two agents come early. */
function sortByStake(part: Part): void {
  const { problem, net, size, count } = part;
  const stake = new Float64Array(problem.jobs);
  for (let d = 0; d < count; d++) {
    const j = part.jobs[d] as number;
    let first = Infinity;
    let second = Infinity;
    for (let a = 0; a < size; a++) {
      const v = net[j * problem.agents + (part.agents[a] as number)] as number;
      if (v < first) {
        second = first;
        first = v;
      } else if (v < second) second = v;
    }
    stake[j] = second - first;
  }
  part.jobs.subarray(1, count).sort((a, b) => (stake[b] as number) - (stake[a] as number));
}

/** The knapsack tables of the part, from the last job back. */
function tabulate(part: Part): void {
  const { problem, net, size, count, wide, room } = part;
  const needed = size * (count + 1) * wide;
  if (part.least.length < needed) part.least = new Float64Array(2 * needed);
  const { least } = part;
  for (let a = 0; a < size; a++) {
    const i = part.agents[a] as number;
    const most = room[a] as number;
    let row = (a * (count + 1) + count) * wide;
    least.fill(0, row, row + most + 1);
    for (let d = count - 1; d >= 0; d--) {
      const e = (part.jobs[d] as number) * problem.agents + i;
      const v = net[e] as number;
      const w = problem.weight[e] as number;
      const from = row;
      row -= wide;
      least.copyWithin(row, from, from + most + 1);
      if (v >= 0) continue;
      for (let c = w; c <= most; c++) {
        const then = (least[from + c - w] as number) + v;
        if (then < (least[row + c] as number)) least[row + c] = then;
      }
    }
  }
}

/** Depth first, least bound first; `spent` is the net cost so far. Keeps the best leaf below the budget. */
function search(part: Part, d: number, spent: number): void {
  if (d === part.count) {
    part.budget = spent - 1e-6;
    part.improved = true;
    part.found.set(part.chosen);
    return;
  }
  const { problem, agents, room, net, least, wide, size, count, bounds, places } = part;
  const { weight } = problem;
  const base = (part.jobs[d] as number) * problem.agents;
  let rest = spent;
  for (let a = 0; a < size; a++) {
    rest += least[(a * (count + 1) + d + 1) * wide + (room[a] as number)] as number;
  }
  const at = d * problem.agents;
  let children = 0;
  for (let a = 0; a < size; a++) {
    const e = base + (agents[a] as number);
    const left = (room[a] as number) - (weight[e] as number);
    if (left < 0 || (d === 0 && a === part.leaves)) continue;
    const row = (a * (count + 1) + d + 1) * wide;
    const bound =
      rest +
      (net[e] as number) +
      (least[row + left] as number) -
      (least[row + (room[a] as number)] as number);
    if (bound >= part.budget) continue;
    let k = children++;
    while (k > 0 && (bounds[at + k - 1] as number) > bound) {
      bounds[at + k] = bounds[at + k - 1] as number;
      places[at + k] = places[at + k - 1] as number;
      k--;
    }
    bounds[at + k] = bound;
    places[at + k] = a;
  }
  for (let k = 0; k < children; k++) {
    if ((bounds[at + k] as number) >= part.budget || ++part.nodes > MOST_NODES) return;
    const a = places[at + k] as number;
    const e = base + (agents[a] as number);
    const w = weight[e] as number;
    part.chosen[d] = a;
    room[a] = (room[a] as number) - w;
    search(part, d + 1, spent + (net[e] as number));
    room[a] = (room[a] as number) + w;
    if (part.nodes > MOST_NODES) return;
  }
}
