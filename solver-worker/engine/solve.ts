import type { SolverAnswer, SolverProblem, SolverSettings } from '../contract.ts';
import { FREE } from '../contract.ts';
import { answerSteps } from './answer.ts';
import { cheapest } from './build.ts';
import { leafPlan } from './first-plan.ts';
import { freeCentres, keptCentres, placeCentres, seedCentres } from './centres.ts';
import { makeContiguous } from './contiguous.ts';
import { enumerate, isSmall } from './exact.ts';
import { gapOf } from './gap.ts';
import { greedy } from './greedy.ts';
import { objectiveParts, totalOf } from './parts.ts';
import type { Candidates } from './candidates.ts';
import { scan, zeroPrices } from './candidates.ts';
import { viewOfAll } from './view.ts';
import { borders } from './borders.ts';
import type { Borders } from './borders.ts';
import { adaptPenalties, createDesk, improveBorders, stiffen } from './improve.ts';
import { makeLegal } from './legal.ts';
import type { Leaves } from './leaves.ts';
import { leafSizeFor, leavesSteps } from './leaves.ts';
import type { Model } from './model.ts';
import { isAllowed, modelSteps } from './model.ts';
import type { State, Standing } from './state.ts';
import { createState, excessAt, resum, standing } from './state.ts';
import { price } from './price.ts';
import type { Priced } from './prove.ts';
import { pastTheClock, slotsFor, tellOf } from './prove.ts';
import { reprice } from './reprice.ts';
import { Run } from './steps.ts';
import type { Steps } from './steps.ts';

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
  let model = yield* modelSteps(problem, settings, undefined, run);
  yield* run.pause();
  const leaves = yield* leavesSteps(model.places, leafSizeFor(model), run);
  yield* run.pause();
  const { warm } = settings;
  const known = keptCentres(model);
  if (known !== null) model = yield* modelSteps(problem, settings, known, run);
  else if (freeCentres(model).length > 0) {
    seedCentres(model, leaves);
    model = yield* modelSteps(problem, settings, model.centres, run);
    yield* placeCentres(model, leaves, run);
    model = yield* modelSteps(problem, settings, model.centres, run);
  }
  if (warm === null) yield* tellOf(model, leafPlan(model, leaves), run);
  const priced = yield* warm === null ? price(model, leaves, run) : reprice(model, leaves, warm.prices, run);
  const found = how.enumerateSmall && isSmall(model) ? enumerate(model) : null;
  let { proofs } = priced;
  let assignment: Int32Array;
  if (found !== null) {
    assignment = found;
    proofs = [{ bound: totalOf(objectiveParts(model, found)), prices: priced.prices }];
    run.stopped = 'optimal';
  } else if (settings.approach === 'rules') {
    const nearest = yield* ownScan(model, leaves, slotsFor(model), run);
    assignment =
      nearest === null
        ? (yield* keepLegal(createState(model, leafPlan(model, leaves)), null, run)).assignment
        : greedy(model, nearest, problem.score);
    run.stopped ??= 'converged';
  } else {
    const state = createState(model, startOf(model, leaves, priced, run));
    const effort = warm === null ? WHOLE : priced.steady ? nearChanges(state) : REPRICED;
    assignment = (yield* improve(state, priced, settings.iterations, run, effort)).assignment;
  }
  assignment = yield* makeContiguous(model, assignment, priced.prices, run);
  run.phase = 'done';
  const nearest = yield* nearestTerritories(model, leaves, priced, run);
  return yield* answerSteps(model, { prices: priced.prices, proofs, assignment, nearest }, run);
}

/** Territories of least own cost for each account, also after the clock has run out; null after a cancel. */
function* ownScan(model: Model, leaves: Leaves, slots: number, run: Run): Steps<Candidates | null> {
  if (run.stopped === 'cancelled') return null;
  const found = yield* pastTheClock(run, (own) => scan(model, leaves, zeroPrices(model), slots, own));
  return found.least === -Infinity ? null : found.candidates;
}

/**
 * Territory of least own cost for each account, -1 where none is allowed: what reasons compare with. After a cancel the
 * person waits, so the candidates at hand must do.
 */
function* nearestTerritories(model: Model, leaves: Leaves, priced: Priced, run: Run): Steps<Int32Array> {
  const found = yield* ownScan(model, leaves, 1, run);
  if (found !== null) return found.territory;
  const { k, territory, cost } = priced.candidates;
  return Int32Array.from({ length: model.n }, (_, i) => {
    let best = i * k;
    for (let e = best + 1; e < (i + 1) * k; e++) if ((cost[e] as number) < (cost[best] as number)) best = e;
    return territory[best] as number;
  });
}

/**
 * The given start where there is one, its forced accounts put right; else the dual's own assignment. After a cancel
 * candidates may be missing: then the last whole plan, or one made at once.
 */
function startOf(model: Model, leaves: Leaves, priced: Priced, run: Run): Int32Array {
  const { start } = model.settings;
  let own = priced.plan;
  if (own === null) {
    own =
      run.stopped === 'cancelled'
        ? leafPlan(model, leaves)
        : cheapest(model, viewOfAll(model, priced.candidates), priced.prices);
  }
  if (start === null || (model.settings.warm !== null && !priced.steady)) return own;
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

/** Sweeps that are made even after the clock has run out, while bands are broken: a plan that meets none is no plan. */
const GRACE = 80;

const goesOn = (run: Run, round: number, best: Best): boolean =>
  run.stopped === null || (run.stopped === 'wall-clock' && round < GRACE && best.standing.bandsViolated > 0);

/** How long rounds of border moves go on, and where. */
interface Effort {
  /** Rounds without a gain after which it is over. */
  readonly patience: number;
  /** The same within `CLOSE` of the bound. */
  readonly patienceClose: number;
  /** The same while a limit is broken, which may need a chain of moves, each one of no gain. */
  readonly patienceBroken: number;
  /** 1 for territories (last: none) whose borders are looked at, and those they come to change; null for all. */
  readonly touched: Uint8Array | null;
}

const WHOLE: Effort = { patience: 4, patienceClose: 4, patienceBroken: 16, touched: null };

/** After a small change: the deep search of borders that gives the last gains would take most of the time. */
const REPRICED: Effort = { patience: 4, patienceClose: 1, patienceBroken: 16, touched: null };

/** A gap that is close enough for that. */
const CLOSE = 0.002;

/** Where prices stay what they were, the earlier answer does, but where somebody had to move or a limit is broken. */
function nearChanges(state: State): Effort {
  const { model, assignment } = state;
  const touched = new Uint8Array(model.r + 1);
  model.settings.start?.forEach((t, i) => {
    if (t === assignment[i]) return;
    touched[t < 0 ? model.r : t] = 1;
    touched[(assignment[i] as number) < 0 ? model.r : (assignment[i] as number)] = 1;
  });
  for (let t = 0; t < model.r; t++) {
    if (model.loads.some(({ quad }, m) => quad === 0 && excessAt(state, m, t) > 0)) touched[t] = 1;
  }
  return { patience: 0, patienceClose: 0, patienceBroken: 16, touched };
}

/** Accounts kept per border: more make rounds slower, fewer leave the last bands unmet. */
const LONGEST = 24;

/**
 * Rounds of border moves. While limits are broken their penalties grow; once nothing moves, the borders are gathered
 * anew, then searched more deeply, and then it is over. Keeps the best legal assignment seen.
 */
export function* improve(
  state: State,
  priced: Priced,
  rounds: number,
  run: Run,
  effort: Effort = WHOLE,
): Steps<Best> {
  const { model } = state;
  const { touched } = effort;
  run.phase = 'repair';
  let best: Best = yield* keepLegal(state, null, run);
  let reach = 0.1 * model.costScale;
  let quiet = 0;
  let patience = effort.patienceBroken;
  let live: Int32Array | null = null;
  adaptPenalties(state, priced.prices, 1);
  if (touched !== null) stiffen(state);
  for (let round = 0; round < rounds && run.stopped === null && quiet < patience;) {
    const list: Borders = yield* borders(state, priced.candidates, priced.prices, reach, LONGEST, live, run);
    ({ live } = list);
    const desk = createDesk(model, LONGEST, touched);
    const before = best.standing.penalised;
    let moves = 1;
    for (let sweep = 0; sweep < 4 && moves > 0 && round < rounds && goesOn(run, round, best); sweep++) {
      run.iteration = ++round;
      moves = yield* improveBorders(state, list, desk, quiet > 1 && sweep === 0, run);
    }
    if (touched !== null) desk.changedAt.forEach((at, t) => at > 1 && (touched[t] = 1));
    resum(state);
    best = yield* keepLegal(state, best, run);
    const now = standing(state);
    const broken = now.bandsViolated + now.capacitiesViolated + now.capsViolated > 0;
    patience = broken ? effort.patienceBroken : patienceAt(effort, best, run);
    quiet = best.standing.penalised < before - 1e-6 * Math.abs(before) ? 0 : quiet + 1;
    if (!broken) run.phase = 'improve';
    if (quiet > 0) {
      reach = Math.min(reach * 2, 20 * model.costScale);
      live = null;
    }
    adaptPenalties(state, priced.prices, broken ? 2 : 1);
  }
  if (run.stopped === null) run.stopped = quiet >= patience ? 'converged' : 'iterations';
  return best;
}

function patienceAt(effort: Effort, { standing: { objective } }: Best, run: Run): number {
  const close = run.bound !== null && gapOf(objective, run.bound) <= CLOSE;
  return close ? effort.patienceClose : effort.patience;
}

/** The state when it beats the best so far; a legal copy of it when a hard limit is broken. */
function* keepLegal(state: State, best: Best | null, run: Run): Steps<Best> {
  let found = standing(state);
  let { assignment } = state;
  if (found.capacitiesViolated + found.capsViolated > 0 || best === null) {
    const legal = createState(state.model, assignment);
    yield* makeLegal(legal, run);
    found = standing(legal);
    ({ assignment } = legal);
  }
  if (best !== null && best.standing.penalised <= found.penalised) return best;
  run.objective = found.objective;
  run.bandsViolated = found.bandsViolated;
  return { assignment: assignment.slice(), standing: found };
}
