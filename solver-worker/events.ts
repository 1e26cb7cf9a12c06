/**
 * One thing that may happen in a year, and what it would do to the plan as it stands on the first Monday after (ledger
 * STR-03). Nothing is built anew and nothing is drawn at random: the same event on the same plan is the same impact.
 */
import { factsOf } from '../domain/measures/facts.ts';
import type { Plan } from '../domain/plan/plan.ts';
import { codedError, ok, refuse } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import type { SolverProblem } from './contract.ts';
import { measurePlan } from './measure-plan.ts';
import type { DesignChoices, PlanProblem } from './problem-from-plan.ts';
import { problemFromPlan } from './problem-from-plan.ts';
import { handedOver, withoutOne } from './stress.ts';

/** Territories are indices of the plan. */
export type StressEvent =
  | { readonly kind: 'rep-leaves'; readonly territory: number }
  /** The rep of a territory begins so many months into the year. */
  | { readonly kind: 'hire-late'; readonly territory: number; readonly months: number }
  /** Customers leave until this share of potential is gone, those most at risk first. */
  | { readonly kind: 'accounts-leave'; readonly share: number }
  /** These account rows of the plan leave. */
  | { readonly kind: 'accounts-churn'; readonly rows: Int32Array }
  /** Potential and workload of a territory, or of all (null), grow (or shrink) by this share. */
  | { readonly kind: 'demand-changes'; readonly territory: number | null; readonly share: number };

export interface EventFigures {
  /** Share of all potential that has no territory, or no rep for that part of the year. */
  readonly unworked: number;
  /** Hours a year. */
  readonly travel: number;
  /** Territories whose load is beyond their capacity. */
  readonly overCapacity: number;
  /** Largest relative distance of a territory from its target. */
  readonly imbalance: number;
}

export interface EventImpact {
  readonly before: EventFigures;
  readonly after: EventFigures;
  /** Accounts the event touches: handed over, waiting, lost, or changed. */
  readonly accounts: number;
  /** Their share of all potential. */
  readonly potential: number;
  /** Hours of visits a year that nobody has the time for, over what is so today. */
  readonly hoursShort: number;
}

interface World {
  readonly problem: SolverProblem;
  readonly assignment: Int32Array;
  readonly potential: Float64Array;
  readonly hours: Float64Array;
  /** Share of the year each territory is worked. */
  readonly worked: Float64Array;
}

/** Codes: EVENT_TERRITORY (locked, retired or unknown), EVENT_NONE_LEFT. */
export function eventImpact(plan: Plan, choices: DesignChoices, event: StressEvent): Result<EventImpact> {
  const made = problemFromPlan(plan, { ...choices, warmStart: true });
  const before = worldOf(plan, made);
  const at =
    'territory' in event && event.territory !== null ? made.territories.indexOf(event.territory) : -1;
  if ('territory' in event && event.territory !== null && at < 0)
    return refuse(
      codedError('EVENT_TERRITORY', 'That territory is locked or retired. Choose one that is not.'),
    );
  if (event.kind === 'rep-leaves' && made.problem.r < 2)
    return refuse(codedError('EVENT_NONE_LEFT', 'No other territory could take the accounts over.'));
  const after = worldAfter(before, event, at, stayers(plan, made, before, event));
  return ok({
    before: figuresOf(before, before),
    after: figuresOf(after, before),
    ...touched(before, after, event, at),
    hoursShort: Math.max(0, hoursShort(after) - hoursShort(before)),
  });
}

function worldOf(plan: Plan, made: PlanProblem): World {
  const facts = factsOf(plan);
  const { problem, settings, rows } = made;
  return {
    problem,
    assignment: settings.start ?? new Int32Array(problem.n).fill(-1),
    potential: Float64Array.from(rows, (row) => facts.potential[row] ?? 0),
    hours: Float64Array.from(rows, (row) => facts.workloadHours[row] ?? 0),
    worked: new Float64Array(problem.r).fill(1),
  };
}

function worldAfter(world: World, event: StressEvent, at: number, stay: Float64Array): World {
  const { problem, assignment } = world;
  switch (event.kind) {
    case 'rep-leaves': {
      const measures = problem.measures.map((m) => ({ ...m, targetShare: withoutOne(m.targetShare, at) }));
      const capacities = problem.capacities.map((c) => ({ ...c, limit: c.limit.with(at, 0) }));
      const left = { ...problem, measures, capacities };
      return { ...world, problem: left, assignment: handedOver(left, assignment, at) };
    }
    case 'hire-late': {
      const part = Math.max(0, 1 - event.months / 12);
      const capacities = problem.capacities.map((c) => ({
        ...c,
        limit: c.limit.with(at, (c.limit[at] ?? 0) * part),
      }));
      return { ...world, problem: { ...problem, capacities }, worked: world.worked.with(at, part) };
    }
    case 'accounts-leave':
    case 'accounts-churn':
      return scaled(world, stay);
    case 'demand-changes':
      return scaled(
        world,
        Float64Array.from(assignment, (t) => (at < 0 || t === at ? 1 + event.share : 1)),
      );
  }
}

/** Account rows of the plan that an event takes out of it for good, ascending. */
export function lostRows(plan: Plan, choices: DesignChoices, event: StressEvent): Int32Array {
  const made = problemFromPlan(plan, { ...choices, warmStart: true });
  const stay = stayers(plan, made, worldOf(plan, made), event);
  return made.rows.filter((_, i) => stay[i] === 0).sort();
}

/** 0 for each account of the problem that leaves for good, 1 for those that stay. */
function stayers(plan: Plan, { rows }: PlanProblem, world: World, event: StressEvent): Float64Array {
  if (event.kind === 'accounts-churn') {
    const gone = new Set(event.rows);
    return Float64Array.from(rows, (row) => (gone.has(row) ? 0 : 1));
  }
  if (event.kind !== 'accounts-leave') return new Float64Array(rows.length).fill(1);
  const risk = Float64Array.from(rows, (row) => plan.accounts.number.churnRisk[row] ?? NaN);
  return leavers(world, risk, event.share);
}

/** 0 for each account that leaves, 1 for those that stay: most at risk first, the larger first where risks are equal. */
function leavers({ potential, assignment }: World, risk: Float64Array, share: number): Float64Array {
  const factor = new Float64Array(potential.length).fill(1);
  let left = share * sum(potential);
  const known = (i: number): number => (Number.isNaN(risk[i]) ? -1 : (risk[i] ?? -1));
  const order = Array.from(potential, (_, i) => i)
    .filter((i) => (assignment[i] ?? -1) >= 0)
    .sort((a, b) => known(b) - known(a) || (potential[b] ?? 0) - (potential[a] ?? 0) || a - b);
  for (const i of order) {
    const own = potential[i] ?? 0;
    if (left <= 0) break;
    if (own > left) continue;
    factor[i] = 0;
    left -= own;
  }
  return factor;
}

function scaled(world: World, factor: Float64Array): World {
  const by = (values: Float64Array): Float64Array => values.map((value, i) => value * (factor[i] ?? 1));
  const gone = (values: Float64Array): Float64Array =>
    values.map((value, i) => (factor[i] === 0 ? 0 : value));
  const { problem } = world;
  return {
    ...world,
    potential: by(world.potential),
    hours: by(world.hours),
    problem: {
      ...problem,
      trips: gone(problem.trips),
      measures: problem.measures.map((m) => ({
        ...m,
        values: m.name === 'count' ? gone(m.values) : by(m.values),
      })),
      capacities: problem.capacities.map((c) => ({
        ...c,
        use: c.unit === 'hours' ? by(c.use) : gone(c.use),
      })),
    },
  };
}

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

/** Shares are of the potential there was before: what is lost is not worked either. */
function figuresOf(world: World, before: World): EventFigures {
  const { problem, assignment, worked } = world;
  const { imbalance, travel } = measurePlan(problem, assignment);
  let reached = 0;
  assignment.forEach((t, i) => {
    if (t >= 0) reached += Math.min(world.potential[i] ?? 0, before.potential[i] ?? 0) * (worked[t] ?? 0);
  });
  const all = sum(before.potential);
  return {
    unworked: all > 0 ? Math.max(0, 1 - reached / all) : 0,
    travel,
    overCapacity: overfull(world).reduce((count, over) => count + (over > 1e-9 ? 1 : 0), 0),
    imbalance,
  };
}

/** Hours (or accounts, each in hours of the mean account) beyond the limit of each territory. */
function overfull({ problem, assignment, hours }: World): Float64Array {
  const over = new Float64Array(problem.r);
  const mean = sum(hours) / Math.max(1, problem.n);
  for (const { use, limit, unit } of problem.capacities) {
    const load = new Float64Array(problem.r);
    assignment.forEach((t, i) => {
      if (t >= 0) load[t] = (load[t] ?? 0) + (use[i] ?? 0);
    });
    load.forEach((value, t) => {
      const beyond = Math.max(0, value - (limit[t] ?? Infinity)) * (unit === 'hours' ? 1 : mean);
      over[t] = Math.max(over[t] ?? 0, beyond);
    });
  }
  return over;
}

const hoursShort = (world: World): number => sum(overfull(world));

function touched(
  before: World,
  after: World,
  event: StressEvent,
  at: number,
): Pick<EventImpact, 'accounts' | 'potential'> {
  const changed = (i: number): boolean =>
    event.kind === 'hire-late' || event.kind === 'rep-leaves'
      ? before.assignment[i] === at
      : before.potential[i] !== after.potential[i] || before.hours[i] !== after.hours[i];
  let [accounts, potential] = [0, 0];
  before.potential.forEach((value, i) => {
    if (!changed(i)) return;
    accounts++;
    potential += value;
  });
  const all = sum(before.potential);
  return { accounts, potential: all > 0 ? potential / all : 0 };
}
