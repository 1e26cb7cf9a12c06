import type { AssignMany } from '../domain/commands/assign-many.ts';
import type { AccountFacts } from '../domain/measures/facts.ts';
import { factsOf } from '../domain/measures/facts.ts';
import { reasonIndex } from '../domain/plan/reason-codes.ts';
import type { Plan } from '../domain/plan/plan.ts';
import { UNASSIGNED } from '../domain/plan/plan.ts';
import type { Policy } from '../domain/governance/policy.ts';
import { heldByKeyAccount } from '../domain/plan/overlay.ts';
import { breaksFreeze } from '../domain/plan/strategic.ts';
import type {
  Approach,
  BalanceMeasure,
  CapacityConstraint,
  SolverAnswer,
  SolverProblem,
  SolverSettings,
} from './contract.ts';
import { eligibilityOfTeams, namedAccounts, teamsOf } from './basis.ts';
import type { Basis } from './basis.ts';
import { contiguityGraph } from './contiguity-graph.ts';
import type { ConnectedBy } from './contiguity-graph.ts';
import type { Coverage } from './coverage-models.ts';
import { eligibilityOfModels, heldByModel } from './coverage-models.ts';
import { FREE, LOCKED_OUT } from './contract.ts';
import { curveFromPolicy } from './curve-from-policy.ts';
import type { DesignRule } from './rules.ts';
import { eligibilityOf } from './rules.ts';

export const BALANCE_NAMES = ['potential', 'workload', 'score', 'count', 'revenue'] as const;
export type BalanceName = (typeof BALANCE_NAMES)[number];

/** What a manager chooses before a run; everything else comes from the plan and its policy. */
export interface DesignChoices {
  readonly approach: Approach;
  /** What territories are cut by. */
  readonly basis: Basis;
  readonly balance: readonly {
    readonly name: BalanceName;
    readonly tolerance: number;
    readonly weight: number;
  }[];
  /** Of travel in the hybrid objective. */
  readonly alpha: number;
  /** Of the variance in the hybrid objective. */
  readonly beta: number;
  /** Of compactness: at 1, a trip of 100 km weighs one travel hour more, and one of 200 km four. */
  readonly compactness: number;
  /** Of the score in min-cost flow. */
  readonly gamma: number;
  /** Every account goes somewhere (sum = 1), or low-value ones may be left out (sum ≤ 1). */
  readonly assignAll: boolean;
  /** Yearly travel hours that the average relationship is worth; 0 ignores continuity. */
  readonly continuityHours: number;
  /** Hold the policy's cap on moved accounts and moved revenue against the baseline; without one nothing counts as moved. */
  readonly churnCap: boolean;
  /** Share of accounts and of revenue that may move while the cap is held, 0..1; null for the policy's. */
  readonly movedShare: number | null;
  /** Place every centre anew, even where reps have a base. */
  readonly freeCentres: boolean;
  readonly rules: readonly DesignRule[];
  /** How single territories are covered, where not by geography. */
  readonly coverage: Coverage;
  /** Territories must be in one piece, by neighbouring accounts or by counties; null where they need not be. */
  readonly connectedBy: ConnectedBy | null;
  readonly seed: number;
  readonly iterations: number;
  readonly wallClockSeconds: number | null;
  /** Begin from the plan's present assignment (quick after a small change). */
  readonly warmStart: boolean;
}

export const DEFAULT_CHOICES: DesignChoices = {
  approach: 'hybrid',
  basis: 'geographic',
  balance: [
    { name: 'potential', tolerance: 0.05, weight: 1 },
    { name: 'workload', tolerance: 0.05, weight: 1 },
  ],
  alpha: 0.1,
  beta: 1,
  compactness: 0,
  gamma: 1,
  assignAll: true,
  continuityHours: 10,
  churnCap: true,
  movedShare: null,
  freeCentres: false,
  rules: [],
  coverage: {},
  connectedBy: null,
  seed: 1,
  iterations: 200,
  wallClockSeconds: null,
  warmStart: false,
};

/** The choices a policy begins with: its tolerance for what is balanced, its weights of travel and of evenness. */
export function choicesFromPolicy({ targets, objective }: Policy): DesignChoices {
  const tolerance = targets.balanceTolerance;
  const balance = DEFAULT_CHOICES.balance.map((wish) => ({ ...wish, tolerance }));
  return { ...DEFAULT_CHOICES, balance, alpha: objective.alpha, beta: objective.beta };
}

/** A plan as a problem, with the way back: problem index → plan row, problem territory → plan territory. */
export interface PlanProblem {
  readonly problem: SolverProblem;
  readonly settings: SolverSettings;
  readonly rows: Int32Array;
  readonly territories: Int32Array;
}

/**
 * Active accounts and live territories of a plan. Locked territories stay out altogether, with what they hold:
 * nothing may enter or leave them, and the others share the rest.
 */
export function problemFromPlan(plan: Plan, choices: DesignChoices = DEFAULT_CHOICES): PlanProblem {
  const facts = factsOf(plan);
  const territories = Int32Array.from(
    plan.territories.flatMap((t, index) => (t.retired || t.locked ? [] : [index])),
  );
  const local = new Int32Array(plan.territories.length).fill(-1);
  territories.forEach((index, t) => (local[index] = t));
  const rows = takingPart(plan, facts);
  const from = (column: ArrayLike<number>): Float64Array =>
    Float64Array.from(rows, (row) => column[row] ?? 0);
  const baseline = Int32Array.from(rows, (row) => local[plan.baseline[row] ?? -1] ?? -1);
  const trips = tripsOf(plan, facts, rows);
  const present = Int32Array.from(rows, (row) => local[plan.assignment[row] ?? -1] ?? -1);
  const named = namedAccounts(choices.basis, facts, rows);
  const { lock, lockReason } = locksOf(plan, rows, local, named, choices.coverage);
  const allowed = eligibilityOf(choices.rules, plan, rows, territories, local);
  const teams = teamsOf(choices.basis, plan, facts, rows, present, territories.length);
  const places = placesOf(plan, facts, rows);
  const problem: SolverProblem = {
    n: rows.length,
    r: territories.length,
    territoryNames: Array.from(territories, (index) => plan.territories[index]?.name ?? ''),
    ...places,
    ...basesOf(plan, territories, choices),
    score: from(facts.score),
    trips,
    travelCurve: curveFromPolicy(plan.policy.travel.bands),
    travelTable: null,
    measures: measuresOf(plan, facts, rows, territories, choices),
    capacities: capacitiesOf(plan, facts, rows, territories),
    lock,
    lockReason,
    eligibility: eligibilityOfModels(
      choices.coverage,
      plan,
      facts,
      rows,
      territories,
      teams === null ? allowed : eligibilityOfTeams(teams, allowed),
    ),
    mustCover: Uint8Array.from(rows, (row) => facts.mustCover[row] ?? 0),
    baseline,
    continuity: continuityOf(facts, rows, choices),
    frozen: Uint8Array.from(rows, (row) => (breaksFreeze(plan, row, UNASSIGNED) ? 1 : 0)),
    churn: choices.churnCap ? churnOf(plan, facts, rows, baseline, choices) : null,
    contiguity: choices.connectedBy === null ? null : contiguityGraph(plan, rows, choices.connectedBy),
  };
  const start = choices.warmStart ? present : null;
  return { problem, settings: settingsOf(plan, choices, trips, start), rows, territories };
}

/** Active rows but for those held by a locked territory. */
function takingPart(plan: Plan, facts: AccountFacts): Int32Array {
  const rows: number[] = [];
  for (let row = 0; row < facts.rowCount; row++) {
    const holder = plan.territories[plan.assignment[row] ?? -1];
    if (facts.active[row] === 1 && holder?.locked !== true) rows.push(row);
  }
  return Int32Array.from(rows);
}

/** Round trips a year: visits in one tour share the way. */
const tripsOf = (plan: Plan, facts: AccountFacts, rows: Int32Array): Float64Array =>
  Float64Array.from(rows, (row) => (2 * (facts.visitsPerYear[row] ?? 0)) / plan.policy.travel.visitsPerTour);

function placesOf(plan: Plan, facts: AccountFacts, rows: Int32Array) {
  const { lat, lon } = plan.accounts.number;
  const known = (column: Float64Array): Float64Array =>
    Float64Array.from(rows, (row) => (facts.located[row] === 1 ? (column[row] ?? NaN) : NaN));
  return { lat: known(lat), lon: known(lon) };
}

function basesOf(plan: Plan, territories: Int32Array, choices: DesignChoices) {
  const base = (t: number) => (choices.freeCentres ? null : (plan.territories[t]?.base ?? null));
  return {
    baseLat: Float64Array.from(territories, (t) => base(t)?.lat ?? NaN),
    baseLon: Float64Array.from(territories, (t) => base(t)?.lon ?? NaN),
  };
}

function locksOf(plan: Plan, rows: Int32Array, local: Int32Array, named: Uint8Array, coverage: Coverage) {
  const lock = new Int32Array(rows.length).fill(FREE);
  const lockReason = new Uint8Array(rows.length);
  const keyAccounts = heldByKeyAccount(plan);
  const byModel = heldByModel(plan, rows, coverage);
  rows.forEach((row, i) => {
    const held = local[plan.assignment[row] ?? -1] ?? -1;
    const exception = keyAccounts?.[row] === 1 && held >= 0;
    const kept = held >= 0 && (exception || named[i] === 1 || byModel[i] !== 0);
    if (plan.locked[row] !== 1 && !kept) return;
    lock[i] = held >= 0 ? held : LOCKED_OUT;
    const byName = plan.locked[row] === 1 || named[i] === 1 || byModel[i] === 1;
    lockReason[i] = reasonIndex(byName ? 'LOCK_NAMED' : exception ? 'EXCEPTION' : 'RULE');
  });
  return { lock, lockReason };
}

function measuresOf(
  plan: Plan,
  facts: AccountFacts,
  rows: Int32Array,
  territories: Int32Array,
  choices: DesignChoices,
): BalanceMeasure[] {
  const targetShare = sharesOf(plan, territories);
  const columns: Readonly<Record<BalanceName, (row: number) => number>> = {
    potential: (row) => facts.potential[row] ?? 0,
    workload: (row) => facts.workloadHours[row] ?? 0,
    score: (row) => Math.max(0, facts.score[row] ?? 0),
    count: () => 1,
    revenue: (row) => facts.sales[row] ?? 0,
  };
  return wishesOf(choices).flatMap((wish) => {
    const values = Float64Array.from(rows, (row) => columns[wish.name](row));
    if (!values.some((v) => v > 0)) return [];
    return [{ name: wish.name, values, targetShare, tolerance: wish.tolerance, weight: wish.weight }];
  });
}

/** Equal opportunity holds the score (ledger DSN-01), by the tolerance of the first wish where none is stated for it. */
export function wishesOf({ approach, balance }: DesignChoices): DesignChoices['balance'] {
  if (approach !== 'equal-opportunity' || balance.some(({ name }) => name === 'score')) return balance;
  const { tolerance } = balance[0] ?? { tolerance: 0.05 };
  return [...balance, { name: 'score', tolerance, weight: 1 }];
}

/** Stated shares as they are; the others divide the rest equally; all scaled to sum to 1 over these territories. */
function sharesOf(plan: Plan, territories: Int32Array): Float64Array {
  const stated = Array.from(territories, (t) => plan.territories[t]?.targetShare ?? null);
  const given = stated.reduce<number>((sum, share) => sum + (share ?? 0), 0);
  const open = stated.filter((share) => share === null).length;
  const rest = open > 0 ? Math.max(0, 1 - given) / open : 0;
  const shares = Float64Array.from(stated, (share) => share ?? rest);
  const total = shares.reduce((sum, share) => sum + share, 0);
  return total > 0 ? shares.map((share) => share / total) : shares.fill(1 / Math.max(1, shares.length));
}

function capacitiesOf(
  plan: Plan,
  facts: AccountFacts,
  rows: Int32Array,
  territories: Int32Array,
): CapacityConstraint[] {
  const limits = (unit: CapacityConstraint['unit']): Float64Array =>
    Float64Array.from(territories, (t) => {
      const capacity = plan.territories[t]?.capacity;
      return capacity?.unit === unit ? capacity.value : Infinity;
    });
  const all: CapacityConstraint[] = [
    {
      name: 'accounts',
      unit: 'accounts',
      use: new Float64Array(rows.length).fill(1),
      limit: limits('accounts'),
    },
    {
      name: 'hours a year',
      unit: 'hours',
      use: Float64Array.from(rows, (row) => facts.workloadHours[row] ?? 0),
      limit: limits('hours'),
    },
  ];
  return all.filter((capacity) => capacity.limit.some((v) => Number.isFinite(v)));
}

/** Tenure × sales of each relationship over their mean, in hours of travel; a relationship without figures counts 1/4. */
function continuityOf(facts: AccountFacts, rows: Int32Array, choices: DesignChoices): Float64Array {
  const worth = Float64Array.from(rows, (row) => (facts.tenureMonths[row] ?? 0) * (facts.sales[row] ?? 0));
  const known = worth.filter((v) => v > 0);
  const mean = known.length > 0 ? known.reduce((a, b) => a + b, 0) / known.length : 1;
  return worth.map((v, i) => {
    const related = facts.relationship[rows[i] ?? -1] === 1 ? 0.25 : 0;
    return choices.continuityHours * Math.max(related, v / mean);
  });
}

function churnOf(
  plan: Plan,
  facts: AccountFacts,
  rows: Int32Array,
  baseline: Int32Array,
  choices: DesignChoices,
) {
  const revenue = Float64Array.from(rows, (row) => facts.sales[row] ?? 0);
  const maxMovedShare = choices.movedShare ?? plan.policy.disruption.maxMovedShare;
  let accounts = 0;
  let sold = 0;
  baseline.forEach((t, i) => {
    if (t < 0) return;
    accounts++;
    sold += revenue[i] ?? 0;
  });
  return {
    maxAccounts: Math.floor(accounts * maxMovedShare + 1e-9),
    maxRevenue: sold > 0 ? sold * maxMovedShare : Infinity,
    revenue,
  };
}

/** Leaving an account out is worth its travel less its score: without scores the best plan would be an empty one. */
export const weighsScore = (approach: Approach): boolean =>
  approach === 'hybrid' || approach === 'potential' || approach === 'min-cost-flow';

/**
 * Only the hybrid weighs score against travel: there travel is in the 0..1 scale of the score (the policy's worst
 * case for the mean account is 1). The others minimise yearly travel hours; equal opportunity, which knows no travel,
 * its squared distances as if 100 km were an hour.
 */
function settingsOf(
  plan: Plan,
  choices: DesignChoices,
  trips: Float64Array,
  start: Int32Array | null,
): SolverSettings {
  const meanTrips = trips.length > 0 ? trips.reduce((a, b) => a + b, 0) / trips.length : 1;
  const worst = (plan.policy.score.travelCostMaxMinutes / 60) * (meanTrips > 0 ? meanTrips : 1);
  const scaled = choices.approach === 'hybrid' || choices.approach === 'min-cost-flow';
  const hour = scaled ? 1 / worst : 1;
  const travel = choices.approach === 'hybrid' ? choices.alpha * hour : hour;
  const alone = choices.approach === 'equal-opportunity' && !(choices.compactness > 0);
  const shape = alone ? 1 : choices.compactness;
  return {
    approach: choices.approach,
    weights: {
      score: scaled || choices.approach === 'potential' ? 1 : 0,
      travel: choices.approach === 'potential' ? choices.alpha / worst : travel,
      variance: choices.approach === 'hybrid' ? choices.beta : 0,
      continuity: choices.approach === 'potential' ? choices.alpha / worst : travel,
      compactness: (shape * travel) / 10_000,
    },
    gamma: choices.gamma,
    bands: 'hard',
    bandPrice: 0,
    assignAll: choices.assignAll || !weighsScore(choices.approach),
    unassignedCost: 0,
    seed: choices.seed,
    iterations: choices.iterations,
    wallClockSeconds: choices.wallClockSeconds,
    start,
    warm: null,
  };
}

/** The answer as the command that puts it into the plan: only rows that change, so it undoes in one step. */
export function commandFromAnswer(
  plan: Plan,
  made: Pick<PlanProblem, 'rows' | 'territories' | 'settings'>,
  answer: SolverAnswer,
): AssignMany {
  const rows: number[] = [];
  const territories: number[] = [];
  const reasons: number[] = [];
  made.rows.forEach((row, i) => {
    if (plan.locked[row] === 1) return;
    const t = answer.assignment[i] ?? -1;
    rows.push(row);
    territories.push(t >= 0 ? (made.territories[t] ?? UNASSIGNED) : UNASSIGNED);
    reasons.push(answer.reasons[i] ?? 0);
  });
  return {
    type: 'assignMany',
    rows: Int32Array.from(rows),
    territories: Int32Array.from(territories),
    reasons: Uint8Array.from(reasons),
    source: 'solver',
    label: `Design: ${made.settings.approach}, seed ${made.settings.seed}`,
  };
}
