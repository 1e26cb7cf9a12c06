import type { SolverProblem, SolverSettings } from '../contract.ts';
import { LOCKED_OUT } from '../contract.ts';
import type { ApproachTerms } from './approach.ts';
import { approachTerms } from './approach.ts';
import { bandLimits } from './bands.ts';
import { forcedTerritories } from './forced.ts';
import type { Steps } from './steps.ts';
import { ITEMS_A_SLICE, Run, finish } from './steps.ts';
import { chord2, curveAt, kmOfChord2, setUnitVector, tripTravel, unitVectors } from './travel.ts';

export type TermKind = 'band' | 'capacity' | 'variance';

/**
 * A quantity summed over a territory. Loads are normalised so that the mean territory holds 1: prices of different
 * measures are then of one size, which keeps Newton steps well conditioned.
 */
export interface LoadTerm {
  readonly kind: TermKind;
  readonly name: string;
  /** Index into problem.measures or problem.capacities; -1 for the variance of the score. */
  readonly source: number;
  /** n values, normalised; times `scale` they are the caller's. */
  readonly use: Float64Array;
  readonly scale: number;
  /** r limits, normalised; ±Infinity where there is none. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** Coefficient of (load − mean)², normalised; 0 but for the variance. */
  readonly quad: number;
  readonly mean: number;
  /** Largest price of leaving the limits by one normalised unit. */
  readonly maxPrice: number;
}

/** A cap on the accounts that leave their baseline, weighted. */
export interface ChangeCap {
  readonly kind: 'churn-accounts' | 'churn-revenue';
  readonly use: Float64Array;
  readonly scale: number;
  readonly limit: number;
}

/** A problem with its settings applied: everything the engine reads. Minimise Σ cost + Σ penalties of the loads. */
export interface Model {
  readonly n: number;
  readonly r: number;
  readonly problem: SolverProblem;
  readonly settings: SolverSettings;
  readonly terms: ApproachTerms;
  readonly places: Float64Array;
  /** Unit vectors of bases or of the centres found; the only array that changes, between rounds of location-allocation. */
  readonly centres: Float64Array;
  readonly loads: readonly LoadTerm[];
  /** The uses of all loads account by account, at i * loads + m: the order in which the dual reads them. */
  readonly usesByAccount: Float64Array;
  readonly caps: readonly ChangeCap[];
  /** Territory an account must go to, FREE or LOCKED_OUT; locks before frozen accounts. */
  readonly forced: Int32Array;
  /** Cost of leaving account i without a territory. */
  readonly outCost: Float64Array;
  /** true: accounts are left out only where nothing else is legal. */
  readonly assignAll: boolean;
  /** A typical cost of one account, for tolerances and first temperatures. */
  readonly costScale: number;
}

/** `placed`: unit vectors of centres, where the optimizer has placed some; what costs are typical depends on them. */
export const createModel = (problem: SolverProblem, settings: SolverSettings, placed?: Float64Array): Model =>
  finish(modelSteps(problem, settings, placed, new Run()));

/** The same, with pauses. A stop is heard but not obeyed: without a model there is no plan to keep. */
export function* modelSteps(
  problem: SolverProblem,
  settings: SolverSettings,
  placed: Float64Array | undefined,
  run: Run,
): Steps<Model> {
  const terms = approachTerms(settings, problem);
  const places = new Float64Array(problem.n * 3);
  for (let i = 0; i < problem.n; i++) {
    if (i % ITEMS_A_SLICE === ITEMS_A_SLICE - 1) yield* run.pause();
    setUnitVector(places, i, problem.lat[i] as number, problem.lon[i] as number);
  }
  const centres = placed ?? unitVectors(problem.baseLat, problem.baseLon);
  const shell = { n: problem.n, r: problem.r, problem, settings, terms, places, centres };
  const costScale = typicalCost(shell);
  yield* run.pause();
  const assignAll = settings.assignAll;
  const forced = forcedTerritories(problem);
  const loads = loadTerms(problem, settings, terms, costScale);
  yield* run.pause();
  const outCost = new Float64Array(problem.n).fill(assignAll ? 1000 * costScale : settings.unassignedCost);
  for (let i = 0; i < problem.n; i++) {
    if (problem.mustCover[i] === 1) outCost[i] = 10_000 * costScale;
    if ((problem.baseline[i] as number) >= 0)
      outCost[i] = (outCost[i] as number) + terms.continuity * (problem.continuity[i] as number);
  }
  yield* run.pause();
  const usesByAccount = byAccount(loads, problem.n);
  yield* run.pause();
  return {
    ...shell,
    loads,
    usesByAccount,
    caps: changeCaps(problem, forced),
    forced,
    outCost,
    assignAll,
    costScale,
  };
}

function byAccount(loads: readonly LoadTerm[], n: number): Float64Array {
  const all = new Float64Array(n * loads.length);
  loads.forEach(({ use }, m) => {
    for (let i = 0; i < n; i++) all[i * loads.length + m] = use[i] as number;
  });
  return all;
}

type Priced = Pick<Model, 'problem' | 'terms' | 'places' | 'centres'>;

/** Cost of account i in territory t, without the loads; finite for every pair. Hot: called n·k times. */
export function pairCost(model: Priced, i: number, t: number): number {
  const { problem, terms } = model;
  let cost = -terms.score * (problem.score[i] as number);
  cost += (problem.trips[i] as number) * tripCost(model, i, t);
  const from = problem.baseline[i] as number;
  if (from >= 0 && from !== t) cost += terms.continuity * (problem.continuity[i] as number);
  return cost;
}

/** Cost of one trip from t to account i: weighted travel and, where asked, squared kilometres. */
export function tripCost(model: Priced, i: number, t: number): number {
  const { problem, terms } = model;
  let cost = 0;
  if (terms.travel !== 0) cost = terms.travel * tripTravel(problem, model.places, model.centres, i, t);
  if (terms.compactness !== 0) cost += terms.compactness * km2(model, i, t);
  return cost;
}

/** Squared straight-line kilometres between account i and the centre of t; 0 where unknown. */
export function km2(model: Priced, i: number, t: number): number {
  const c2 = chord2(model.places, i, model.centres, t);
  if (!(c2 >= 0)) return 0;
  const km = kmOfChord2(c2);
  return km * km;
}

/** Whether the rules let account i go to t; locks come first. */
export function isAllowed(model: Pick<Model, 'problem' | 'forced'>, i: number, t: number): boolean {
  const forced = model.forced[i] as number;
  if (forced >= 0) return forced === t;
  if (forced === LOCKED_OUT) return false;
  const rule = model.problem.eligibility;
  if (rule === null) return true;
  for (let e = rule.offsets[i] as number; e < (rule.offsets[i + 1] as number); e++) {
    if (rule.items[e] === t) return true;
  }
  return false;
}

/** Mean over some hundred accounts of the cheapest trip among all territories, and of the score's size; never 0. */
function typicalCost(model: Priced): number {
  const { problem, terms } = model;
  const { n, r } = problem;
  const step = Math.max(1, Math.floor(n / Math.max(100, Math.floor(20_000 / r))));
  let sum = 0;
  let count = 0;
  for (let i = 0; i < n; i += step) {
    let best = Infinity;
    for (let t = 0; t < r; t++) {
      best = Math.min(best, (problem.trips[i] as number) * tripCost(model, i, t));
    }
    sum += (Number.isFinite(best) ? best : 0) + Math.abs(terms.score * (problem.score[i] as number));
    count++;
  }
  const mean = count > 0 ? sum / count : 0;
  if (mean > 0) return mean;
  return Math.max(curveAt(problem.travelCurve, 100) * Math.abs(terms.travel), 1);
}

function loadTerms(
  problem: SolverProblem,
  settings: SolverSettings,
  terms: ApproachTerms,
  costScale: number,
): LoadTerm[] {
  const { n, r } = problem;
  const hardPrice = (100 * costScale * n) / r;
  const out: LoadTerm[] = [];
  problem.capacities.forEach((capacity, source) => {
    if (!capacity.limit.some(Number.isFinite)) return;
    const scale = positive(sum(capacity.use) / r);
    out.push({
      kind: 'capacity',
      name: capacity.name,
      source,
      use: capacity.use.map((v) => v / scale),
      scale,
      low: new Float64Array(r).fill(-Infinity),
      high: roomOf(problem, capacity).map((v) => v / scale),
      quad: 0,
      mean: 0,
      maxPrice: 10 * hardPrice,
    });
  });
  problem.measures.forEach((measure, source) => {
    if (terms.bands === 'off' || measure.weight <= 0) return;
    if (!terms.measures.includes(measure.name)) return;
    const scale = positive(sum(measure.values) / r);
    const { low, high } = bandLimits(problem, measure);
    out.push({
      kind: 'band',
      name: measure.name,
      source,
      use: measure.values.map((v) => v / scale),
      scale,
      low: low.map((v) => v / scale),
      high: high.map((v) => v / scale),
      quad: 0,
      mean: 0,
      maxPrice: measure.weight * (terms.bands === 'soft' ? settings.bandPrice : hardPrice),
    });
  });
  if (terms.variance > 0) out.push(varianceTerm(problem, terms.variance));
  return out;
}

/** β/r Σ (S − mean)² of the score, in normalised loads. */
function varianceTerm(problem: SolverProblem, beta: number): LoadTerm {
  const { r, score } = problem;
  const scale = positive(sum(score.map(Math.abs)) / r);
  return {
    kind: 'variance',
    name: 'score',
    source: -1,
    use: score.map((v) => v / scale),
    scale,
    low: new Float64Array(r).fill(-Infinity),
    high: new Float64Array(r).fill(Infinity),
    quad: (beta * scale * scale) / r,
    mean: sum(score) / r / scale,
    maxPrice: Infinity,
  };
}

/** Limits, raised to what forced accounts use by themselves: only what the optimizer adds can be illegal. */
function roomOf(problem: SolverProblem, capacity: SolverProblem['capacities'][0]): Float64Array {
  const held = new Float64Array(problem.r);
  forcedTerritories(problem).forEach((t, i) => {
    if (t >= 0) held[t] = (held[t] as number) + (capacity.use[i] as number);
  });
  return capacity.limit.map((v, t) => Math.max(v, held[t] as number));
}

/** Churn caps, raised to the changes that locks and rules force. */
function changeCaps(problem: SolverProblem, forced: Int32Array): ChangeCap[] {
  const caps: ChangeCap[] = [];
  const { churn, baseline } = problem;
  if (churn === null) return caps;
  const must = Uint8Array.from(baseline, (t, i) => (t >= 0 && !isAllowed({ problem, forced }, i, t) ? 1 : 0));
  const add = (kind: ChangeCap['kind'], limit: number, value: (i: number) => number): void => {
    if (!Number.isFinite(limit)) return;
    const use = Float64Array.from(baseline, (t, i) => (t >= 0 ? value(i) : 0));
    const least = sum(use.map((v, i) => (must[i] === 1 ? v : 0)));
    caps.push(cap(kind, use, Math.max(limit, least)));
  };
  add('churn-accounts', churn.maxAccounts, () => 1);
  add('churn-revenue', churn.maxRevenue, (i) => churn.revenue[i] as number);
  return caps;
}

function cap(kind: ChangeCap['kind'], use: Float64Array, limit: number): ChangeCap {
  const scale = positive(sum(use));
  return { kind, use: use.map((v) => v / scale), scale, limit: limit / scale };
}

export function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i] as number;
  return total;
}

const positive = (value: number): number => (value > 0 ? value : 1);
