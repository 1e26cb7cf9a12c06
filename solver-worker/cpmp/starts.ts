import type { Prng } from '../engine/prng.ts';
import type { Clusters } from './clusters.ts';
import { distanceTo, emptyClusters, overload, placeCentre, put, refreshNear } from './clusters.ts';
import type { CpmpProblem } from './cpmp-problem.ts';

/** p different points by k-means++ (Arthur and Vassilvitskii 2007). */
export function seeds({ n, p }: CpmpProblem, table: Float32Array, random: Prng): Int32Array {
  const centre = new Int32Array(p);
  const near = new Float64Array(n).fill(Infinity);
  const taken = new Uint8Array(n);
  for (let t = 0; t < p; t++) {
    let chosen = -1;
    let total = 0;
    for (let i = 0; t > 0 && i < n; i++) total += (near[i] as number) ** 2;
    let mark = random.next() * total;
    for (let i = 0; total > 0 && i < n; i++) {
      if (taken[i] === 1) continue;
      chosen = i;
      mark -= (near[i] as number) ** 2;
      if (mark <= 0) break;
    }
    // The first, and where all that is left lies in places already taken.
    if (chosen < 0) chosen = random.below(n);
    while (taken[chosen] === 1) chosen = (chosen + 1) % n;
    taken[chosen] = 1;
    centre[t] = chosen;
    for (let i = 0; i < n; i++) near[i] = Math.min(near[i] as number, table[chosen * n + i] as number);
  }
  return centre;
}

/** Every point to its nearest centre with room, the hardest to please first. */
export function clustersAround(problem: CpmpProblem, table: Float32Array, centre: Int32Array): Clusters {
  const { n, p } = problem;
  const state = emptyClusters(problem, table);
  centre.forEach((j, t) => placeCentre(state, t, j));
  for (let t = 0; t < p; t++) refreshNear(state, t);
  const order = Array.from({ length: n }, (_, i) => i);
  order.sort((a, b) => (problem.demand[b] as number) - (problem.demand[a] as number) || a - b);
  for (const i of order) put(state, i, nearestWithRoom(state, i, -1));
  return state;
}

/** Nearest centre that has room, else the one that would be overloaded least. */
export function nearestWithRoom(state: Clusters, i: number, not: number): number {
  const q = state.problem.demand[i] as number;
  let best = -1;
  let least = Infinity;
  let fallback = -1;
  let lightest = Infinity;
  for (let t = 0; t < state.problem.p; t++) {
    if (t === not) continue;
    const over = overload(state, t, (state.load[t] as number) + q);
    if (over < lightest) {
      lightest = over;
      fallback = t;
    }
    const d = distanceTo(state, i, t);
    if (over > 0 || d >= least) continue;
    least = d;
    best = t;
  }
  return best >= 0 ? best : fallback;
}
