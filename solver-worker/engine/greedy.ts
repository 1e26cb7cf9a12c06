import { FREE } from '../contract.ts';
import type { Candidates } from './candidates.ts';
import { changeFits, fits } from './legal.ts';
import type { Model } from './model.ts';
import { isAllowed, pairCost } from './model.ts';
import type { State } from './state.ts';
import { createState, move } from './state.ts';

/**
 * The heuristic of ledger OPT-04: accounts by falling rank (score, or potential for the quick win of DSN-13), each to
 * the territory with room left and the least cost; ties go to the lower load, then to the present owner. Candidates
 * come first; when none of them has room every territory is looked at.
 */
export function greedy(model: Model, candidates: Candidates, rank: Float64Array): Int32Array {
  const start = Int32Array.from(model.forced, (t) => (t >= 0 ? t : -1));
  const state = createState(model, start);
  const order: number[] = [];
  model.forced.forEach((t, i) => {
    if (t === FREE) order.push(i);
  });
  order.sort((a, b) => (rank[b] as number) - (rank[a] as number) || a - b);
  for (const i of order) {
    const own = candidates.territory.subarray(i * candidates.k, (i + 1) * candidates.k);
    let to = best(state, i, own);
    if (to < 0)
      to = best(
        state,
        i,
        Int32Array.from({ length: model.r }, (_, t) => t),
      );
    if (to >= 0 && (model.assignAll || worthIt(state, i, to))) move(state, i, to, pairCost(model, i, to));
  }
  return state.assignment;
}

const worthIt = (state: State, i: number, t: number): boolean =>
  pairCost(state.model, i, t) < (state.model.outCost[i] as number);

function best(state: State, i: number, territories: Int32Array): number {
  const { model } = state;
  let found = -1;
  let least = Infinity;
  for (const t of territories) {
    if (t < 0) break;
    if (!isAllowed(model, i, t) || !fits(state, i, t) || !changeFits(state, i, t)) continue;
    const cost = pairCost(model, i, t);
    if (cost > least || (cost === least && !beatsTie(state, i, t, found))) continue;
    least = cost;
    found = t;
  }
  return found;
}

function beatsTie(state: State, i: number, t: number, other: number): boolean {
  const a = state.loads[t] ?? 0;
  const b = state.loads[other] ?? 0;
  return a !== b ? a < b : state.model.problem.baseline[i] === t;
}
