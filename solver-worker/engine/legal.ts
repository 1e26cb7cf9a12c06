import { FREE } from '../contract.ts';
import type { Model } from './model.ts';
import { isAllowed, pairCost } from './model.ts';
import type { State } from './state.ts';
import { SLACK, move } from './state.ts';
import type { Run, Steps } from './steps.ts';
import { ITEMS_A_SLICE } from './steps.ts';

/**
 * Makes an assignment legal whatever it was: changes beyond the churn caps are taken back, dearest gain kept last;
 * territories over capacity give up the accounts that cost least to place elsewhere, or to leave out. Locks and
 * eligibility hold by construction. Bands are not touched: they are wishes until nothing else gives. A stop is heard but not obeyed.
 */
export function* makeLegal(state: State, run: Run): Steps<void> {
  takeBackChanges(state);
  relieveCapacity(state);
  yield* placeLeftOut(state, run);
}

function takeBackChanges(state: State): void {
  const { model, assignment } = state;
  model.caps.forEach((cap, g) => {
    if ((state.changed[g] as number) <= cap.limit + SLACK) return;
    const rows: number[] = [];
    const worth: number[] = [];
    for (let i = 0; i < model.n; i++) {
      const home = model.problem.baseline[i] as number;
      if (model.forced[i] !== FREE || home < 0 || assignment[i] === home || !isAllowed(model, i, home))
        continue;
      rows.push(i);
      worth[i] =
        (pairCost(model, i, home) - (state.cost[i] as number)) / Math.max(1e-12, cap.use[i] as number);
    }
    rows.sort((a, b) => (worth[a] as number) - (worth[b] as number) || a - b);
    for (const i of rows) {
      if ((state.changed[g] as number) <= cap.limit + SLACK) return;
      const home = model.problem.baseline[i] as number;
      if ((cap.use[i] as number) > 0) move(state, i, home, pairCost(model, i, home));
    }
  });
}

/** Whether account i fits into t under every capacity. */
export function fits(state: State, i: number, t: number): boolean {
  const { model, loads } = state;
  return model.loads.every(
    (term, m) =>
      term.kind !== 'capacity' ||
      (loads[m * model.r + t] as number) + (term.use[i] as number) <= (term.high[t] as number) + SLACK,
  );
}

/** Whether leaving `from` for `to` keeps the churn caps. */
export function changeFits(state: State, i: number, to: number): boolean {
  const { model } = state;
  const home = model.problem.baseline[i] as number;
  if (home < 0 || to === home || state.assignment[i] !== home) return true;
  return model.caps.every(
    (cap, g) => (state.changed[g] as number) + (cap.use[i] as number) <= cap.limit + SLACK,
  );
}

function relieveCapacity(state: State): void {
  const { model, loads } = state;
  const { r } = model;
  model.loads.forEach((term, m) => {
    if (term.kind !== 'capacity') return;
    for (let t = 0; t < r; t++) {
      if ((loads[m * r + t] as number) > (term.high[t] as number) + SLACK) relieve(state, m, t);
    }
  });
}

function relieve(state: State, m: number, t: number): void {
  const { model, loads, assignment } = state;
  const term = model.loads[m] as Model['loads'][0];
  const rows: { i: number; to: number; worth: number }[] = [];
  for (let i = 0; i < model.n; i++) {
    if (assignment[i] !== t || model.forced[i] !== FREE || !((term.use[i] as number) > 0)) continue;
    const to = bestPlace(state, i, t);
    const cost = to >= 0 ? pairCost(model, i, to) : (model.outCost[i] as number);
    rows.push({ i, to, worth: (cost - (state.cost[i] as number)) / (term.use[i] as number) });
  }
  rows.sort((a, b) => a.worth - b.worth || a.i - b.i);
  let returns: Returns | null = null;
  for (const { i } of rows) {
    if ((loads[m * model.r + t] as number) <= (term.high[t] as number) + SLACK) return;
    let to = bestPlace(state, i, t);
    if (!changeFits(state, i, to) && !makeChangeFit(state, i, to, (returns ??= returnsFor(state, t))))
      continue;
    if (to >= 0 && !fits(state, i, to)) to = bestPlace(state, i, t);
    move(state, i, to, to >= 0 ? pairCost(model, i, to) : (model.outCost[i] as number));
  }
}

/** Changes that may be taken back so that accounts can leave territory t, cheapest first; each is tried once. */
interface Returns {
  readonly rows: readonly number[];
  next: number;
}

function returnsFor(state: State, t: number): Returns {
  const { model, assignment } = state;
  const rows: number[] = [];
  const cost = new Float64Array(model.n);
  for (let j = 0; j < model.n; j++) {
    const home = model.problem.baseline[j] as number;
    if (home < 0 || assignment[j] === home || model.forced[j] !== FREE) continue;
    if (home === t || !isAllowed(model, j, home)) continue;
    rows.push(j);
    cost[j] = pairCost(model, j, home) - (state.cost[j] as number);
  }
  rows.sort((a, b) => (cost[a] as number) - (cost[b] as number) || a - b);
  return { rows, next: 0 };
}

/** Takes other accounts back to their baseline, the cheapest first, until account i may leave its own. */
function makeChangeFit(state: State, i: number, to: number, returns: Returns): boolean {
  const { model, assignment } = state;
  while (returns.next < returns.rows.length) {
    const j = returns.rows[returns.next++] as number;
    const home = model.problem.baseline[j] as number;
    if (j === i || assignment[j] === home || !fits(state, j, home)) continue;
    move(state, j, home, pairCost(model, j, home));
    if (changeFits(state, i, to)) return true;
  }
  return false;
}

/** Cheapest legal territory with room other than `not`, or -1. */
function bestPlace(state: State, i: number, not: number): number {
  const { model } = state;
  let best = -1;
  let least = Infinity;
  for (let t = 0; t < model.r; t++) {
    if (t === not || !isAllowed(model, i, t) || !fits(state, i, t) || !changeFits(state, i, t)) continue;
    const cost = pairCost(model, i, t);
    if (cost < least) {
      least = cost;
      best = t;
    }
  }
  return best;
}

/** Accounts without a territory take the cheapest one with room, must-cover first, then the dearest to leave out. */
function* placeLeftOut(state: State, run: Run): Steps<void> {
  const { model, assignment } = state;
  const rows: number[] = [];
  for (let i = 0; i < model.n; i++) {
    const wanted = model.assignAll || model.problem.mustCover[i] === 1;
    if (assignment[i] === -1 && model.forced[i] === FREE && wanted) rows.push(i);
  }
  rows.sort((a, b) => (model.outCost[b] as number) - (model.outCost[a] as number) || a - b);
  let worked = 0;
  for (const i of rows) {
    const to = bestPlace(state, i, -1);
    worked += model.r;
    if (to >= 0) move(state, i, to, pairCost(model, i, to));
    else if (model.problem.mustCover[i] === 1) {
      makeRoom(state, i);
      worked += model.n;
    }
    if (worked < 4 * ITEMS_A_SLICE) continue;
    worked = 0;
    yield* run.pause();
  }
}

/** A must-cover account displaces one ordinary account where that costs least. */
function makeRoom(state: State, i: number): void {
  const { model, assignment } = state;
  let best = -1;
  let least = Infinity;
  for (let j = 0; j < model.n; j++) {
    const t = assignment[j] as number;
    if (t < 0 || model.forced[j] !== FREE || model.problem.mustCover[j] === 1) continue;
    if (
      !isAllowed(model, i, t) ||
      !fitsWithout(state, i, j, t) ||
      !changeFits(state, i, t) ||
      !changeFits(state, j, -1)
    )
      continue;
    const cost = pairCost(model, i, t) + (model.outCost[j] as number) - (state.cost[j] as number);
    if (cost < least) {
      least = cost;
      best = j;
    }
  }
  if (best < 0) return;
  const t = assignment[best] as number;
  const elsewhere = bestPlace(state, best, t);
  move(
    state,
    best,
    elsewhere,
    elsewhere >= 0 ? pairCost(model, best, elsewhere) : (model.outCost[best] as number),
  );
  move(state, i, t, pairCost(model, i, t));
}

function fitsWithout(state: State, i: number, j: number, t: number): boolean {
  const { model, loads } = state;
  return model.loads.every(
    (term, m) =>
      term.kind !== 'capacity' ||
      (loads[m * model.r + t] as number) - (term.use[j] as number) + (term.use[i] as number) <=
        (term.high[t] as number) + SLACK,
  );
}
