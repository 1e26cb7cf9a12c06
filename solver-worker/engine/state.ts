import type { Model } from './model.ts';
import { pairCost } from './model.ts';

/** An assignment with the sums that make a move's effect cheap to know. Loads are normalised, as in the model. */
export interface State {
  readonly model: Model;
  readonly assignment: Int32Array;
  /** Cost of each account where it is. */
  readonly cost: Float64Array;
  /** loads[m * r + t]. */
  readonly loads: Float64Array;
  readonly changed: Float64Array;
  /** What leaving the limits costs per normalised unit, at m * r + t; raised where limits stay broken. */
  readonly penalty: Float64Array;
  /** What being outside at all costs, at m * r + t: without it the last hair's breadth would never be worth a move. */
  readonly charge: Float64Array;
  readonly capPenalty: Float64Array;
}

export function createState(model: Model, assignment: Int32Array): State {
  const { n, r } = model;
  const state: State = {
    model,
    assignment: assignment.slice(),
    cost: new Float64Array(n),
    loads: new Float64Array(model.loads.length * r),
    changed: new Float64Array(model.caps.length),
    penalty: new Float64Array(model.loads.length * r),
    charge: new Float64Array(model.loads.length * r),
    capPenalty: new Float64Array(model.caps.length),
  };
  refresh(state);
  return state;
}

/** Recomputes costs and sums in row order. */
export function refresh(state: State): void {
  const { model, assignment, cost } = state;
  for (let i = 0; i < model.n; i++) {
    const t = assignment[i] as number;
    cost[i] = t >= 0 ? pairCost(model, i, t) : (model.outCost[i] as number);
  }
  resum(state);
}

/** Recomputes the sums in row order, so that the drift of many small moves is never reported. */
export function resum(state: State): void {
  const { model, assignment, loads, changed } = state;
  const { n, r } = model;
  loads.fill(0);
  changed.fill(0);
  model.loads.forEach(({ use }, m) => {
    const base = m * r;
    for (let i = 0; i < n; i++) {
      const t = assignment[i] as number;
      if (t >= 0) loads[base + t] = (loads[base + t] as number) + (use[i] as number);
    }
  });
  model.caps.forEach(({ use }, g) => {
    let total = 0;
    for (let i = 0; i < n; i++) {
      const home = model.problem.baseline[i] as number;
      if (home >= 0 && home !== assignment[i]) total += use[i] as number;
    }
    changed[g] = total;
  });
}

/** Moves one account and keeps the sums; `cost` is its cost at the new place. */
export function move(state: State, i: number, to: number, cost: number): void {
  const { model, assignment, loads, changed } = state;
  const { r } = model;
  const from = assignment[i] as number;
  for (let m = 0; m < model.loads.length; m++) {
    const w = (model.loads[m] as Model['loads'][0]).use[i] as number;
    if (from >= 0) loads[m * r + from] = (loads[m * r + from] as number) - w;
    if (to >= 0) loads[m * r + to] = (loads[m * r + to] as number) + w;
  }
  const home = model.problem.baseline[i] as number;
  if (home >= 0 && model.caps.length > 0) {
    const step = (to !== home ? 1 : 0) - (from !== home ? 1 : 0);
    for (let g = 0; g < model.caps.length; g++) {
      changed[g] = (changed[g] as number) + step * ((model.caps[g] as Model['caps'][0]).use[i] as number);
    }
  }
  assignment[i] = to;
  state.cost[i] = cost;
}

/** Relative slack within which a limit counts as met: sums of 100,000 floats are good to about 1e-12. */
export const SLACK = 1e-9;

/** How far the load of coordinate d is outside its limits, normalised; 0 inside. */
export function excessAt(state: State, m: number, t: number): number {
  const term = state.model.loads[m] as Model['loads'][0];
  const load = state.loads[m * state.model.r + t] as number;
  const over = load - (term.high[t] as number);
  if (over > SLACK) return over;
  const under = (term.low[t] as number) - load;
  return under > SLACK ? under : 0;
}

export interface Standing {
  /** Σ cost of accounts and the variance: the objective, but for soft bands. */
  readonly objective: number;
  readonly bandsViolated: number;
  readonly capacitiesViolated: number;
  readonly capsViolated: number;
  /** Σ of normalised excess over bands. */
  readonly bandExcess: number;
  /** Objective with every penalty: what "better" means. */
  readonly penalised: number;
}

export function standing(state: State): Standing {
  const { model, loads } = state;
  let objective = 0;
  for (let i = 0; i < model.n; i++) objective += state.cost[i] as number;
  let bandsViolated = 0;
  let capacitiesViolated = 0;
  let bandExcess = 0;
  let penalty = 0;
  model.loads.forEach((term, m) => {
    if (term.kind === 'variance') {
      objective += varianceCost(term, loads.subarray(m * model.r, (m + 1) * model.r));
      return;
    }
    for (let t = 0; t < model.r; t++) {
      const excess = excessAt(state, m, t);
      if (excess === 0) continue;
      penalty += excess * term.maxPrice;
      if (term.kind === 'band') {
        bandsViolated++;
        bandExcess += excess;
      } else capacitiesViolated++;
    }
  });
  let capsViolated = 0;
  model.caps.forEach((cap, g) => {
    const over = (state.changed[g] as number) - cap.limit;
    if (over <= SLACK) return;
    capsViolated++;
    penalty += over * 1000 * model.costScale * model.n;
  });
  return {
    objective,
    bandsViolated,
    capacitiesViolated,
    capsViolated,
    bandExcess,
    penalised: objective + penalty,
  };
}

/** Population variance of the loads times its weight (ledger OPT-03): quad is β·scale²/r. */
function varianceCost(term: Model['loads'][0], loads: Float64Array): number {
  let mean = 0;
  for (const load of loads) mean += load;
  mean /= loads.length;
  let squares = 0;
  for (const load of loads) squares += (load - mean) * (load - mean);
  return term.quad * squares;
}
