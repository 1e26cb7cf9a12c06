import type { Clusters } from './clusters.ts';
import { NEAR, distanceTo, overload, placeCentre, put, refreshNear } from './clusters.ts';

/** Most rounds of moves and new centres before a trial is taken as it is. */
const ROUNDS = 12;

/**
 * Local optimum from the clusters marked dirty: shifts and swaps between neighbouring clusters, then the best centre
 * of each cluster that changed, until nothing does. `fine` prices a unit of overload.
 */
export function settle(state: Clusters, dirty: Uint8Array, fine: number): void {
  const { p } = state.problem;
  for (let round = 0; round < ROUNDS; round++) {
    const touched = round === 0 ? dirty.slice() : new Uint8Array(p);
    for (let pass = 0; pass < 6; pass++) {
      let moved = false;
      for (let s = 0; s < p; s++) {
        if (dirty[s] === 0) continue;
        dirty[s] = 0;
        for (let k = 0; k < NEAR; k++) {
          const t = state.near[s * NEAR + k] as number;
          if (t < 0) break;
          if (!exchange(state, s, t, fine)) continue;
          moved = true;
          dirty[s] = 1;
          dirty[t] = 1;
          touched[s] = 1;
          touched[t] = 1;
        }
      }
      if (!moved) break;
    }
    let recentred = false;
    for (let t = 0; t < p; t++) {
      if (touched[t] === 0 || !bestCentre(state, t, fine)) continue;
      recentred = true;
      dirty[t] = 1;
      refreshNear(state, t);
    }
    if (!recentred) return;
    for (let t = 0; t < p; t++) if (dirty[t] === 1) for (let k = 0; k < NEAR; k++) touch(state, dirty, t, k);
  }
}

function touch(state: Clusters, dirty: Uint8Array, t: number, k: number): void {
  const s = state.near[t * NEAR + k] as number;
  if (k < 3 && s >= 0) refreshNear(state, s);
  if (s >= 0 && dirty[s] === 0) dirty[s] = 2;
}

/** Improving shifts either way and swaps between two clusters, first found first made; answers whether any was. */
function exchange(state: Clusters, s: number, t: number, fine: number): boolean {
  let any = false;
  for (let turn = 0; turn < 40; turn++) {
    if (!shiftOne(state, s, t, fine) && !shiftOne(state, t, s, fine) && !swapOne(state, s, t, fine)) break;
    any = true;
  }
  return any;
}

const EPSILON = 1e-4;

function shiftOne(state: Clusters, s: number, t: number, fine: number): boolean {
  const { demand } = state.problem;
  const now =
    fine * (overload(state, s, state.load[s] as number) + overload(state, t, state.load[t] as number));
  let best = -EPSILON;
  let chosen = -1;
  for (const i of state.members[s] as number[]) {
    const rise = distanceTo(state, i, t) - distanceTo(state, i, s);
    if (rise - now >= best) continue;
    const q = demand[i] as number;
    const then =
      fine *
      (overload(state, s, (state.load[s] as number) - q) + overload(state, t, (state.load[t] as number) + q));
    if (rise + then - now >= best) continue;
    best = rise + then - now;
    chosen = i;
  }
  if (chosen < 0) return false;
  put(state, chosen, t);
  return true;
}

function swapOne(state: Clusters, s: number, t: number, fine: number): boolean {
  const { demand } = state.problem;
  const now =
    fine * (overload(state, s, state.load[s] as number) + overload(state, t, state.load[t] as number));
  const others = state.members[t] as number[];
  const rises = others.map((k) => distanceTo(state, k, s) - distanceTo(state, k, t));
  const least = rises.reduce((a, b) => Math.min(a, b), Infinity);
  let best = -EPSILON;
  let out = -1;
  let back = -1;
  for (const i of state.members[s] as number[]) {
    const rise = distanceTo(state, i, t) - distanceTo(state, i, s);
    if (rise + least - now >= best) continue;
    const q = demand[i] as number;
    for (let k = 0; k < others.length; k++) {
      const both = rise + (rises[k] as number) - now;
      if (both >= best) continue;
      const d = q - (demand[others[k] as number] as number);
      const then =
        fine *
        (overload(state, s, (state.load[s] as number) - d) +
          overload(state, t, (state.load[t] as number) + d));
      if (both + then >= best) continue;
      best = both + then;
      out = i;
      back = others[k] as number;
    }
  }
  if (out < 0) return false;
  put(state, out, t);
  put(state, back, s);
  return true;
}

/** Moves the centre of t to the member of least total distance that can hold the load; answers whether it moved. */
function bestCentre(state: Clusters, t: number, fine: number): boolean {
  const { n, capacity } = state.problem;
  const list = state.members[t] as number[];
  const load = state.load[t] as number;
  const cost = (j: number, limit: number): number => {
    let total = fine * Math.max(0, load - (capacity[j] as number));
    for (const i of list) {
      total += state.table[j * n + i] as number;
      if (total >= limit) return Infinity;
    }
    return total;
  };
  let best = state.centre[t] as number;
  let least = cost(best, Infinity) - EPSILON;
  for (const j of list) {
    if (state.isCentre[j] === 1) continue;
    const total = cost(j, least);
    if (total >= least) continue;
    least = total;
    best = j;
  }
  if (best === state.centre[t]) return false;
  placeCentre(state, t, best);
  return true;
}
