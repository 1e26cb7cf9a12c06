import type { CpmpProblem } from './cpmp-problem.ts';

/** Centres with what each holds. Distances are looked up in a table: they are asked for hundreds of millions of times. */
export interface Clusters {
  readonly problem: CpmpProblem;
  readonly table: Float32Array;
  /** Point at which each centre is, or -1; no point twice. */
  readonly centre: Int32Array;
  /** By point: 1 where it is a centre. */
  readonly isCentre: Uint8Array;
  readonly cluster: Int32Array;
  readonly load: Float64Array;
  readonly members: number[][];
  /** The other centres nearest to each, nearest first, at t * NEAR. */
  readonly near: Int32Array;
}

/** Neighbouring clusters looked at from each. */
export const NEAR = 8;

export function copyInto(to: Clusters, from: Clusters): void {
  to.centre.set(from.centre);
  to.isCentre.set(from.isCentre);
  to.cluster.set(from.cluster);
  to.load.set(from.load);
  to.near.set(from.near);
  from.members.forEach((list, t) => (to.members[t] = list.slice()));
}

export function emptyClusters(problem: CpmpProblem, table: Float32Array): Clusters {
  const { n, p } = problem;
  return {
    problem,
    table,
    centre: new Int32Array(p).fill(-1),
    isCentre: new Uint8Array(n),
    cluster: new Int32Array(n).fill(-1),
    load: new Float64Array(p),
    members: Array.from({ length: p }, () => []),
    near: new Int32Array(p * NEAR).fill(-1),
  };
}

/** Takes over centres and who belongs to each. */
export function fillClusters(state: Clusters, centre: Int32Array, cluster: Int32Array): void {
  state.isCentre.fill(0);
  state.centre.fill(-1);
  centre.forEach((j, t) => placeCentre(state, t, j));
  state.cluster.fill(-1);
  state.load.fill(0);
  state.members.forEach((list) => (list.length = 0));
  cluster.forEach((t, i) => put(state, i, t));
  for (let t = 0; t < state.problem.p; t++) refreshNear(state, t);
}

export function placeCentre(state: Clusters, t: number, j: number): void {
  const before = state.centre[t] as number;
  if (before >= 0) state.isCentre[before] = 0;
  state.centre[t] = j;
  state.isCentre[j] = 1;
}

export const distanceTo = (state: Clusters, i: number, t: number): number =>
  state.table[(state.centre[t] as number) * state.problem.n + i] as number;

export function put(state: Clusters, i: number, t: number): void {
  const from = state.cluster[i] as number;
  const demand = state.problem.demand[i] as number;
  if (from >= 0) {
    const list = state.members[from] as number[];
    const at = list.indexOf(i);
    list[at] = list[list.length - 1] as number;
    list.pop();
    state.load[from] = (state.load[from] as number) - demand;
  }
  (state.members[t] as number[]).push(i);
  state.load[t] = (state.load[t] as number) + demand;
  state.cluster[i] = t;
}

export const overload = (state: Clusters, t: number, load: number): number =>
  Math.max(0, load - (state.problem.capacity[state.centre[t] as number] as number));

/** The nearest other centres of t, kept sorted by insertion. */
export function refreshNear(state: Clusters, t: number): void {
  const { p, n } = state.problem;
  const found: number[] = [];
  const base = (state.centre[t] as number) * n;
  const far = (s: number): number => state.table[base + (state.centre[s] as number)] as number;
  for (let s = 0; s < p; s++) {
    if (s === t) continue;
    if (found.length === NEAR && far(s) >= far(found[NEAR - 1] as number)) continue;
    let at = found.length < NEAR ? found.length : NEAR - 1;
    while (at > 0 && far(found[at - 1] as number) > far(s)) {
      found[at] = found[at - 1] as number;
      at--;
    }
    found[at] = s;
  }
  for (let k = 0; k < NEAR; k++) state.near[t * NEAR + k] = found[k] ?? -1;
}

/** Distance of every point to its centre, and what the overloads cost. */
export function totalCost(state: Clusters, fine: number): number {
  let total = 0;
  state.members.forEach((list, t) => {
    for (const i of list) total += distanceTo(state, i, t);
    total += fine * overload(state, t, state.load[t] as number);
  });
  return total;
}

export function totalOverload(state: Clusters): number {
  let total = 0;
  for (let t = 0; t < state.problem.p; t++) total += overload(state, t, state.load[t] as number);
  return total;
}
