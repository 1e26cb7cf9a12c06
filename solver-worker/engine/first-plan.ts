import { FREE } from '../contract.ts';
import type { Leaves } from './leaves.ts';
import type { Model } from './model.ts';
import { isAllowed, pairCost, tripCost } from './model.ts';
import { chord2 } from './travel.ts';

/**
 * A plan at once, for somebody who cancels before there is a better one: accounts that churn caps hold stay at their
 * baseline, the others go to the territory nearest to their neighbourhood. O(n + leaves × territories), as long as
 * rules and tables do not ask for a look at each account's own territories. Bands and capacities are not looked at.
 */
export function leafPlan(model: Model, leaves: Leaves): Int32Array {
  const plan = new Int32Array(model.n).fill(-1);
  const { baseline } = model.problem;
  for (let leaf = 0; leaf < leaves.count; leaf++) {
    const near = nearestToLeaf(model, leaves, leaf);
    for (let p = leaves.offsets[leaf] as number; p < (leaves.offsets[leaf + 1] as number); p++) {
      const i = leaves.order[p] as number;
      const forced = model.forced[i] as number;
      if (forced !== FREE) {
        plan[i] = Math.max(forced, -1);
        continue;
      }
      const home = baseline[i] as number;
      const stays = home >= 0 && model.caps.length > 0 && isAllowed(model, i, home);
      const own =
        model.problem.travelTable === null && isAllowed(model, i, near) ? near : cheapestOf(model, i);
      const to = stays ? home : own;
      if (to >= 0 && (model.assignAll || pairCost(model, i, to) < (model.outCost[i] as number))) plan[i] = to;
    }
  }
  return plan;
}

function nearestToLeaf(model: Model, leaves: Leaves, leaf: number): number {
  let best = 0;
  let least = Infinity;
  for (let t = 0; t < model.r; t++) {
    const c2 = chord2(leaves.centres, leaf, model.centres, t);
    if (c2 >= least || Number.isNaN(c2)) continue;
    least = c2;
    best = t;
  }
  return best;
}

/** Allowed territory of the cheapest trip, or -1. */
function cheapestOf(model: Model, i: number): number {
  let best = -1;
  let least = Infinity;
  for (let t = 0; t < model.r; t++) {
    if (!isAllowed(model, i, t)) continue;
    const cost = tripCost(model, i, t);
    if (cost >= least) continue;
    least = cost;
    best = t;
  }
  return best;
}
