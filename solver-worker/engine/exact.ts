import { FREE, LOCKED_OUT } from '../contract.ts';
import type { Model } from './model.ts';
import { isAllowed, pairCost } from './model.ts';
import type { State } from './state.ts';
import { createState, move, standing } from './state.ts';
import { changeFits, fits } from './legal.ts';

/** Leaves of the search tree up to which enumeration is quicker than anything clever. */
const MOST_LEAVES = 200_000;

export function isSmall(model: Model): boolean {
  const free = model.forced.reduce((count, t) => count + (t === FREE ? 1 : 0), 0);
  return model.problem.contiguity === null && (model.r + 1) ** free <= MOST_LEAVES;
}

/**
 * The optimum by depth-first search over every legal assignment, pruned by the least own cost of the accounts still
 * to come. Null when hard constraints leave no assignment at all, not even one with accounts left out.
 */
export function enumerate(model: Model): Int32Array | null {
  const start = Int32Array.from(model.forced, (t) => (t >= 0 ? t : -1));
  const state = createState(model, start);
  const order: number[] = [];
  model.forced.forEach((t, i) => {
    if (t === FREE) order.push(i);
  });
  const options = order.map((i) => optionsOf(model, i));
  const rest = new Float64Array(order.length + 1);
  for (let p = order.length - 1; p >= 0; p--) {
    rest[p] = (rest[p + 1] as number) + Math.min(...(options[p] ?? []).map((o) => o.cost));
  }
  let fixed = 0;
  model.forced.forEach((t, i) => {
    if (t !== FREE) fixed += state.cost[i] as number;
  });
  const search = { best: null as Int32Array | null, least: Infinity };
  descend(state, order, options, rest, 0, fixed, search);
  return search.best;
}

interface Option {
  readonly territory: number;
  readonly cost: number;
}

function optionsOf(model: Model, i: number): Option[] {
  const options: Option[] = [];
  for (let t = 0; t < model.r; t++) {
    if (isAllowed(model, i, t)) options.push({ territory: t, cost: pairCost(model, i, t) });
  }
  if (model.forced[i] !== LOCKED_OUT) options.push({ territory: -1, cost: model.outCost[i] as number });
  return options;
}

function descend(
  state: State,
  order: readonly number[],
  options: readonly (readonly Option[])[],
  rest: Float64Array,
  depth: number,
  spent: number,
  search: { best: Int32Array | null; least: number },
): void {
  if (spent + (rest[depth] as number) >= search.least) return;
  const i = order[depth];
  if (i === undefined) {
    const total = standing(state);
    if (total.capsViolated > 0 || total.penalised >= search.least) return;
    search.least = total.penalised;
    search.best = state.assignment.slice();
    return;
  }
  const out = state.model.outCost[i] as number;
  for (const option of options[depth] ?? []) {
    const { territory, cost } = option;
    if (territory >= 0 && (!fits(state, i, territory) || !changeFits(state, i, territory))) continue;
    move(state, i, territory, cost);
    descend(state, order, options, rest, depth + 1, spent + cost, search);
    move(state, i, -1, out);
  }
}
