import type { Run, Steps } from '../engine/steps.ts';
import type { Clusters } from './clusters.ts';
import { distanceTo } from './clusters.ts';
import type { CpmpProblem } from './cpmp-problem.ts';

/**
 * A proven lower bound: "every point is served once" is relaxed with a prize a point, so each possible centre takes
 * the points whose prize exceeds their distance, as far as its capacity reaches (a fractional knapsack), and the p best
 * centres count. Prizes follow subgradients from the distances of the plan found. O(n²) an iteration.
 */
export function* cpmpBound(
  problem: CpmpProblem,
  table: Float32Array,
  plan: Clusters,
  seconds: number | null,
  run: Run,
): Steps<number> {
  const { n, p } = problem;
  const prize = Float64Array.from({ length: n }, (_, i) => secondNearest(plan, i));
  const best = { value: 0, prize: prize.slice() };
  const value = new Float64Array(n);
  const served = new Float64Array(n);
  const target = run.objective ?? Infinity;
  let reach = 1;
  let stalled = 0;
  const most = Math.min(400, Math.ceil(4e8 / (n * n)));
  for (let it = 0; it < most; it++) {
    for (let j = 0; j < n; j++) {
      value[j] = centreValue(problem, table, prize, j, null);
      if (j % 64 === 63 && (yield* run.pause()) && run.stopped === 'cancelled') return best.value;
    }
    if (seconds !== null && run.seconds > seconds && it > 0) break;
    const order = Array.from({ length: n }, (_, j) => j).sort(
      (a, b) => (value[a] as number) - (value[b] as number) || a - b,
    );
    let total = 0;
    for (let i = 0; i < n; i++) total += prize[i] as number;
    served.fill(0);
    for (let t = 0; t < p; t++) {
      total += value[order[t] as number] as number;
      centreValue(problem, table, prize, order[t] as number, served);
    }
    if (total > best.value) {
      best.value = total;
      best.prize = prize.slice();
      stalled = 0;
    } else if (++stalled >= 6) {
      stalled = 0;
      reach /= 2;
      prize.set(best.prize);
    }
    let norm = 0;
    for (let i = 0; i < n; i++) norm += (1 - (served[i] as number)) ** 2;
    const goal = Number.isFinite(target) ? target : total * 1.1;
    if (norm < 1e-9 || reach < 0.01 || goal <= total) break;
    const step = (reach * (goal * 1.002 - total)) / norm;
    for (let i = 0; i < n; i++) prize[i] = (prize[i] as number) + step * (1 - (served[i] as number));
    run.bound = best.value;
  }
  // The table holds 24-bit distances: each may be off by 6e-8 of itself.
  return best.value * (1 - 2e-7);
}

function secondNearest(plan: Clusters, i: number): number {
  let first = Infinity;
  let second = Infinity;
  for (let t = 0; t < plan.problem.p; t++) {
    const d = distanceTo(plan, i, t);
    if (d < first) {
      second = first;
      first = d;
    } else if (d < second) second = d;
  }
  const own = distanceTo(plan, i, plan.cluster[i] as number);
  return second === Infinity ? own : Math.max(own, (first + second) / 2);
}

/** Least Σ (distance − prize) that centre j can have within its capacity, points divisible; fills `served` when given. */
function centreValue(
  problem: CpmpProblem,
  table: Float32Array,
  prize: Float64Array,
  j: number,
  served: Float64Array | null,
): number {
  const { n, capacity, demand } = problem;
  const rows: number[] = [];
  let need = 0;
  let total = 0;
  for (let i = 0; i < n; i++) {
    const gain = (prize[i] as number) - (table[j * n + i] as number);
    if (gain <= 0) continue;
    rows.push(i);
    need += demand[i] as number;
    total -= gain;
  }
  const room = capacity[j] as number;
  if (need <= room) {
    if (served !== null) for (const i of rows) served[i] = (served[i] as number) + 1;
    return total;
  }
  const worth = (i: number): number =>
    ((prize[i] as number) - (table[j * n + i] as number)) / Math.max(1e-12, demand[i] as number);
  rows.sort((a, b) => worth(b) - worth(a) || a - b);
  let left = room;
  total = 0;
  for (const i of rows) {
    if (left <= 0) break;
    const share = Math.min(1, left / Math.max(1e-12, demand[i] as number));
    total -= share * ((prize[i] as number) - (table[j * n + i] as number));
    left -= share * (demand[i] as number);
    if (served !== null) served[i] = (served[i] as number) + share;
  }
  return total;
}
