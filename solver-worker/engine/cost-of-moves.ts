import type { ConstraintKind, MoveCost, SolverProblem, SolverSettings } from '../contract.ts';
import { LOCKED_OUT } from '../contract.ts';
import { amount } from './binding.ts';
import { changeFits, fits } from './legal.ts';
import type { Model } from './model.ts';
import { createModel, isAllowed, km2 } from './model.ts';
import type { State } from './state.ts';
import { createState, excessAt, move } from './state.ts';
import { costAt } from './improve.ts';
import { tripTravel } from './travel.ts';

/**
 * What moving one account anywhere would do to the objective, and what forbids it: one entry a territory and one for
 * none, the legal and cheapest first. The comparison is with where the account is now.
 */
export function costOfMoves(
  problem: SolverProblem,
  settings: SolverSettings,
  assignment: Int32Array,
  account: number,
): MoveCost[] {
  const model = createModel(problem, settings);
  const state = createState(model, assignment);
  const here = assignment[account] ?? -1;
  const found: MoveCost[] = [];
  for (let t = -1; t < model.r; t++) found.push(moveCost(model, state, account, here, t));
  return found.sort(
    (a, b) =>
      Number(a.blockedBy !== null) - Number(b.blockedBy !== null) ||
      a.delta - b.delta ||
      a.territory - b.territory,
  );
}

function moveCost(model: Model, state: State, i: number, here: number, to: number): MoveCost {
  const { problem, terms } = model;
  const blockedBy = to === here ? null : blocker(model, state, i, to);
  const before = effectOf(state, i, here);
  const balanceBefore = balance(state);
  const bandsBefore = bandsBroken(state);
  const costNow = state.cost[i] as number;
  move(state, i, to, costAt(model, i, to));
  const after = effectOf(state, i, to);
  const balanceDelta = balance(state) - balanceBefore;
  const broken = bandsBroken(state) - bandsBefore;
  move(state, i, here, costNow);
  const travelDelta = after.travel - before.travel;
  const scoreDelta = after.score - before.score;
  const continuityDelta = after.continuity - before.continuity;
  const delta = travelDelta + scoreDelta + continuityDelta + balanceDelta + after.out - before.out;
  const name = to < 0 ? 'No territory' : (problem.territoryNames[to] ?? `Territory ${to + 1}`);
  return {
    territory: to,
    delta,
    travelDelta,
    scoreDelta,
    balanceDelta,
    continuityDelta,
    blockedBy,
    bandsBroken: broken,
    text: textOf(
      name,
      to === here,
      delta,
      terms.travel === 0 ? 0 : travelDelta / terms.travel,
      broken,
      blockedBy,
    ),
  };
}

function textOf(
  name: string,
  stays: boolean,
  delta: number,
  travel: number,
  broken: number,
  blockedBy: ConstraintKind | null,
): string {
  if (stays) return `${name}: where it is.`;
  const parts = [`${delta >= 0 ? '+' : ''}${amount(delta)} on the objective`];
  if (travel !== 0) parts.push(`${travel > 0 ? '+' : ''}${amount(travel)} travel`);
  if (broken > 0) parts.push(`breaks ${broken} band${broken === 1 ? '' : 's'}`);
  if (broken < 0) parts.push(`mends ${-broken} band${broken === -1 ? '' : 's'}`);
  if (blockedBy !== null) parts.push(`not allowed (${blockedBy})`);
  return `${name}: ${parts.join(', ')}.`;
}

function blocker(model: Model, state: State, i: number, to: number): ConstraintKind | null {
  const forced = model.forced[i] as number;
  if (forced >= 0 || forced === LOCKED_OUT) return 'lock';
  if (to < 0) {
    if (model.problem.mustCover[i] === 1) return 'must-cover';
    return changeFits(state, i, to) ? null : 'churn-accounts';
  }
  if (!isAllowed(model, i, to)) return 'eligibility';
  if (!fits(state, i, to)) return 'capacity';
  if (changeFits(state, i, to)) return null;
  return model.caps[0]?.kind ?? 'churn-accounts';
}

function effectOf(state: State, i: number, t: number) {
  const { model } = state;
  const { problem, terms } = model;
  const home = problem.baseline[i] as number;
  const continuity = home >= 0 && home !== t ? terms.continuity * (problem.continuity[i] as number) : 0;
  if (t < 0) return { travel: 0, score: 0, continuity, out: (model.outCost[i] as number) - continuity };
  const trips = problem.trips[i] as number;
  let travel = terms.travel * trips * tripTravel(problem, model.places, model.centres, i, t);
  if (terms.compactness !== 0) travel += terms.compactness * trips * km2(model, i, t);
  return { travel, score: -terms.score * (problem.score[i] as number), continuity, out: 0 };
}

/** The variance and the soft bands of the present loads. */
function balance(state: State): number {
  const { model, loads } = state;
  let total = 0;
  model.loads.forEach((term, m) => {
    if (term.kind === 'variance') {
      const own = loads.subarray(m * model.r, (m + 1) * model.r);
      let mean = 0;
      for (const load of own) mean += load;
      mean /= own.length;
      for (const load of own) total += term.quad * (load - mean) * (load - mean);
    } else if (term.kind === 'band' && model.terms.bands === 'soft') {
      for (let t = 0; t < model.r; t++) total += term.maxPrice * excessAt(state, m, t);
    }
  });
  return total;
}

function bandsBroken(state: State): number {
  const { model } = state;
  let count = 0;
  model.loads.forEach((term, m) => {
    if (term.kind !== 'band') return;
    for (let t = 0; t < model.r; t++) if (excessAt(state, m, t) > 0) count++;
  });
  return count;
}
