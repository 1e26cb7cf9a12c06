import type { Run, Steps } from '../engine/steps.ts';
import type { GapProblem } from './gap-problem.ts';

export interface GapBound {
  /** Proven: no legal assignment costs less (whole numbers, so rounded up). */
  readonly bound: number;
  /** Price of a unit of each agent's capacity. */
  readonly prices: Float64Array;
}

/**
 * The Lagrangian dual of the capacities by subgradients with Polyak steps (Held, Wolfe and Crowder 1974): per
 * iteration every job takes the agent of least priced cost. The target falls when the bound stalls.
 */
export function* gapBound(problem: GapProblem, iterations: number, run: Run): Steps<GapBound> {
  const { agents, jobs, cost, weight, capacity } = problem;
  const prices = new Float64Array(agents);
  const best = new Float64Array(agents);
  const load = new Float64Array(agents);
  const smooth = new Float64Array(agents);
  let bound = -Infinity;
  let reach = 0.5;
  let stalled = 0;
  let sizes = 0;
  for (let it = 0; it < iterations && reach > 1e-5; it++) {
    load.fill(0);
    let value = 0;
    for (let j = 0; j < jobs; j++) {
      const base = j * agents;
      let least = Infinity;
      let at = 0;
      for (let i = 0; i < agents; i++) {
        const v = (cost[base + i] as number) + (prices[i] as number) * (weight[base + i] as number);
        if (v < least) {
          least = v;
          at = i;
        }
      }
      value += least;
      load[at] = (load[at] as number) + (weight[base + at] as number);
    }
    for (let i = 0; i < agents; i++) value -= (prices[i] as number) * (capacity[i] as number);
    if (bound === -Infinity || value > bound + 1e-9 * Math.abs(bound)) {
      bound = value;
      best.set(prices);
      stalled = 0;
    } else if (++stalled >= 12) {
      // Back to the best point with half the reach: the usual cure for overshooting.
      stalled = 0;
      reach *= 0.6;
      prices.set(best);
    }
    let norm = 0;
    for (let i = 0; i < agents; i++) {
      const g = (load[i] as number) - (capacity[i] as number);
      smooth[i] = 0.7 * g + 0.3 * (smooth[i] as number);
      if ((prices[i] as number) > 0 || (smooth[i] as number) > 0) norm += (smooth[i] as number) ** 2;
    }
    if (norm === 0) break;
    const step = (reach * 0.05 * Math.max(1, Math.abs(value))) / norm;
    for (let i = 0; i < agents; i++) {
      prices[i] = Math.max(0, (prices[i] as number) + step * (smooth[i] as number));
    }
    sizes += jobs * agents;
    if (sizes > 4_000_000) {
      sizes = 0;
      run.bound = Math.ceil(bound - 1e-6);
      if (yield* run.pause()) break;
    }
  }
  const proven = Math.ceil(bound - 1e-6 - 1e-11 * Math.abs(bound));
  run.bound = proven;
  return { bound: proven, prices: best };
}
