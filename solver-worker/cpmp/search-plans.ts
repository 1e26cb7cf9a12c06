import type { Prng } from '../engine/prng.ts';
import type { Run, Steps } from '../engine/steps.ts';
import { annealCpmp } from './anneal-cpmp.ts';
import type { Clusters } from './clusters.ts';
import { copyInto, emptyClusters, fillClusters, totalCost, totalOverload } from './clusters.ts';
import type { CpmpSettings } from './solve-cpmp.ts';
import type { Elite } from './elite.ts';
import { marked, relocate } from './relocate.ts';
import { settle } from './settle.ts';
import { clustersAround, seeds } from './starts.ts';

/** What a search knows; `best` is the cheapest legal plan so far, where there is one. */
export interface Search {
  readonly settings: CpmpSettings;
  readonly best: Clusters;
  /** Points near each, for `annealCpmp`. */
  readonly near: Int32Array;
  /** Price of a unit of overload. */
  readonly fine: number;
  readonly random: Prng;
  readonly run: Run;
  readonly elite: Elite;
  /** Seconds of the run when the search began. */
  readonly begun: number;
  trials: number;
}

/** Share of the time kept for the bound, at the end: the answer comes first. */
const BOUND_SHARE = 0.1;
/** Trials of a chain for each centre; fewer for a child, which inherits most of its places. */
const CHAIN = 40;
const CHILD_CHAIN = 20;
/** Proposals of an anneal for each point, and what each counts for in trials. */
const ANNEAL = 8000;
const PROPOSAL_TRIALS = 1 / 2000;
/** Largest share of the whole search that one chain or one anneal may take. */
const LARGEST_SHARE = 0.3;
/** A chain that ended this much above the best is not annealed. */
const PROMISING = 1.006;

/** How much of the trials or of the time for them is used, 0 to 1. */
function doneOf({ settings, trials, run, begun }: Search): number {
  if (settings.seconds === null) return trials / settings.trials;
  return (run.seconds - begun) / Math.max(1e-3, settings.seconds * (1 - BOUND_SHARE) - begun);
}

/** How far a part of the search is, 0 to 1: by what it was given, or by its largest share of the whole. */
function partOf(search: Search): (given: number) => number {
  const from = doneOf(search);
  const most = Math.max(1e-9, Math.min(LARGEST_SHARE, 1 - from));
  return (given) => Math.max(given, (doneOf(search) - from) / most);
}

/**
 * Rounds of a short chain of relocations and, where it ended well, an anneal of the whole plan: many short ones find
 * more than a long one. Rounds begin from children of two good plans, from new seeds or from the best plan, disturbed.
 * Leaves the cheapest plan in `best` and answers its cost.
 */
export function* searchPlans(search: Search, found: number): Steps<number> {
  const { best, run } = search;
  const { problem } = best;
  const here = emptyClusters(problem, best.table);
  copyInto(here, best);
  let least = found;
  let length = CHAIN * problem.p;
  run.phase = 'improve';
  while (problem.p > 1 && doneOf(search) < 1 && run.stopped === null) {
    const cost = yield* relocateChain(search, here, least, length);
    least = keep(search, here, cost, least);
    if (cost <= least * PROMISING && doneOf(search) < 1) {
      least = keep(search, here, yield* annealPlan(search, here), least);
    }
    length = (renew(search, here) ? CHILD_CHAIN : CHAIN) * problem.p;
  }
  return least;
}

function keep({ best, run, elite }: Search, here: Clusters, cost: number, least: number): number {
  elite.offer(here.centre, cost);
  if (cost >= least) return least;
  copyInto(best, here);
  run.objective = cost;
  return cost;
}

const legalCost = (state: Clusters): number => (totalOverload(state) > 1e-9 ? Infinity : totalCost(state, 0));

const everywhere = ({ problem }: Clusters): Uint8Array => new Uint8Array(problem.p).fill(1);

/**
 * A chain of relocations from `here`: a trial a little worse than the last is kept while it is early (record-to-record,
 * Dueck 1993). Leaves the best plan of the chain in `here` and answers its cost, Infinity where none was legal.
 */
function* relocateChain(search: Search, here: Clusters, found: number, length: number): Steps<number> {
  const { fine, random, run } = search;
  const { problem, table } = here;
  const trial = emptyClusters(problem, table);
  const record = emptyClusters(problem, table);
  copyInto(record, here);
  let cost = legalCost(here);
  let lowest = cost;
  const begun = search.trials;
  const part = partOf(search);
  for (;;) {
    const done = part((search.trials - begun) / length);
    if (done >= 1 || run.stopped !== null) break;
    copyInto(trial, here);
    const dirty = relocate(trial, random);
    settle(trial, dirty, fine);
    if (totalOverload(trial) > 1e-9) settle(trial, marked(trial, dirty), fine * 30);
    const then = legalCost(trial);
    const slack = 0.003 * (1 - done) * (1 - done) * (cost === Infinity ? 0 : cost / Math.sqrt(problem.p));
    if (then < cost + slack) {
      copyInto(here, trial);
      cost = then;
      if (then < lowest - 1e-6) {
        lowest = then;
        copyInto(record, trial);
      }
    } else if (cost > lowest * (1 + 0.01 / Math.sqrt(problem.p))) {
      copyInto(here, record);
      cost = lowest;
    }
    search.trials++;
    run.iteration = Math.floor(search.trials);
    const least = Math.min(found, lowest);
    run.objective = least === Infinity ? null : least;
    if (yield* run.pause()) break;
  }
  copyInto(here, record);
  return lowest;
}

/** Anneals the plan of `here`; leaves the better one there and answers its cost. */
function* annealPlan(search: Search, here: Clusters): Steps<number> {
  const { near, fine, random, run } = search;
  const { problem } = here;
  const begun = search.trials;
  const part = partOf(search);
  const progress = (proposals: number): number => {
    search.trials = begun + proposals * PROPOSAL_TRIALS;
    return part(proposals / (ANNEAL * problem.n));
  };
  const before = legalCost(here);
  const plan = yield* annealCpmp(here, near, fine, progress, random, run);
  if (plan.cost === Infinity) return before;
  const after = emptyClusters(problem, here.table);
  fillClusters(after, plan.centre, plan.cluster);
  settle(after, everywhere(after), fine * 30);
  const cost = legalCost(after);
  if (cost >= before) return before;
  copyInto(here, after);
  return cost;
}

/** The beginning of a chain, in `here`: answers whether it is a child of two good plans. */
function renew({ best, random, fine, elite }: Search, here: Clusters): boolean {
  const { problem, table } = best;
  const kind = random.next();
  const child = kind < 0.5 ? elite.child(problem, random) : null;
  if (child === null && kind >= 0.8) {
    copyInto(here, best);
    const moves = 2 + random.below(Math.max(1, Math.floor(problem.p / 4)));
    for (let k = 0; k < moves; k++) settle(here, relocate(here, random), fine);
    return false;
  }
  copyInto(here, clustersAround(problem, table, child ?? seeds(problem, table, random)));
  settle(here, everywhere(here), fine);
  return child !== null;
}
