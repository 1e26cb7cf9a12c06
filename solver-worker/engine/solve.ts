import type { SolverAnswer, SolverProblem, SolverSettings } from '../contract.ts';
import { FREE } from '../contract.ts';
import { answerOf } from './answer.ts';
import { cheapest } from './build.ts';
import { freeCentres, placeCentres } from './centres.ts';
import { enumerate, isSmall } from './exact.ts';
import { greedy } from './greedy.ts';
import { objectiveParts, totalOf } from './parts.ts';
import type { Candidates, Prices, Scan } from './candidates.ts';
import { scan, zeroPrices } from './candidates.ts';
import {
  ascend,
  dualSize,
  limitsOf,
  priceValue,
  pricesOf,
  sampleView,
  thinnedView,
  viewOfAll,
} from './dual.ts';
import { borders } from './borders.ts';
import { adaptPenalties, createDesk, improveBorders } from './improve.ts';
import { makeLegal } from './legal.ts';
import type { Leaves } from './leaves.ts';
import { buildLeaves } from './leaves.ts';
import type { Model } from './model.ts';
import { createModel, isAllowed } from './model.ts';
import type { State, Standing } from './state.ts';
import { createState, resum, standing } from './state.ts';
import { Run } from './steps.ts';
import type { Steps } from './steps.ts';

/** Prices, candidates and bound found for fixed centres: what construction and improvement work from. */
export interface Priced {
  readonly vector: Float64Array;
  readonly prices: Prices;
  readonly candidates: Candidates;
  readonly bound: number;
}

/**
 * One run, as a generator: see steps.ts. Pure: no clock, no randomness but the seed's. Tests switch enumeration off,
 * so that small problems, whose optimum they know, go through the same code as large ones.
 */
export function* solveSteps(
  problem: SolverProblem,
  settings: SolverSettings,
  how: { readonly enumerateSmall: boolean } = { enumerateSmall: true },
): Steps<SolverAnswer> {
  const run = new Run();
  const model = createModel(problem, settings);
  const leaves = buildLeaves(model.places);
  const start = freeCentres(model).length > 0 ? yield* placeCentres(model, leaves, run) : null;
  const priced = yield* price(model, leaves, start, run);
  const found = how.enumerateSmall && isSmall(model) ? enumerate(model) : null;
  let { bound } = priced;
  let assignment: Int32Array;
  if (found !== null) {
    assignment = found;
    bound = totalOf(objectiveParts(model, found));
    run.stopped = 'optimal';
  } else if (settings.approach === 'rules') {
    const { candidates } = yield* scan(model, leaves, zeroPrices(model), slotsFor(model), run);
    assignment = greedy(model, candidates, problem.score);
    run.stopped ??= 'converged';
  } else {
    const state = createState(model, startOf(model, priced));
    assignment = (yield* improve(state, priced, settings.iterations, run)).assignment;
  }
  run.phase = 'done';
  const nearest = yield* nearestTerritories(model, leaves);
  return answerOf(model, { prices: priced.prices, bound, assignment, nearest }, run);
}

/** Territory of least own cost for each account, -1 where none is allowed: what reasons compare with. */
function* nearestTerritories(model: Model, leaves: Leaves): Steps<Int32Array> {
  const { candidates } = yield* scan(model, leaves, zeroPrices(model), 1, new Run());
  return candidates.territory;
}

/** Slots of candidates an account: enough that the LP optimum lies among them, few enough for a million accounts. */
const slotsFor = (model: Model): number => (model.n > 300_000 ? 8 : 12);

/**
 * Coarse to fine: few accounts at high temperature find the region, more at lower ones the prices. `each` accounts a
 * territory are looked at, with the `keep` territories that look best at the prices so far.
 */
const COLD = [
  { least: 300, each: 8, keep: 1000, temperatures: [2, 0.7, 0.25], roundsEach: 10, tolerance: 0.03 },
  { least: 1500, each: 40, keep: 24, temperatures: [0.25, 0.1], roundsEach: 10, tolerance: 0.01 },
];
const WARM = [{ least: 1500, each: 40, keep: 24, temperatures: [0.1], roundsEach: 8, tolerance: 0.01 }];
const FINE = [
  [{ each: 160, temperatures: [0.05, 0.02], roundsEach: 8, tolerance: 3e-3 }],
  [
    { each: 160, temperatures: [0.02, 0.007], roundsEach: 8, tolerance: 2e-3 },
    { each: 4000, temperatures: [0.007, 0.0025], roundsEach: 6, tolerance: 1e-3 },
  ],
];

/** Climbs the dual on a sample with every territory, then on all accounts with their priced candidates. */
export function* price(model: Model, leaves: Leaves, start: Float64Array | null, run: Run): Steps<Priced> {
  const { n, r } = model;
  const limits = limitsOf(model);
  let vector = start ?? new Float64Array(dualSize(model));
  run.phase = 'bound';
  if (vector.length > 0) {
    for (const level of start === null ? COLD : WARM) {
      if (run.stopped !== null) break;
      const size = Math.max(level.least, level.each * r);
      const view = sampleView(model, leaves.order, size, level.keep, pricesOf(model, vector));
      vector = (yield* ascend(model, view, vector, level, run)).vector;
    }
  }
  run.phase = 'candidates';
  const slots = slotsFor(model);
  let found: Scan = yield* scan(model, leaves, pricesOf(model, vector), slots, run);
  if (vector.length > 0 && run.stopped === null && n > 0) {
    for (const level of FINE) {
      run.phase = 'bound';
      for (const step of level) {
        const view = thinnedView(model, leaves.order, step.each * r, found.candidates);
        vector = (yield* ascend(model, view, vector, step, run)).vector;
      }
      run.phase = 'candidates';
      const again = yield* scan(model, leaves, pricesOf(model, vector), slots, run);
      if (run.stopped !== null) break;
      found = again;
    }
  }
  const bound = found.least === -Infinity ? -Infinity : found.least + priceValue(limits, vector);
  run.bound = bound;
  return {
    vector,
    prices: vector.length > 0 ? pricesOf(model, vector) : zeroPrices(model),
    candidates: found.candidates,
    bound,
  };
}

/** The given start where there is one, its forced accounts put right; else the dual's own assignment. */
function startOf(model: Model, priced: Priced): Int32Array {
  const { start } = model.settings;
  if (start === null) return cheapest(model, viewOfAll(model, priced.candidates), priced.prices);
  const own = cheapest(model, viewOfAll(model, priced.candidates), priced.prices);
  return start.map((t, i) => {
    const forced = model.forced[i] as number;
    if (forced !== FREE) return forced >= 0 ? forced : -1;
    return t >= 0 && isAllowed(model, i, t) ? t : (own[i] as number);
  });
}

export interface Best {
  readonly assignment: Int32Array;
  readonly standing: Standing;
}

/** Accounts kept per border: more make rounds slower, fewer leave the last bands unmet. */
const LONGEST = 24;

/**
 * Rounds of border moves. While limits are broken their penalties grow; once nothing moves, the borders are gathered
 * anew, then searched more deeply, and then it is over. Keeps the best legal assignment seen.
 */
export function* improve(state: State, priced: Priced, rounds: number, run: Run): Steps<Best> {
  const { model } = state;
  run.phase = 'repair';
  let best: Best = keepLegal(state, null, run);
  let reach = 0.1 * model.costScale;
  let quiet = 0;
  adaptPenalties(state, priced.prices, 1);
  for (let round = 0; round < rounds && run.stopped === null && quiet < 4;) {
    const list = yield* borders(state, priced.candidates, priced.prices, reach, LONGEST, run);
    const desk = createDesk(model, LONGEST);
    const before = best.standing.penalised;
    let moves = 1;
    for (let sweep = 0; sweep < 4 && moves > 0 && round < rounds && run.stopped === null; sweep++) {
      run.iteration = ++round;
      moves = yield* improveBorders(state, list, desk, quiet > 1 && sweep === 0, run);
    }
    resum(state);
    best = keepLegal(state, best, run);
    const now = standing(state);
    const broken = now.bandsViolated + now.capacitiesViolated + now.capsViolated > 0;
    quiet = best.standing.penalised < before - 1e-6 * Math.abs(before) ? 0 : quiet + 1;
    if (!broken) run.phase = 'improve';
    if (quiet > 0) reach = Math.min(reach * 2, 20 * model.costScale);
    adaptPenalties(state, priced.prices, broken ? 2 : 1);
  }
  if (run.stopped === null) run.stopped = quiet >= 4 ? 'converged' : 'iterations';
  return best;
}

/** The state when it beats the best so far; a legal copy of it when a hard limit is broken. */
function keepLegal(state: State, best: Best | null, run: Run): Best {
  let found = standing(state);
  let { assignment } = state;
  if (found.capacitiesViolated + found.capsViolated > 0 || best === null) {
    const legal = createState(state.model, assignment);
    makeLegal(legal);
    found = standing(legal);
    ({ assignment } = legal);
  }
  if (best !== null && best.standing.penalised <= found.penalised) return best;
  run.objective = found.objective;
  run.bandsViolated = found.bandsViolated;
  return { assignment: assignment.slice(), standing: found };
}
