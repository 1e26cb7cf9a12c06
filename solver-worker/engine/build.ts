import { LOCKED_OUT } from '../contract.ts';
import type { Prices } from './candidates.ts';
import { changePrice, loadPrice } from './candidates.ts';
import type { Model } from './model.ts';
import type { DualView } from './view.ts';

/** Territory of least priced cost for each row of a view: the dual's own assignment, nearly legal at good prices. */
export function cheapest(model: Model, view: DualView, prices: Prices): Int32Array {
  const { k, territory, cost } = view.candidates;
  const assignment = new Int32Array(view.rows.length).fill(-1);
  for (let row = 0; row < view.rows.length; row++) {
    const i = view.rows[row] as number;
    if (model.forced[i] === LOCKED_OUT) continue;
    const home = model.problem.baseline[i] as number;
    const change = home >= 0 ? changePrice(model, prices, i) : 0;
    let least =
      model.assignAll || (model.forced[i] as number) >= 0 ? Infinity : (model.outCost[i] as number) + change;
    for (let slot = 0; slot < k; slot++) {
      const t = territory[row * k + slot] as number;
      if (t < 0) break;
      const v = (cost[row * k + slot] as number) + loadPrice(model, prices, i, t) + (t !== home ? change : 0);
      if (v >= least) continue;
      least = v;
      assignment[row] = t;
    }
  }
  return assignment;
}
