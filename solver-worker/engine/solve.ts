import type { SolverAnswer, SolverProblem, SolverSettings } from '../contract.ts';
import { LOCKED_OUT } from '../contract.ts';
import { answerOf } from './answer.ts';
import type { Candidates, Prices, Scan } from './candidates.ts';
import { loadPrice, scan, zeroPrices } from './candidates.ts';
import { ascend, dualSize, limitsOf, priceValue, pricesOf, sampleView, viewOfAll } from './dual.ts';
import { adaptPenalties, borders, costAt, improveBorders } from './improve.ts';
import { makeLegal } from './legal.ts';
import type { Leaves } from './leaves.ts';
import { buildLeaves } from './leaves.ts';
import type { Model } from './model.ts';
import { createModel } from './model.ts';
import type { State, Standing } from './state.ts';
import { createState, refresh, standing } from './state.ts';
import { Run } from './steps.ts';
import type { Steps } from './steps.ts';

/** Prices, candidates and bound found for fixed centres: what construction and improvement work from. */
export interface Priced {
  readonly vector: Float64Array;
  readonly prices: Prices;
  readonly candidates: Candidates;
  readonly bound: number;
}

/** One run, as a generator: see steps.ts. Pure: no clock, no randomness but the seed's. */
export function* solveSteps(problem: SolverProblem, settings: SolverSettings): Steps<SolverAnswer> {
  const run = new Run();
  const model = createModel(problem, settings);
  const leaves = buildLeaves(model.places);
  const priced = yield* price(model, leaves, null, run);
  run.phase = 'build';
  const state = createState(model, settings.start ?? cheapest(model, priced.candidates, priced.prices));
  const best = yield* improve(state, priced, settings.iterations, run);
  run.phase = 'done';
  const nearest = yield* nearestTerritories(model, leaves);
  return answerOf(model, { ...priced, assignment: best.assignment, nearest }, run);
}

/** Territory of least own cost for each account, -1 where none is allowed: what reasons compare with. */
function* nearestTerritories(model: Model, leaves: Leaves): Steps<Int32Array> {
  const { candidates } = yield* scan(model, leaves, zeroPrices(model), 1, new Run());
  return candidates.territory;
}

/** Slots of candidates an account: enough that the LP optimum lies among them, few enough for a million accounts. */
const slotsFor = (model: Model): number => (model.n > 300_000 ? 8 : 12);

/** Climbs the dual on a sample with every territory, then on all accounts with their priced candidates. */
export function* price(model: Model, leaves: Leaves, start: Float64Array | null, run: Run): Steps<Priced> {
  const { n, r } = model;
  const limits = limitsOf(model);
  let vector = start ?? new Float64Array(dualSize(model));
  run.phase = 'bound';
  if (vector.length > 0 && run.stopped === null) {
    const view = sampleView(model, leaves.order, Math.max(2000, 30 * r));
    const whole = view.rows.length === n;
    const temperatures = start === null ? [0.5, 0.15, 0.05] : [0.1, 0.03];
    const plan = {
      temperatures: whole ? [...temperatures, 0.012, 0.005] : temperatures,
      roundsEach: 6,
      tolerance: 1e-3,
    };
    vector = (yield* ascend(model, view, vector, plan, run)).vector;
  }
  run.phase = 'candidates';
  const slots = slotsFor(model);
  let found: Scan = yield* scan(model, leaves, pricesOf(model, vector), slots, run);
  if (vector.length > 0 && run.stopped === null && n > 0) {
    run.phase = 'bound';
    const view = viewOfAll(model, found.candidates);
    const plan = { temperatures: [0.03, 0.01], roundsEach: 5, tolerance: 3e-4 };
    vector = (yield* ascend(model, view, vector, plan, run)).vector;
    run.phase = 'candidates';
    const again = yield* scan(model, leaves, pricesOf(model, vector), slots, run);
    if (run.stopped === null) found = again;
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

/** Every account where its priced cost is least: the dual's own assignment, nearly legal when the prices are good. */
export function cheapest(model: Model, candidates: Candidates, prices: Prices): Int32Array {
  const { n } = model;
  const { k, territory, cost } = candidates;
  const assignment = new Int32Array(n).fill(-1);
  for (let i = 0; i < n; i++) {
    if (model.forced[i] === LOCKED_OUT) continue;
    const home = model.problem.baseline[i] as number;
    const change = changeOf(model, prices, i);
    let least = model.assignAll ? Infinity : (model.outCost[i] as number) + (home >= 0 ? change : 0);
    for (let slot = 0; slot < k; slot++) {
      const t = territory[i * k + slot] as number;
      if (t < 0) break;
      const v =
        (cost[i * k + slot] as number) +
        loadPrice(model, prices, i, t) +
        (home >= 0 && t !== home ? change : 0);
      if (v < least) {
        least = v;
        assignment[i] = t;
      }
    }
  }
  return assignment;
}

function changeOf(model: Model, prices: Prices, i: number): number {
  let price = 0;
  model.caps.forEach((cap, g) => {
    price += (cap.use[i] as number) * (prices.caps[g] as number);
  });
  return price;
}

export interface Best {
  readonly assignment: Int32Array;
  readonly standing: Standing;
}

/** Rounds of border moves with adapting penalties; keeps the best legal assignment seen. */
export function* improve(state: State, priced: Priced, rounds: number, run: Run): Steps<Best> {
  const { model } = state;
  run.phase = 'repair';
  let best: Best = keepLegal(state, null, run);
  let reach = 0.05 * model.costScale;
  let quiet = 0;
  adaptPenalties(state, priced.prices, 1);
  for (let round = 0; round < rounds && run.stopped === null && quiet < 4; round++) {
    run.iteration = round + 1;
    const list = yield* borders(state, priced.candidates, priced.prices, reach, run);
    const moves = yield* improveBorders(state, list, run);
    refresh(state);
    const before = best.standing.penalised;
    const now = standing(state);
    if (now.penalised < before) best = keepLegal(state, best, run);
    const broken = now.bandsViolated + now.capacitiesViolated + now.capsViolated > 0;
    if (best.standing.penalised < before - 1e-7 * Math.abs(before)) quiet = 0;
    else quiet++;
    if (moves < 3 || broken) reach = Math.min(reach * 1.5, 20 * model.costScale);
    adaptPenalties(state, priced.prices, broken ? 1.5 : 1);
    if (!broken) run.phase = 'improve';
  }
  if (run.stopped === null) run.stopped = quiet >= 4 ? 'converged' : 'iterations';
  return best;
}

/** A legal copy of the state when that beats the best so far. */
function keepLegal(state: State, best: Best | null, run: Run): Best {
  const { model } = state;
  const legal = createState(model, state.assignment);
  makeLegal(legal);
  const found = standing(legal);
  if (best !== null && best.standing.penalised <= found.penalised) return best;
  run.objective = found.objective;
  run.bandsViolated = found.bandsViolated;
  return { assignment: legal.assignment, standing: found };
}

export { costAt };
