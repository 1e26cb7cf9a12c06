import type { Prng } from '../engine/prng.ts';
import type { Clusters } from './clusters.ts';
import { NEAR, distanceTo, overload, placeCentre, put, refreshNear } from './clusters.ts';
import { nearestWithRoom } from './starts.ts';

/** Overloaded clusters and their neighbours. */
export function marked(state: Clusters, dirty: Uint8Array): Uint8Array {
  const { p } = state.problem;
  for (let t = 0; t < p; t++) {
    if (overload(state, t, state.load[t] as number) === 0) continue;
    dirty[t] = 1;
    for (let k = 0; k < NEAR; k++) {
      const s = state.near[t * NEAR + k] as number;
      if (s >= 0) dirty[s] = 1;
    }
  }
  return dirty;
}

/** Closes one centre and opens another at a point that is badly served, taking in the points nearer to it. */
export function relocate(state: Clusters, random: Prng): Uint8Array {
  const { n, p, capacity, demand } = state.problem;
  const dirty = new Uint8Array(p);
  if (p === n) return dirty;
  let open = random.below(n);
  for (let tries = 0; tries < 3; tries++) {
    const other = random.below(n);
    if (
      distanceTo(state, other, state.cluster[other] as number) >
      distanceTo(state, open, state.cluster[open] as number)
    )
      open = other;
  }
  while (state.isCentre[open] === 1) open = (open + 1) % n;
  const host = state.cluster[open] as number;
  let close = random.below(p);
  if (random.next() < 0.75) {
    const near = state.near[host * NEAR + random.below(NEAR)] as number;
    if (near >= 0) close = near;
  }
  const left = (state.members[close] as number[]).slice();
  const before = state.centre[close] as number;
  for (const i of left) {
    put(state, i, nearestWithRoom(state, i, close));
    dirty[state.cluster[i] as number] = 1;
  }
  placeCentre(state, close, open);
  const drawn: number[] = [];
  for (let i = 0; i < n; i++) {
    const own = state.table[open * n + i] as number;
    if (own < distanceTo(state, i, state.cluster[i] as number)) drawn.push(i);
  }
  drawn.sort(
    (a, b) => (state.table[open * n + a] as number) - (state.table[open * n + b] as number) || a - b,
  );
  for (const i of drawn) {
    if ((state.load[close] as number) + (demand[i] as number) > (capacity[open] as number)) continue;
    dirty[state.cluster[i] as number] = 1;
    put(state, i, close);
  }
  dirty[close] = 1;
  for (let t = 0; t < p; t++) {
    const around = state.table[open * n + (state.centre[t] as number)] as number;
    const old = state.table[before * n + (state.centre[t] as number)] as number;
    const edge = state.near[t * NEAR + NEAR - 1] as number;
    const reach =
      edge >= 0
        ? (state.table[(state.centre[t] as number) * n + (state.centre[edge] as number)] as number)
        : Infinity;
    if (t === close || around <= reach || old <= reach) refreshNear(state, t);
  }
  return dirty;
}
