/**
 * The few moves that repair most (the quick win of ledger DSN-13, from the plan as it is): one account at a time, each
 * the one that takes most off what lies outside capacities and bands for the travel and the relationship it costs.
 */
import type { SolverProblem, SolverSettings } from './contract.ts';
import { FREE } from './contract.ts';
import { tripTravel, unitVectors } from './engine/travel.ts';

export interface FewMove {
  readonly account: number;
  readonly from: number;
  readonly to: number;
  /** Share of all trouble at the start that this move takes away. */
  readonly repairs: number;
  /** Change of yearly travel, in the unit of the curve. */
  readonly travel: number;
}

export interface FewMoves {
  readonly moves: readonly FewMove[];
  /** Σ over measures and territories of what lies outside the band, ÷ target, and of what lies over a capacity, ÷ limit. */
  readonly troubleBefore: number;
  readonly troubleAfter: number;
  readonly assignment: Int32Array;
}

/** A quantity with the range it should lie in, one a territory. */
interface Scale {
  readonly use: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** What one unit outside counts. */
  readonly price: Float64Array;
  readonly isHard: boolean;
  readonly load: Float64Array;
}

/** Breaking a capacity is worse than leaving a band by as much. */
const HARD = 4;

/** At most `most` moves; fewer where no further one is worth its travel. Locks, rules, freezes and churn caps hold. */
export function fewMoves(
  problem: SolverProblem,
  settings: SolverSettings,
  present: Int32Array,
  most: number,
): FewMoves {
  const assignment = present.slice();
  const scales = scalesOf(problem, assignment);
  const troubleBefore = troubleOf(scales, problem.r);
  const desk = deskOf(problem, settings, assignment, troubleBefore);
  const moves: FewMove[] = [];
  while (moves.length < most) {
    const found = bestMove(problem, scales, assignment, desk);
    if (found === null) break;
    const { account: i, from, to } = found;
    for (const scale of scales) {
      if (from >= 0) scale.load[from] = (scale.load[from] ?? 0) - (scale.use[i] ?? 0);
      scale.load[to] = (scale.load[to] ?? 0) + (scale.use[i] ?? 0);
    }
    desk.changed(i, from, to);
    assignment[i] = to;
    desk.done.add(i);
    moves.push(found);
  }
  return { moves, troubleBefore, troubleAfter: troubleOf(scales, problem.r), assignment };
}

function scalesOf(problem: SolverProblem, assignment: Int32Array): Scale[] {
  const loadOf = (use: Float64Array): Float64Array => {
    const load = new Float64Array(problem.r);
    assignment.forEach((t, i) => {
      if (t >= 0) load[t] = (load[t] ?? 0) + (use[i] ?? 0);
    });
    return load;
  };
  const bands = problem.measures.map((measure): Scale => {
    const total = measure.values.reduce((a, b) => a + b, 0);
    const target = measure.targetShare.map((share) => share * total);
    return {
      use: measure.values,
      low: target.map((value) => value * (1 - measure.tolerance)),
      high: target.map((value) => value * (1 + measure.tolerance)),
      price: target.map((value) => (value > 0 ? measure.weight / value : 0)),
      isHard: false,
      load: loadOf(measure.values),
    };
  });
  const capacities = problem.capacities.map((capacity): Scale => ({
    use: capacity.use,
    low: new Float64Array(problem.r).fill(-Infinity),
    high: capacity.limit,
    price: capacity.limit.map((limit) => (limit > 0 && Number.isFinite(limit) ? HARD / limit : HARD)),
    isHard: true,
    load: loadOf(capacity.use),
  }));
  return [...bands, ...capacities];
}

const outside = ({ low, high, price }: Scale, t: number, load: number): number =>
  (price[t] ?? 0) * Math.max(0, load - (high[t] ?? Infinity), (low[t] ?? -Infinity) - load);

function troubleOf(scales: readonly Scale[], r: number): number {
  let trouble = 0;
  for (const scale of scales) for (let t = 0; t < r; t++) trouble += outside(scale, t, scale.load[t] ?? 0);
  return trouble;
}

interface Desk {
  readonly allows: (i: number, from: number, to: number) => boolean;
  readonly trip: (i: number, t: number) => number;
  /** Territories each account may go to, the near ones. */
  readonly near: readonly Int32Array[];
  /** Trouble that one unit of travel is worth. */
  readonly perTravel: number;
  readonly changed: (i: number, from: number, to: number) => void;
  readonly kept: (i: number, from: number, to: number) => number;
  readonly done: Set<number>;
  /** Trouble below which a move is not worth making. */
  readonly least: number;
}

function deskOf(
  problem: SolverProblem,
  settings: SolverSettings,
  assignment: Int32Array,
  trouble: number,
): Desk {
  const places = unitVectors(problem.lat, problem.lon);
  const bases = unitVectors(problem.baseLat, problem.baseLon);
  const trip = (i: number, t: number): number => {
    const value = t < 0 ? 0 : (problem.trips[i] ?? 0) * tripTravel(problem, places, bases, i, t);
    return Number.isFinite(value) ? value : 0;
  };
  let total = 0;
  assignment.forEach((t, i) => (total += trip(i, t)));
  let [moved, sold] = [0, 0];
  const step = (i: number, from: number, to: number): number => {
    const home = problem.baseline[i] ?? -1;
    return home < 0 ? 0 : (to !== home ? 1 : 0) - (from !== home ? 1 : 0);
  };
  const changed = (i: number, from: number, to: number): void => {
    moved += step(i, from, to);
    sold += step(i, from, to) * (problem.churn?.revenue[i] ?? 0);
  };
  assignment.forEach((t, i) => changed(i, problem.baseline[i] ?? -1, t));
  const { weights } = settings;
  // The continuity of a problem is in travel hours already; its weight over that of travel is what an hour of it counts.
  const keeping = weights.travel > 0 ? weights.continuity / weights.travel : 1;
  return {
    allows: (i, from, to) => {
      if (problem.churn === null || step(i, from, to) <= 0) return true;
      const { maxAccounts, maxRevenue, revenue } = problem.churn;
      return moved + 1 <= maxAccounts && sold + (revenue[i] ?? 0) <= maxRevenue;
    },
    trip,
    near: nearest(problem, trip),
    perTravel: total > 0 ? Math.max(1, trouble) / total : 0,
    changed,
    kept: (i, from, to) => step(i, from, to) * keeping * (problem.continuity[i] ?? 0),
    done: new Set(),
    least: 1e-4 * trouble,
  };
}

/** Null where nothing that is allowed is worth it. Ties go to the lower account, then the lower territory. */
function bestMove(
  problem: SolverProblem,
  scales: readonly Scale[],
  assignment: Int32Array,
  desk: Desk,
): FewMove | null {
  const { r } = problem;
  const before = scales.map((scale) => Float64Array.from(scale.load, (load, t) => outside(scale, t, load)));
  const total = before.reduce((sum, each) => sum + each.reduce((a, b) => a + b, 0), 0);
  const troubled = Uint8Array.from({ length: r }, (_, t) =>
    before.some((each) => (each[t] ?? 0) > 0) ? 1 : 0,
  );
  let best: FewMove | null = null;
  let most = 0;
  for (let i = 0; i < problem.n; i++) {
    const from = assignment[i] ?? -1;
    if (isFixed(problem, i) || desk.done.has(i)) continue;
    const relief = from < 0 ? 0 : change(scales, before, i, from, -1);
    for (const to of desk.near[i] ?? []) {
      if (to === from || (from >= 0 && troubled[from] === 0 && troubled[to] === 0)) continue;
      if (overfills(scales, i, to)) continue;
      // An account without a territory is trouble of its own.
      const repairs = -(relief + change(scales, before, i, to, 1)) + (from < 0 ? 0.01 : 0);
      if (repairs <= Math.max(desk.least, most) || !desk.allows(i, from, to)) continue;
      const travel = desk.trip(i, to) - desk.trip(i, from);
      const worth = repairs - desk.perTravel * (travel + desk.kept(i, from, to));
      if (worth <= most) continue;
      most = worth;
      best = { account: i, from, to, repairs: total > 0 ? repairs / total : 0, travel };
    }
  }
  return best;
}

function change(
  scales: readonly Scale[],
  before: readonly Float64Array[],
  i: number,
  t: number,
  sign: 1 | -1,
): number {
  let delta = 0;
  for (let m = 0; m < scales.length; m++) {
    const scale = scales[m] as Scale;
    const load = (scale.load[t] as number) + sign * (scale.use[i] as number);
    delta += outside(scale, t, load) - ((before[m] as Float64Array)[t] as number);
  }
  return delta;
}

const overfills = (scales: readonly Scale[], i: number, t: number): boolean =>
  scales.some(
    ({ isHard, load, use, high }) => isHard && (load[t] ?? 0) + (use[i] ?? 0) > (high[t] ?? Infinity),
  );

function isFixed(problem: SolverProblem, i: number): boolean {
  if (problem.lock[i] !== FREE) return true;
  return problem.frozen[i] === 1 && (problem.baseline[i] ?? -1) >= 0;
}

/** Territories looked at for each account: where there are many, those that are least to travel to. */
const NEAREST = 8;

function nearest(problem: SolverProblem, trip: Desk['trip']): readonly Int32Array[] {
  const { eligibility, n, r } = problem;
  const all = Int32Array.from({ length: r }, (_, t) => t);
  return Array.from({ length: n }, (_, i) => {
    const allowed = eligibility?.items.subarray(eligibility.offsets[i], eligibility.offsets[i + 1]) ?? all;
    if (allowed.length <= NEAREST || isFixed(problem, i)) return allowed;
    const cost = Float64Array.from(allowed, (t) => trip(i, t));
    const order = Int32Array.from(allowed, (_, k) => k).sort(
      (a, b) => (cost[a] ?? 0) - (cost[b] ?? 0) || a - b,
    );
    return order.slice(0, NEAREST).map((k) => allowed[k] ?? 0);
  });
}
