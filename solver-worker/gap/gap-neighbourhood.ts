import { log } from '../engine/exact-math.ts';
import { createPrng } from '../engine/prng.ts';
import type { Prng } from '../engine/prng.ts';
import type { Run, Steps } from '../engine/steps.ts';
import { gapCost } from './gap-problem.ts';
import type { GapProblem } from './gap-problem.ts';
import type { GapBest } from './gap-search.ts';
import type { Beam } from './part-beam.ts';
import { emptyBeam, searchBeam } from './part-beam.ts';
import type { Tree } from './part-tree.ts';
import { emptyTree, searchTree } from './part-tree.ts';
import type { Part } from './part.ts';
import { cellsOf, emptyPart, rootOf, tabulate, takeAll, takeSome } from './part.ts';

/** Nodes of one tree before it is given up. */
const MOST_NODES = 10_000;
/** Mean rise that a tree accepts at first, in units of the typical regret; none at the end. */
const HEAT = 0.2;
/** Cells of all the tables of a tree's part. */
const MOST_CELLS = 600_000;
/** Nodes that beams keep at each depth: twice as many after two that found nothing. */
const NARROW = 500;
const WIDE = 64_000;
/** Without a legal assignment, a beam looks this far above its bound, in typical regrets. */
const BEAM_REACH = 30;
/** Share of the work that beams do. */
const BEAM_SHARE = 0.5;

interface Search {
  readonly problem: GapProblem;
  readonly best: GapBest;
  readonly unit: number;
  readonly random: Prng;
  readonly part: Part;
  readonly tree: Tree;
  readonly assignment: Int32Array;
  /** Infinity while the assignment overloads agents. */
  cost: number;
  /** Agents of the next tree, raised while trees end early. */
  size: number;
  easy: number;
  beam: Beam;
  /** Beams since one found anything. */
  idle: number;
}

/**
 * Two searches in turn, on the knapsack bounds that `jobPrices` gives. Beams share all jobs out anew. Large
 * neighbourhoods: some agents that could trade give up their jobs, one job must go elsewhere, and branch and bound
 * shares them out, below a cost that may at first rise a little; so ejection chains (Yagiura, Ibaraki and Glover 2004)
 * of any length inside the part are found, and found best. The start may be overloaded.
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
  const part = emptyPart(problem, prices);
  const search: Search = {
    problem,
    best,
    unit,
    random: createPrng(seed),
    part,
    tree: emptyTree(part, MOST_NODES),
    assignment: best.assignment.slice(),
    cost: best.cost,
    size: Math.min(problem.agents, 3),
    easy: 0,
    beam: emptyBeam(part, NARROW),
    idle: 0,
  };
  let work = 0;
  let beamWork = 0;
  let sincePause = 0;
  for (;;) {
    const done = progress(work);
    if (done >= 1 || run.stopped !== null) break;
    const wide = beamWork <= BEAM_SHARE * work;
    const spent = wide ? yield* tryBeam(search, run) : tryTree(search, done);
    work += spent;
    if (wide) beamWork += spent;
    sincePause += spent;
    if (sincePause < 30_000) continue;
    sincePause = 0;
    run.iteration += 1;
    run.objective = best.cost === Infinity ? null : best.cost;
    if (yield* run.pause()) break;
  }
}

/** Answers its work in proposals of the annealing: a node takes about as long as one, as do four looks of a beam. */
function* tryBeam(search: Search, run: Run): Steps<number> {
  const { part, best, random } = search;
  takeAll(part, search.assignment, random);
  tabulate(part);
  const bound = rootOf(part);
  part.budget =
    best.cost === Infinity ? bound + BEAM_REACH * search.unit : part.budget - search.cost + best.cost - 0.5;
  yield* searchBeam(part, search.beam, run);
  if (part.improved) {
    adopt(search);
    search.idle = 0;
  } else if (++search.idle >= 2 && search.beam.width < WIDE) {
    search.idle = 0;
    search.beam = emptyBeam(part, 2 * search.beam.width);
  }
  return 200 + Math.ceil(search.beam.looked / 4 + cellsOf(part) / 30);
}

function tryTree(search: Search, done: number): number {
  const { problem, part, tree, unit, random } = search;
  const illegal = search.cost === Infinity ? overloaded(problem, search.assignment) : -1;
  const size = illegal >= 0 ? Math.min(problem.agents, 3 + random.below(10)) : search.size;
  takeSome(part, search.assignment, size, illegal >= 0 ? illegal : random.below(problem.agents), random);
  tree.nodes = 0;
  if (part.count > 0) {
    part.budget += HEAT * (1 - done) * unit * -log(random.next() + 1e-9);
    if (illegal >= 0) {
      part.budget = Infinity;
      part.leaves = -1;
    }
    tabulate(part);
    searchTree(part, tree);
    if (part.improved) adopt(search);
  }
  const cells = cellsOf(part);
  search.easy += tree.nodes >= MOST_NODES ? -1 : 0.3;
  if (search.easy > 6 && search.size < problem.agents && 2 * cells < MOST_CELLS) search.size++;
  if (search.easy < -6 && search.size > 2) search.size--;
  if (Math.abs(search.easy) > 6) search.easy = 0;
  return 200 + tree.nodes + Math.ceil(cells / 30);
}

/** Takes over the answer found. */
function adopt(search: Search): void {
  const { problem, part, assignment, best } = search;
  for (let d = 0; d < part.count; d++) {
    assignment[part.jobs[d] as number] = part.agents[part.found[d] as number] as number;
  }
  search.cost = gapCost(problem, assignment) ?? Infinity;
  if (search.cost >= best.cost) return;
  best.cost = search.cost;
  best.assignment.set(assignment);
}

/** An agent that holds more than it can, or -1. */
function overloaded(problem: GapProblem, assignment: Int32Array): number {
  const { agents, jobs, weight, capacity } = problem;
  const room = Float64Array.from(capacity);
  for (let j = 0; j < jobs; j++) {
    const i = assignment[j] as number;
    room[i] = (room[i] as number) - (weight[j * agents + i] as number);
  }
  return room.findIndex((free) => free < 0);
}
