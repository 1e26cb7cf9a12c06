import type { Prng } from '../engine/prng.ts';
import type { GapProblem } from './gap-problem.ts';

/** Some agents and the jobs they hold, to be shared out anew. What is by job is by its depth in the order of `jobs`. */
export interface Part {
  readonly problem: GapProblem;
  /** Cost over the price of the job, at j * all agents + i. */
  readonly net: Float64Array;
  readonly agents: Int32Array;
  readonly room: Int32Array;
  size: number;
  readonly jobs: Int32Array;
  count: number;
  /** Net cost and weight at depth d for the a-th agent, at d * size + a. */
  readonly value: Float64Array;
  readonly need: Int32Array;
  /** 24 bits do: an answer is judged by its cost. Least net cost of any of the jobs from depth d on within room c, for the a-th agent, at (a * (count + 1) + d) * wide + c. */
  least: Float32Array;
  readonly wide: number;
  /** Net cost that an answer must stay below. */
  budget: number;
  /** Place of the agent that the first job must leave, or -1. */
  leaves: number;
  /** Whether `found` holds an answer: the place of the agent of each job. */
  improved: boolean;
  readonly found: Int32Array;
}

export function emptyPart(problem: GapProblem, prices: Float64Array): Part {
  const { agents, jobs, cost, capacity } = problem;
  return {
    problem,
    net: Float64Array.from(cost, (c, e) => c - (prices[Math.floor(e / agents)] as number)),
    agents: new Int32Array(agents),
    room: new Int32Array(agents),
    size: 0,
    jobs: new Int32Array(jobs),
    count: 0,
    value: new Float64Array(jobs * agents),
    need: new Int32Array(jobs * agents),
    wide: capacity.reduce((a, b) => Math.max(a, b), 0) + 1,
    least: new Float32Array(0),
    budget: 0,
    leaves: -1,
    improved: false,
    found: new Int32Array(jobs),
  };
}

export const cellsOf = ({ size, count, wide }: Part): number => size * (count + 1) * wide;

/** Least net cost of the part that its knapsacks allow; `tabulate` first. */
export function rootOf(part: Part): number {
  let root = 0;
  for (let a = 0; a < part.size; a++) {
    root += part.least[a * (part.count + 1) * part.wide + (part.room[a] as number)] as number;
  }
  return root;
}

/** All agents and jobs, in an order that is somewhat random; the budget is what the assignment costs. */
export function takeAll(part: Part, assignment: Int32Array, random: Prng): void {
  const { agents } = part.problem;
  const member = new Int32Array(agents);
  part.size = 0;
  for (let i = 0; i < agents; i++) take(part, member, i);
  takeJobs(part, assignment, member);
  part.leaves = -1;
  order(part, 0, (stake) => stake * (0.5 + random.next()));
}

/** Agents that could trade, from `first` on: each next one is where a job of those before would cost little more. */
export function takeSome(
  part: Part,
  assignment: Int32Array,
  size: number,
  first: number,
  random: Prng,
): void {
  const { problem, jobs: list } = part;
  const { agents, jobs } = problem;
  const member = new Int32Array(agents).fill(-1);
  part.size = 0;
  take(part, member, first);
  for (let tries = 0; part.size < size && tries < 20 * size; tries++) {
    const j = random.below(jobs);
    if (member[assignment[j] as number] === -1) continue;
    const i = partner(part, member, j, random);
    if (i >= 0) take(part, member, i);
  }
  takeJobs(part, assignment, member);
  part.leaves = -1;
  if (part.count === 0) return;
  const other = random.below(part.count);
  const j = list[0] as number;
  list[0] = list[other] as number;
  list[other] = j;
  part.leaves = member[assignment[list[0] as number] as number] as number;
  order(part, 1, (stake) => stake);
}

function take(part: Part, member: Int32Array, i: number): void {
  member[i] = part.size;
  part.room[part.size] = part.problem.capacity[i] as number;
  part.agents[part.size++] = i;
}

/** An agent not yet taken that could do job j: among the two or three cheapest, by chance. */
function partner({ problem, net }: Part, member: Int32Array, j: number, random: Prng): number {
  const { agents } = problem;
  let least = Infinity;
  let second = Infinity;
  let at = -1;
  for (let i = 0; i < agents; i++) {
    if (member[i] !== -1) continue;
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
  return at;
}

function takeJobs(part: Part, assignment: Int32Array, member: Int32Array): void {
  const { problem, net, jobs } = part;
  part.count = 0;
  let now = 0;
  for (let j = 0; j < problem.jobs; j++) {
    const i = assignment[j] as number;
    if (member[i] === -1) continue;
    jobs[part.count++] = j;
    now += net[j * problem.agents + i] as number;
  }
  // Equal answers are taken too: a walk over the plateau.
  part.budget = now + 1e-6;
  part.improved = false;
}

/** From depth `from` on, those with the most to lose between their best two agents come early. */
function order(part: Part, from: number, weigh: (stake: number) => number): void {
  const { problem, net, size, count, agents } = part;
  const stake = new Float64Array(problem.jobs);
  for (let d = from; d < count; d++) {
    const j = part.jobs[d] as number;
    let first = Infinity;
    let second = Infinity;
    for (let a = 0; a < size; a++) {
      const v = net[j * problem.agents + (agents[a] as number)] as number;
      if (v < first) {
        second = first;
        first = v;
      } else if (v < second) second = v;
    }
    stake[j] = weigh(size > 1 ? second - first : 0);
  }
  part.jobs.subarray(from, count).sort((a, b) => (stake[b] as number) - (stake[a] as number) || a - b);
  for (let d = 0; d < count; d++) {
    for (let a = 0; a < size; a++) {
      const e = (part.jobs[d] as number) * problem.agents + (agents[a] as number);
      part.value[d * size + a] = net[e] as number;
      part.need[d * size + a] = problem.weight[e] as number;
    }
  }
}

/** The knapsack tables of the part, from the last job back. */
export function tabulate(part: Part): void {
  const { value, need, size, count, wide, room } = part;
  const needed = cellsOf(part);
  if (part.least.length < needed) part.least = new Float32Array(needed);
  const { least } = part;
  for (let a = 0; a < size; a++) {
    const most = room[a] as number;
    let row = (a * (count + 1) + count) * wide;
    least.fill(0, row, row + most + 1);
    for (let d = count - 1; d >= 0; d--) {
      const v = value[d * size + a] as number;
      const w = need[d * size + a] as number;
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
