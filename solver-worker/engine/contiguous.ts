import type { Contiguity } from '../contract.ts';
import { FREE } from '../contract.ts';
import type { Prices } from './candidates.ts';
import type { Model } from './model.ts';
import { isAllowed, pairCost } from './model.ts';
import { adaptPenalties, transferPenalty } from './improve.ts';
import type { State } from './state.ts';
import { createState, move, resum } from './state.ts';
import type { Run, Steps } from './steps.ts';

/** Units (counties, postal areas, accounts' own points) with their free accounts and the territory that holds them. */
interface Units {
  readonly graph: Contiguity;
  readonly accounts: readonly Int32Array[];
  readonly owner: Int32Array;
}

const ROUNDS = 30;

/**
 * Makes territories connected on the graph. Units are kept whole; locked and frozen accounts are named exceptions and
 * bind nobody. Each territory keeps its heaviest connected part, other parts go to neighbours, and then units on
 * borders move or stay by the same penalised cost as accounts do, as long as what they leave stays connected (after
 * Gliesch and Ritt 2021, without their dynamic structures). Answers the assignment.
 */
export function* makeContiguous(
  model: Model,
  assignment: Int32Array,
  prices: Prices,
  run: Run,
): Steps<Int32Array> {
  const graph = model.problem.contiguity;
  if (graph === null) return assignment;
  const state = createState(model, assignment);
  const units = gatherUnits(model, graph, state);
  for (let u = 0; u < graph.units; u++) place(state, units, u, units.owner[u] as number);
  keepLargestParts(state, units);
  attachOrphans(state, units);
  adaptPenalties(state, prices, 1);
  for (let round = 0; round < ROUNDS; round++) {
    const moved = improveUnits(state, units);
    attachOrphans(state, units);
    resum(state);
    adaptPenalties(state, prices, 1.5);
    if (moved === 0 || (yield* run.pause())) break;
  }
  relieve(state, units);
  attachOrphans(state, units);
  return state.assignment;
}

/** Whole units can overfill a territory that its single accounts did not: it hands units on until its capacity holds. */
function relieve(state: State, units: Units): void {
  for (let t = 0; t < state.model.r; t++) {
    for (let left = units.graph.units; left > 0 && isOverfull(state, t); left--) {
      const gone = nextToLeave(state, units, t);
      if (gone === null) break;
      place(state, units, gone.unit, gone.to);
    }
  }
}

const isOverfull = ({ model, loads }: State, t: number): boolean =>
  model.loads.some((term, m) => {
    const high = term.high[t] as number;
    return term.kind === 'capacity' && (loads[m * model.r + t] as number) > high + 1e-9 * Math.max(1, high);
  });

/** The unit that a neighbour takes at least cost; where none has room, the lightest one, and then to nobody. */
function nextToLeave(state: State, units: Units, t: number): { unit: number; to: number } | null {
  const { model } = state;
  let best: { unit: number; to: number } | null = null;
  let least = Infinity;
  let lightest: { unit: number; to: number } | null = null;
  let weight = Infinity;
  for (let u = 0; u < units.graph.units; u++) {
    if (!holds(units, u, t) || !mayLeave(units, u, t)) continue;
    for (const to of ownersAround(units, u)) {
      const cost = to === t ? Infinity : moveCost(state, units, u, to);
      if (cost >= least) continue;
      least = cost;
      best = { unit: u, to };
    }
    const own = (units.accounts[u] as Int32Array).reduce((sum, i) => sum + weightOf(model, i), 0);
    if (own >= weight) continue;
    weight = own;
    lightest = { unit: u, to: -1 };
  }
  return best ?? lightest;
}

const mayLeave = (units: Units, u: number, t: number): boolean =>
  neighboursOf(units, u).every((v) => !holds(units, v, t)) || staysConnected(units, u, t);

function gatherUnits(model: Model, graph: Contiguity, state: State): Units {
  const lists: number[][] = Array.from({ length: graph.units }, () => []);
  for (let i = 0; i < model.n; i++) {
    if (model.forced[i] === FREE) lists[graph.unitOf[i] as number]?.push(i);
  }
  const owner = Int32Array.from(lists, (list) => {
    const weight = new Map<number, number>();
    for (const i of list) {
      const t = state.assignment[i] as number;
      weight.set(t, (weight.get(t) ?? 0) + weightOf(model, i));
    }
    let best = -1;
    let most = 0;
    for (const [t, w] of weight) {
      if (t < 0 || w < most || (w === most && best >= 0 && t > best)) continue;
      best = t;
      most = w;
    }
    return best;
  });
  return { graph, accounts: lists.map((list) => Int32Array.from(list)), owner };
}

function weightOf(model: Model, i: number): number {
  let weight = 1e-9 + (model.problem.trips[i] as number);
  for (const term of model.loads) weight += Math.abs(term.use[i] as number);
  return weight;
}

function place(state: State, units: Units, u: number, t: number): void {
  const { model } = state;
  for (const i of units.accounts[u] as Int32Array) {
    if (state.assignment[i] === t) continue;
    move(state, i, t, t >= 0 ? pairCost(model, i, t) : (model.outCost[i] as number));
  }
  units.owner[u] = t;
}

const neighboursOf = (units: Units, u: number): Int32Array =>
  units.graph.neighbours.items.subarray(
    units.graph.neighbours.offsets[u] as number,
    units.graph.neighbours.offsets[u + 1] as number,
  );

/** Only units that hold free accounts count: an empty county joins nothing and parts nothing. */
const holds = (units: Units, u: number, t: number): boolean =>
  units.owner[u] === t && (units.accounts[u] as Int32Array).length > 0;

/** Every unit of t reachable from `start` without passing through `without`. */
function reachable(units: Units, start: number, t: number, without: number): number[] {
  const seen = new Set([start]);
  const found = [start];
  for (let at = 0; at < found.length; at++) {
    for (const v of neighboursOf(units, found[at] as number)) {
      if (v === without || seen.has(v) || !holds(units, v, t)) continue;
      seen.add(v);
      found.push(v);
    }
  }
  return found;
}

function keepLargestParts(state: State, units: Units): void {
  const { model } = state;
  const done = new Uint8Array(units.graph.units);
  const best = new Map<number, { weight: number; part: number[] }>();
  for (let u = 0; u < units.graph.units; u++) {
    const t = units.owner[u] as number;
    if (done[u] === 1 || t < 0 || !holds(units, u, t)) continue;
    const part = reachable(units, u, t, -1);
    let weight = 0;
    for (const v of part) {
      done[v] = 1;
      for (const i of units.accounts[v] as Int32Array) weight += weightOf(model, i);
    }
    const kept = best.get(t);
    if (kept !== undefined && kept.weight >= weight) {
      for (const v of part) place(state, units, v, -1);
      continue;
    }
    if (kept !== undefined) for (const v of kept.part) place(state, units, v, -1);
    best.set(t, { weight, part });
  }
}

/** Units without a territory join the neighbour that takes them at least cost, until none is left that has one. */
function attachOrphans(state: State, units: Units): void {
  for (let again = true; again;) {
    again = false;
    for (let u = 0; u < units.graph.units; u++) {
      if ((units.owner[u] as number) >= 0 || (units.accounts[u] as Int32Array).length === 0) continue;
      let best = -1;
      let least = Infinity;
      for (const t of ownersAround(units, u)) {
        const cost = moveCost(state, units, u, t);
        if (cost >= least) continue;
        least = cost;
        best = t;
      }
      if (best < 0) continue;
      place(state, units, u, best);
      again = true;
    }
  }
}

function ownersAround(units: Units, u: number): Set<number> {
  const owners = new Set<number>();
  for (const v of neighboursOf(units, u)) {
    const t = units.owner[v] as number;
    if (t >= 0 && holds(units, v, t)) owners.add(t);
  }
  return owners;
}

/** Change of the penalised objective when unit u goes to t; Infinity where a rule or a capacity forbids it. */
function moveCost(state: State, units: Units, u: number, t: number): number {
  const { model } = state;
  const K = model.loads.length;
  const x = new Float64Array(K);
  const c = new Float64Array(model.caps.length);
  const from = units.owner[u] as number;
  const s = from < 0 ? model.r : from;
  let cost = 0;
  for (const i of units.accounts[u] as Int32Array) {
    if (!isAllowed(model, i, t)) return Infinity;
    cost += pairCost(model, i, t) - (state.cost[i] as number);
    const home = model.problem.baseline[i] as number;
    const step = home < 0 ? 0 : (t !== home ? 1 : 0) - (from !== home ? 1 : 0);
    model.loads.forEach((term, m) => (x[m] = (x[m] as number) + (term.use[i] as number)));
    model.caps.forEach((cap, g) => (c[g] = (c[g] as number) + step * (cap.use[i] as number)));
  }
  for (let m = 0; m < K; m++) {
    const term = model.loads[m] as Model['loads'][0];
    const load = (state.loads[m * model.r + t] as number) + (x[m] as number);
    if (term.kind === 'capacity' && load > (term.high[t] as number) + 1e-9) return Infinity;
  }
  const nothing = new Float64Array(K);
  const still = new Float64Array(model.caps.length);
  return cost + transferPenalty(state, s, t, x, c) - transferPenalty(state, s, t, nothing, still);
}

/** One pass over all border units, each to its best neighbour when that improves and leaves its territory connected. */
function improveUnits(state: State, units: Units): number {
  let moved = 0;
  for (let u = 0; u < units.graph.units; u++) {
    const s = units.owner[u] as number;
    if (s < 0 || !holds(units, u, s)) continue;
    let best = -1;
    let least = -1e-9 * state.model.costScale;
    for (const t of ownersAround(units, u)) {
      if (t === s) continue;
      const cost = moveCost(state, units, u, t);
      if (cost >= least) continue;
      least = cost;
      best = t;
    }
    if (best < 0 || !staysConnected(units, u, s)) continue;
    place(state, units, u, best);
    moved++;
  }
  return moved;
}

/** Whether the neighbours of u in s still reach each other when u is gone. */
function staysConnected(units: Units, u: number, s: number): boolean {
  const around = [...neighboursOf(units, u)].filter((v) => holds(units, v, s));
  const first = around[0];
  if (first === undefined) return false;
  if (around.length === 1) return true;
  const seen = new Set(reachable(units, first, s, u));
  return around.every((v) => seen.has(v));
}
