import type { CpmpProblem } from '../../solver-worker/cpmp/cpmp-problem.ts';
import { distance } from '../../solver-worker/cpmp/cpmp-problem.ts';
import type { SolverProblem } from '../../solver-worker/contract.ts';
import { createPrng } from '../../solver-worker/engine/prng.ts';
import { tripTravel, unitVectors } from '../../solver-worker/engine/travel.ts';
import type { GapProblem } from '../../solver-worker/gap/gap-problem.ts';

/** What a spreadsheet would do: the job that loses most by waiting goes to its cheapest agent with room. */
export function greedyGap({ agents, jobs, cost, weight, capacity }: GapProblem): Int32Array | null {
  const assignment = new Int32Array(jobs).fill(-1);
  const room = Float64Array.from(capacity);
  for (let placed = 0; placed < jobs; placed++) {
    let job = -1;
    let agent = -1;
    let regret = -Infinity;
    for (let j = 0; j < jobs; j++) {
      if (assignment[j] !== -1) continue;
      let first = Infinity;
      let second = Infinity;
      let at = -1;
      for (let i = 0; i < agents; i++) {
        if ((weight[j * agents + i] as number) > (room[i] as number)) continue;
        const c = cost[j * agents + i] as number;
        if (c < first) {
          second = first;
          first = c;
          at = i;
        } else if (c < second) second = c;
      }
      if (at < 0) return null;
      if (second - first <= regret) continue;
      regret = second - first;
      job = j;
      agent = at;
    }
    assignment[job] = agent;
    room[agent] = (room[agent] as number) - (weight[job * agents + agent] as number);
  }
  return assignment;
}

/** Lloyd's k-means without capacities, each mean moved to its nearest point, then the largest demands first to the nearest centre with room. */
export function kMeansCpmp(problem: CpmpProblem, seed: number): Int32Array | null {
  const { n, p, x, y, demand, capacity } = problem;
  const centres = lloyd(x, y, p, seed);
  const order = Array.from({ length: n }, (_, i) => i).sort(
    (a, b) => (demand[b] as number) - (demand[a] as number) || a - b,
  );
  const room = centres.map((j) => capacity[j] as number);
  const assignment = new Int32Array(n);
  for (const i of order) {
    let best = -1;
    let least = Infinity;
    for (let t = 0; t < p; t++) {
      const d = distance(problem, i, centres[t] as number);
      if ((room[t] as number) < (demand[i] as number) || d >= least) continue;
      least = d;
      best = t;
    }
    if (best < 0) return null;
    room[best] = (room[best] as number) - (demand[i] as number);
    assignment[i] = centres[best] as number;
  }
  return assignment;
}

function lloyd(x: Float64Array, y: Float64Array, p: number, seed: number): number[] {
  const random = createPrng(seed);
  const n = x.length;
  const start = Array.from({ length: n }, (_, i) => i);
  for (let t = 0; t < p; t++) {
    const k = t + random.below(n - t);
    [start[t], start[k]] = [start[k] as number, start[t] as number];
  }
  const mx = start.slice(0, p).map((i) => x[i] as number);
  const my = start.slice(0, p).map((i) => y[i] as number);
  const squared = (i: number, t: number): number =>
    ((x[i] as number) - (mx[t] as number)) ** 2 + ((y[i] as number) - (my[t] as number)) ** 2;
  for (let round = 0; round < 30; round++) {
    const sums = Array.from({ length: p }, () => [0, 0, 0] as [number, number, number]);
    for (let i = 0; i < n; i++) {
      let best = 0;
      for (let t = 1; t < p; t++) if (squared(i, t) < squared(i, best)) best = t;
      const sum = sums[best] as [number, number, number];
      sum[0] += x[i] as number;
      sum[1] += y[i] as number;
      sum[2]++;
    }
    sums.forEach(([a, b, count], t) => {
      if (count === 0) return;
      mx[t] = a / count;
      my[t] = b / count;
    });
  }
  const taken = new Set<number>();
  return mx.map((_, t) => {
    let best = -1;
    for (let i = 0; i < n; i++) if (!taken.has(i) && (best < 0 || squared(i, t) < squared(best, t))) best = i;
    taken.add(best);
    return best;
  });
}

/** Largest accounts first, each to the nearest base where no band is exceeded; where there is none, to the emptiest. */
export function nearestPlan(problem: SolverProblem): Int32Array {
  const { n, r, measures } = problem;
  const places = unitVectors(problem.lat, problem.lon);
  const bases = unitVectors(problem.baseLat, problem.baseLon);
  const totals = measures.map(({ values }) => values.reduce((a, b) => a + b, 0));
  const room = measures.map(({ targetShare, tolerance }, m) =>
    targetShare.map((share) => share * (totals[m] as number) * (1 + tolerance)),
  );
  const first = measures[0]?.values ?? new Float64Array(n);
  const order = Array.from({ length: n }, (_, i) => i).sort(
    (a, b) => (first[b] as number) - (first[a] as number) || a - b,
  );
  const assignment = new Int32Array(n);
  for (const i of order) {
    let best = -1;
    let least = Infinity;
    let emptiest = 0;
    for (let t = 0; t < r; t++) {
      if ((room[0]?.[t] ?? 0) > (room[0]?.[emptiest] ?? 0)) emptiest = t;
      const fits = measures.every(({ values }, m) => (room[m]?.[t] ?? 0) >= (values[i] as number));
      const d = fits ? tripTravel(problem, places, bases, i, t) : Infinity;
      if (d >= least) continue;
      least = d;
      best = t;
    }
    const t = best < 0 ? emptiest : best;
    assignment[i] = t;
    measures.forEach(({ values }, m) => {
      const left = room[m];
      if (left !== undefined) left[t] = (left[t] as number) - (values[i] as number);
    });
  }
  return assignment;
}
