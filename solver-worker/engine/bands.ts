import type { BalanceMeasure, SolverProblem } from '../contract.ts';
import { forcedTerritories } from './forced.ts';

export interface BandLimits {
  readonly target: Float64Array;
  /** Nearest limits that can be met, in the measure's unit; where they differ from target ± tolerance the band cannot. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly feasible: Uint8Array;
  /** Accounts too large for any territory's band, largest first. */
  readonly mega: Int32Array;
  /** Smallest relative tolerance that the largest accounts and the locks alone allow. */
  readonly floor: number;
}

/**
 * Band of each territory, widened only where one account, or the locks, break it by themselves. Each mega-account is
 * given room in one territory (the one with most room; ties to the lowest index), and the others' lower limits follow
 * what is then left to share.
 */
export function bandLimits(problem: SolverProblem, measure: BalanceMeasure): BandLimits {
  const { n, r } = problem;
  const { values, tolerance } = measure;
  let total = 0;
  for (let i = 0; i < n; i++) total += values[i] as number;
  const target = measure.targetShare.map((share) => share * total);
  const low = target.map((v) => v * (1 - tolerance));
  const high = target.map((v) => v * (1 + tolerance));
  const feasible = new Uint8Array(r).fill(1);
  const locked = lockedLoad(problem, values);
  const need = new Float64Array(r);
  let widest = 0;
  for (let t = 0; t < r; t++) {
    need[t] = locked[t] as number;
    widest = Math.max(widest, high[t] as number);
  }
  const mega = megaAccounts(problem, values, widest);
  for (const i of mega) {
    let host = -1;
    for (let t = 0; t < r; t++) {
      if ((need[t] as number) > 0 && need[t] !== locked[t]) continue;
      if (
        host < 0 ||
        (high[t] as number) - (need[t] as number) > (high[host] as number) - (need[host] as number)
      )
        host = t;
    }
    if (host >= 0) need[host] = (need[host] as number) + (values[i] as number);
  }
  relax(total, target, tolerance, need, low, high, feasible);
  let floor = 0;
  for (let t = 0; t < r; t++) {
    if (feasible[t] === 1) continue;
    const goal = target[t] as number;
    const over = ((high[t] as number) - goal) / (goal || 1);
    floor = Math.max(floor, over);
  }
  return { target, low, high, feasible, mega, floor };
}

/** Raises what must be raised, then lowers the other lower limits to what is left to share. */
function relax(
  total: number,
  target: Float64Array,
  tolerance: number,
  need: Float64Array,
  low: Float64Array,
  high: Float64Array,
  feasible: Uint8Array,
): void {
  let held = 0;
  let freeTarget = 0;
  for (let t = 0; t < target.length; t++) {
    if ((need[t] as number) > (high[t] as number) * (1 + 1e-12)) {
      high[t] = need[t] as number;
      feasible[t] = 0;
      held += need[t] as number;
    } else {
      freeTarget += target[t] as number;
    }
  }
  if (held === 0 || freeTarget <= 0) return;
  const ratio = Math.max(0, total - held) / freeTarget;
  for (let t = 0; t < target.length; t++) {
    if (feasible[t] === 0) continue;
    const reachable = (target[t] as number) * ratio * (1 - tolerance);
    if (reachable < (low[t] as number)) {
      low[t] = reachable;
      if (ratio < 1 - tolerance) feasible[t] = 0;
    }
  }
}

function lockedLoad(problem: SolverProblem, values: Float64Array): Float64Array {
  const load = new Float64Array(problem.r);
  forcedTerritories(problem).forEach((t, i) => {
    if (t >= 0) load[t] = (load[t] as number) + (values[i] as number);
  });
  return load;
}

function megaAccounts(problem: SolverProblem, values: Float64Array, widest: number): Int32Array {
  const rows: number[] = [];
  for (let i = 0; i < problem.n; i++) {
    if ((values[i] as number) > widest && problem.lock[i] === -1) rows.push(i);
  }
  return Int32Array.from(rows.sort((a, b) => (values[b] as number) - (values[a] as number) || a - b));
}
