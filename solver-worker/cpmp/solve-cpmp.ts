import type { StoppedBy } from '../contract.ts';
import { createPrng } from '../engine/prng.ts';
import type { Prng } from '../engine/prng.ts';
import { Run } from '../engine/steps.ts';
import type { Steps } from '../engine/steps.ts';
import type { Clusters } from './clusters.ts';
import {
  NEAR,
  copyInto,
  distanceTo,
  emptyClusters,
  fillClusters,
  overload,
  put,
  refreshNear,
  totalCost,
  totalOverload,
} from './clusters.ts';
import { cpmpBound } from './cpmp-bound.ts';
import type { CpmpProblem } from './cpmp-problem.ts';
import { distance } from './cpmp-problem.ts';
import { Elite } from './elite.ts';
import { polish, polishable } from './polish.ts';
import { settle } from './settle.ts';

export interface CpmpSettings {
  readonly seed: number;
  /** Trials when there is no wall clock. */
  readonly trials: number;
  readonly seconds: number | null;
}

export interface CpmpAnswer {
  /** Infinity when no legal plan was found. */
  readonly objective: number;
  readonly bound: number;
  readonly medians: Int32Array;
  /** Point index of each point's centre. */
  readonly assignment: Int32Array;
  readonly stoppedBy: StoppedBy;
}

/** Share of the time spent on the bound, at the end: the answer comes first. */
const BOUND_SHARE = 0.15;
const STARTS = 4;
/** When relocating makes way for polishing what it found, and goes on from there. */
const POLISH_FROM = 0.5;
const POLISH_UNTIL = 0.85;

/**
 * Iterated location-allocation: seeded starts, then trials that move one centre to another place and settle the
 * clusters around; a trial a little worse than the last is kept while it is early (record-to-record, Dueck 1993).
 */
export function* solveCpmpSteps(problem: CpmpProblem, settings: CpmpSettings): Steps<CpmpAnswer> {
  const run = new Run();
  run.phase = 'build';
  const random = createPrng(settings.seed);
  const table = distanceTable(problem);
  const fine = fineOf(problem, table);
  const best = emptyClusters(problem, table);
  let least = Infinity;
  for (let start = 0; start < STARTS; start++) {
    const state = seeded(problem, table, random);
    settle(state, new Uint8Array(problem.p).fill(1), fine);
    settle(state, new Uint8Array(problem.p).fill(1), fine * 30);
    const cost = totalOverload(state) > 1e-9 ? Infinity : totalCost(state, 0);
    if (cost < least || start === 0) {
      least = cost;
      copyInto(best, state);
    }
    if (yield* run.pause()) break;
  }
  const search: Search = {
    settings,
    best,
    fine,
    random,
    run,
    elite: new Elite(),
    begun: run.seconds,
    trials: 0,
  };
  if (polishable(problem)) {
    least = yield* improve(search, least, 0, POLISH_FROM);
    least = yield* polishElite(search, least);
    least = yield* improve(search, least, POLISH_UNTIL, 1);
  } else least = yield* improve(search, least, 0, 1);
  const assignment = best.cluster.map((t) => best.centre[t] as number);
  let objective = 0;
  for (let i = 0; i < problem.n; i++) objective += distance(problem, i, assignment[i] as number);
  if (least === Infinity) objective = Infinity;
  run.phase = 'bound';
  run.objective = objective;
  const bound = yield* cpmpBound(problem, table, best, settings.seconds, run);
  return {
    objective,
    bound: Math.min(bound, objective),
    medians: best.centre.slice().sort(),
    assignment,
    stoppedBy: run.stopped ?? 'iterations',
  };
}

function distanceTable(problem: CpmpProblem): Float32Array {
  const { n } = problem;
  const table = new Float32Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) table[i * n + j] = distance(problem, i, j);
  return table;
}

/** Price of a unit of overload: the distance that an ordinary unit of demand travels, several times. */
function fineOf(problem: CpmpProblem, table: Float32Array): number {
  const { n, p, demand } = problem;
  let far = 0;
  let total = 0;
  for (let i = 0; i < n; i++) {
    far += table[i * n + ((i * 7919 + 13) % n)] as number;
    total += demand[i] as number;
  }
  return (2 * (far / n / Math.sqrt(p))) / Math.max(1e-9, total / n);
}

/** k-means++ seeds, then every point to its nearest centre with room, the hardest to please first. */
function seeded(problem: CpmpProblem, table: Float32Array, random: Prng): Clusters {
  const { n, p } = problem;
  const state = emptyClusters(problem, table);
  const near = new Float64Array(n).fill(Infinity);
  for (let t = 0; t < p; t++) {
    let chosen = random.below(n);
    if (t > 0) {
      let total = 0;
      for (let i = 0; i < n; i++) total += (near[i] as number) ** 2;
      let mark = random.next() * total;
      for (let i = 0; i < n; i++) {
        mark -= (near[i] as number) ** 2;
        if (mark > 0) continue;
        chosen = i;
        break;
      }
    }
    state.centre[t] = chosen;
    for (let i = 0; i < n; i++) near[i] = Math.min(near[i] as number, table[chosen * n + i] as number);
  }
  for (let t = 0; t < p; t++) refreshNear(state, t);
  const order = Array.from({ length: n }, (_, i) => i);
  order.sort((a, b) => (problem.demand[b] as number) - (problem.demand[a] as number) || a - b);
  for (const i of order) put(state, i, nearestWithRoom(state, i, -1));
  return state;
}

/** Nearest centre that has room, else the one that would be overloaded least. */
function nearestWithRoom(state: Clusters, i: number, not: number): number {
  const q = state.problem.demand[i] as number;
  let best = -1;
  let least = Infinity;
  let fallback = -1;
  let lightest = Infinity;
  for (let t = 0; t < state.problem.p; t++) {
    if (t === not) continue;
    const over = overload(state, t, (state.load[t] as number) + q);
    if (over < lightest) {
      lightest = over;
      fallback = t;
    }
    const d = distanceTo(state, i, t);
    if (over > 0 || d >= least) continue;
    least = d;
    best = t;
  }
  return best >= 0 ? best : fallback;
}

interface Search {
  readonly settings: CpmpSettings;
  readonly best: Clusters;
  readonly fine: number;
  readonly random: Prng;
  readonly run: Run;
  readonly elite: Elite;
  readonly begun: number;
  trials: number;
}

/** How much of the trials or of the time for them is used, 0 to 1. */
function doneOf({ settings, trials, run, begun }: Search): number {
  if (settings.seconds === null) return trials / settings.trials;
  return (run.seconds - begun) / Math.max(1e-3, settings.seconds * (1 - BOUND_SHARE) - begun);
}

/** Trials without a better plan, for each centre, after which a chain of them has had its day. */
const PATIENCE = 60;

/**
 * Relocations from `from` to `until` of the run, in chains: one that finds nothing better any more makes way for the
 * next, from the best plan with some centres moved at once or from a start of its own.
 */
function* improve(search: Search, found: number, from: number, until: number): Steps<number> {
  const { best, fine, random, run } = search;
  const { problem } = best;
  let least = found;
  run.phase = 'improve';
  const here = emptyClusters(problem, best.table);
  const trial = emptyClusters(problem, best.table);
  const record = emptyClusters(problem, best.table);
  copyInto(here, best);
  copyInto(record, best);
  let cost = least;
  let lowest = least;
  let stalled = 0;
  while (problem.p > 1) {
    const whole = doneOf(search);
    if (whole >= until || run.stopped !== null) break;
    const done = Math.max(0, (whole - from) / (until - from));
    if (stalled > PATIENCE * problem.p) {
      stalled = 0;
      renew(search, here);
      cost = Infinity;
      lowest = Infinity;
    }
    copyInto(trial, here);
    const dirty = relocate(trial, random);
    settle(trial, dirty, fine);
    if (totalOverload(trial) > 1e-9) settle(trial, marked(trial, dirty), fine * 30);
    const then = totalOverload(trial) > 1e-9 ? Infinity : totalCost(trial, 0);
    search.elite.offer(trial.centre, trial.cluster, then);
    const slack = 0.003 * (1 - done) * (1 - done) * (cost === Infinity ? 0 : cost / Math.sqrt(problem.p));
    stalled++;
    if (then < cost + slack) {
      copyInto(here, trial);
      cost = then;
      if (then < lowest - 1e-6) {
        lowest = then;
        stalled = 0;
        copyInto(record, trial);
      }
      if (then < least - 1e-6) {
        least = then;
        copyInto(best, trial);
      }
    } else if (cost > lowest * (1 + 0.01 / Math.sqrt(problem.p))) {
      copyInto(here, record);
      cost = lowest;
    }
    search.trials++;
    run.iteration = search.trials;
    run.objective = least === Infinity ? null : least;
    if (yield* run.pause()) break;
  }
  return least;
}

/** The beginning of a chain. */
function renew({ best, random, fine }: Search, here: Clusters): void {
  const { problem } = best;
  if (random.next() < 0.4) {
    copyInto(here, seeded(problem, best.table, random));
    settle(here, new Uint8Array(problem.p).fill(1), fine);
    return;
  }
  copyInto(here, best);
  const moves = 2 + random.below(Math.max(1, Math.floor(problem.p / 4)));
  for (let k = 0; k < moves; k++) settle(here, relocate(here, random), fine);
}

/** What a polish counts for in trials, when there is no clock. */
const POLISH_TRIALS = 40;

/** The best sets of centres that relocating met, the cheapest first: clusters shared out anew, centres moved to their middles. */
function* polishElite(search: Search, found: number): Steps<number> {
  const { best, fine, run, elite } = search;
  const { problem } = best;
  let least = found;
  const state = emptyClusters(problem, best.table);
  while (doneOf(search) < POLISH_UNTIL && run.stopped === null) {
    const next = elite.take();
    if (next === null) break;
    search.trials += POLISH_TRIALS;
    const seed = search.settings.seed + search.trials;
    const cluster = yield* polish(problem, next.centre, next.cluster, least, seed, run);
    if (cluster === null) continue;
    fillClusters(state, next.centre, cluster);
    settle(state, new Uint8Array(problem.p).fill(1), fine * 30);
    if (totalOverload(state) > 1e-9) continue;
    const cost = totalCost(state, 0);
    if (cost >= least - 1e-6) continue;
    least = cost;
    copyInto(best, state);
    run.objective = least;
    // Where centres moved, there may be more to share out.
    elite.offer(state.centre, state.cluster, cost);
  }
  return least;
}

/** Overloaded clusters and their neighbours. */
function marked(state: Clusters, dirty: Uint8Array): Uint8Array {
  const { p } = state.problem;
  for (let t = 0; t < p; t++) {
    if (overload(state, t, state.load[t] as number) === 0) continue;
    dirty[t] = 1;
    for (let k = 0; k < NEAR; k++) {
      const s = state.near[t * NEAR + k] as number;
      if (s >= 0) dirty[s] = 1;
    }
  }
  return dirty;
}

/** Closes one centre and opens another at a point that is badly served, taking in the points nearer to it. */
function relocate(state: Clusters, random: Prng): Uint8Array {
  const { n, p, capacity, demand } = state.problem;
  const dirty = new Uint8Array(p);
  let open = random.below(n);
  for (let tries = 0; tries < 3; tries++) {
    const other = random.below(n);
    if (
      distanceTo(state, other, state.cluster[other] as number) >
      distanceTo(state, open, state.cluster[open] as number)
    )
      open = other;
  }
  const host = state.cluster[open] as number;
  let close = random.below(p);
  if (random.next() < 0.75) {
    const near = state.near[host * NEAR + random.below(NEAR)] as number;
    if (near >= 0) close = near;
  }
  const left = (state.members[close] as number[]).slice();
  const before = state.centre[close] as number;
  for (const i of left) {
    put(state, i, nearestWithRoom(state, i, close));
    dirty[state.cluster[i] as number] = 1;
  }
  state.centre[close] = open;
  const drawn: number[] = [];
  for (let i = 0; i < n; i++) {
    const own = state.table[open * n + i] as number;
    if (own < distanceTo(state, i, state.cluster[i] as number)) drawn.push(i);
  }
  drawn.sort(
    (a, b) => (state.table[open * n + a] as number) - (state.table[open * n + b] as number) || a - b,
  );
  for (const i of drawn) {
    if ((state.load[close] as number) + (demand[i] as number) > (capacity[open] as number)) continue;
    dirty[state.cluster[i] as number] = 1;
    put(state, i, close);
  }
  dirty[close] = 1;
  for (let t = 0; t < p; t++) {
    const around = state.table[open * n + (state.centre[t] as number)] as number;
    const old = state.table[before * n + (state.centre[t] as number)] as number;
    const edge = state.near[t * NEAR + NEAR - 1] as number;
    const reach =
      edge >= 0
        ? (state.table[(state.centre[t] as number) * n + (state.centre[edge] as number)] as number)
        : Infinity;
    if (t === close || around <= reach || old <= reach) refreshNear(state, t);
  }
  return dirty;
}
