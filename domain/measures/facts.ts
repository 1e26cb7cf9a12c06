/**
 * What every measure, the score and the optimizer need to know of each account, derived once from the columns they
 * depend on. Nothing here depends on the assignment, so an edit of territories leaves it alone.
 */
import { isOnEarth } from '../geo/haversine.ts';
import type { Policy } from '../governance/policy.ts';
import type { AccountTable, TextColumn } from '../plan/account-table.ts';
import { textAt } from '../plan/account-table.ts';
import type { Plan } from '../plan/plan.ts';
import { ACTIVE } from '../plan/plan.ts';
import { isNamedStrategic } from '../plan/strategic.ts';
import type { Place } from '../plan/territory.ts';
import { normaliser, percentileOf, sortedKnown } from '../scoring/normalise.ts';
import type { ScoreInput, ScoreInputs } from '../scoring/score.ts';
import { SCORE_INPUTS, signedWeight } from '../scoring/score.ts';
import { accountStatus } from '../scoring/status.ts';
import { tierByPercentile, tierNamed } from '../scoring/tier.ts';
import { nearestBaseMinutes } from './nearest-base.ts';

/** One entry an account row in every column; rows that are not active hold zero sizes. */
export interface AccountFacts {
  readonly rowCount: number;
  /** 1 where the row takes part in planning. */
  readonly active: Uint8Array;
  readonly activeCount: number;
  /** 1 where latitude and longitude are a place. */
  readonly located: Uint8Array;
  /** Whole minor units of the plan's potential unit, 0 where missing. */
  readonly potential: Float64Array;
  /** Among active accounts with known potential, 0..1; NaN where missing. */
  readonly potentialPercentile: Float64Array;
  /** 0..1, after what was missing was filled with the policy's neutral values. */
  readonly inputs: Readonly<Record<ScoreInput, Float64Array>>;
  /** Bit j: SCORE_INPUTS[j] was missing or out of range and the neutral value stands in (ING-19). */
  readonly imputed: Uint8Array;
  readonly score: Float64Array;
  /** Among active accounts, 0..1. */
  readonly scorePercentile: Float64Array;
  /** Index into `policy.tiers`. */
  readonly tier: Uint8Array;
  /** 1 where the account list states the tier. */
  readonly tierStated: Uint8Array;
  readonly visitsPerYear: Float64Array;
  /** Visits × minutes a visit, in hours a year; travel is not in it. */
  readonly workloadHours: Float64Array;
  /** Longest one-way minutes at which the account counts as covered in time. */
  readonly slaMinutes: Float64Array;
  /** Index into ACCOUNT_STATUSES. */
  readonly status: Uint8Array;
  readonly mustCover: Uint8Array;
  /** 1: named strategic, by its flag or by a stated tier "Strategic"; a tier by rank alone does not freeze (DIS-04). */
  readonly strategic: Uint8Array;
  /** What is sold to it today, minor units of the plan's currency: historical revenue, else current ARR, else 0. */
  readonly sales: Float64Array;
  /** Minor units, 0 where missing. */
  readonly currentArr: Float64Array;
  /** Months somebody has worked the account, 0 where unknown. */
  readonly tenureMonths: Float64Array;
  /** 1 where moving it would break a relationship: a customer, or sales or tenure on record. */
  readonly relationship: Uint8Array;
  /** Active rows that share an account id with another active row, one array an id. */
  readonly sameAccount: readonly Int32Array[];
  /** Means over active accounts, the base of an explained score (EXP-02). */
  readonly means: ScoreInputs;
  /** Active accounts in which the input was filled in. */
  readonly imputedCount: Readonly<Record<ScoreInput, number>>;
  readonly unlocatedCount: number;
}

const REMEMBERED = 4;
interface Remembered {
  readonly dependencies: readonly unknown[];
  readonly facts: AccountFacts;
}
const memory = new WeakMap<Float64Array, Remembered[]>();

/** The facts of a plan. The same columns, standing, policy and bases give the same object, so it is cheap to ask. */
export function factsOf(plan: Pick<Plan, 'accounts' | 'standing' | 'policy' | 'territories'>): AccountFacts {
  const bases = plan.territories.flatMap((t) => (t.retired || t.base === null ? [] : [t.base]));
  const dependencies = dependenciesOf(plan, bases);
  const known = memory.get(plan.accounts.number.potential) ?? [];
  const hit = known.find((entry) => sameDependencies(entry.dependencies, dependencies));
  if (hit !== undefined) return hit.facts;
  const facts = computeFacts(plan.accounts, plan.policy, plan.standing, bases);
  memory.set(plan.accounts.number.potential, [{ dependencies, facts }, ...known].slice(0, REMEMBERED));
  return facts;
}

function dependenciesOf(
  plan: Pick<Plan, 'accounts' | 'standing' | 'policy'>,
  bases: readonly Place[],
): readonly unknown[] {
  const { number, text } = plan.accounts;
  return [
    plan.standing,
    plan.policy.score,
    plan.policy.tiers,
    plan.policy.travel,
    number.propensity,
    number.strategicFit,
    number.churnRisk,
    number.lat,
    number.lon,
    number.visitsPerYear,
    number.minutesPerVisit,
    number.historicalRevenue,
    number.currentArr,
    number.customer,
    number.tenureMonths,
    number.strategic,
    text.accountId,
    text.tier,
    text.status,
    text.opportunityStage,
    ...bases.flatMap((base) => [base.lat, base.lon]),
  ];
}

const sameDependencies = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((value, i) => Object.is(value, b[i]));

function computeFacts(
  accounts: AccountTable,
  policy: Policy,
  standing: Uint8Array,
  bases: readonly Place[],
): AccountFacts {
  const { rowCount } = accounts;
  const active = Uint8Array.from(standing, (value) => (value === ACTIVE ? 1 : 0));
  const located = Uint8Array.from(active, (_, row) =>
    isOnEarth(accounts.number.lat[row] ?? NaN, accounts.number.lon[row] ?? NaN) ? 1 : 0,
  );
  const sizes = sizesOf(accounts, active);
  const { inputs, imputed } = scoreInputs(accounts, policy, active, sizes.known, bases, located);
  const score = scores(policy, inputs, rowCount);
  const sortedScores = sortedKnown(score, active);
  const sortedPotential = sortedKnown(sizes.known, active);
  const potentialPercentile = sizes.known.map((value) => percentileOf(sortedPotential, value));
  return {
    rowCount,
    active,
    activeCount: count(active),
    located,
    ...sizes.facts,
    potentialPercentile,
    inputs,
    imputed,
    score,
    scorePercentile: score.map((value) => percentileOf(sortedScores, value)),
    ...tierFacts(accounts, policy, active, potentialPercentile),
    status: statuses(accounts),
    sameAccount: sameAccountRows(accounts.text.accountId, active),
    means: meansOf(inputs, active),
    imputedCount: imputedCounts(imputed, active),
    unlocatedCount: active.reduce((sum, on, row) => sum + (on === 1 && located[row] === 0 ? 1 : 0), 0),
  };
}

const count = (flags: Uint8Array): number => flags.reduce((sum, flag) => sum + flag, 0);

function sizesOf(accounts: AccountTable, active: Uint8Array) {
  const { number } = accounts;
  const known = number.potential.map((value, row) =>
    active[row] === 1 && value >= 0 ? Math.round(value) : NaN,
  );
  const whole = (column: Float64Array): Float64Array =>
    column.map((value, row) => (active[row] === 1 && value > 0 ? Math.round(value) : 0));
  const history = whole(number.historicalRevenue);
  const currentArr = whole(number.currentArr);
  const sales = history.map((value, row) => value || (currentArr[row] ?? 0));
  const tenureMonths = number.tenureMonths.map((value, row) => (active[row] === 1 && value > 0 ? value : 0));
  const relationship = Uint8Array.from(active, (on, row) =>
    on === 1 && (number.customer[row] === 1 || (sales[row] ?? 0) > 0 || (tenureMonths[row] ?? 0) > 0) ? 1 : 0,
  );
  return {
    known,
    facts: {
      potential: known.map((value) => (Number.isNaN(value) ? 0 : value)),
      sales,
      currentArr,
      tenureMonths,
      relationship,
    },
  };
}

function scoreInputs(
  accounts: AccountTable,
  policy: Policy,
  active: Uint8Array,
  potential: Float64Array,
  bases: readonly Place[],
  located: Uint8Array,
): { inputs: Record<ScoreInput, Float64Array>; imputed: Uint8Array } {
  const normalise = normaliser(policy.score.normalisation, sortedKnown(potential, active));
  const reach = nearestBaseMinutes(
    accounts.number.lat,
    accounts.number.lon,
    located,
    bases,
    policy.travel.bands,
  );
  const inputs: Record<ScoreInput, Float64Array> = {
    potential: potential.map(normalise),
    propensity: accounts.number.propensity.slice(),
    strategicFit: accounts.number.strategicFit.slice(),
    churnRisk: accounts.number.churnRisk.slice(),
    travelCost: reach.map((value) => Math.min(1, value / policy.score.travelCostMaxMinutes)),
  };
  const imputed = new Uint8Array(accounts.rowCount);
  SCORE_INPUTS.forEach((input, bit) => {
    const column = inputs[input];
    const neutral = policy.score.neutral[input];
    column.forEach((value, row) => {
      if (value >= 0 && value <= 1) return;
      column[row] = neutral;
      imputed[row] = (imputed[row] ?? 0) | (1 << bit);
    });
  });
  return { inputs, imputed };
}

function scores(policy: Policy, inputs: Record<ScoreInput, Float64Array>, rowCount: number): Float64Array {
  const score = new Float64Array(rowCount);
  for (const input of SCORE_INPUTS) {
    const weight = signedWeight(policy.score.weights, input);
    const column = inputs[input];
    for (let row = 0; row < rowCount; row++) score[row] = (score[row] ?? 0) + weight * (column[row] ?? 0);
  }
  return score;
}

function tierFacts(accounts: AccountTable, policy: Policy, active: Uint8Array, percentile: Float64Array) {
  const { rowCount, number, text } = accounts;
  const named = text.tier.pool.map((name) => tierNamed(policy.tiers, name));
  const tier = new Uint8Array(rowCount);
  const tierStated = new Uint8Array(rowCount);
  const mustCover = new Uint8Array(rowCount);
  const strategic = new Uint8Array(rowCount);
  const visitsPerYear = new Float64Array(rowCount);
  const workloadHours = new Float64Array(rowCount);
  const slaMinutes = new Float64Array(rowCount);
  for (let row = 0; row < rowCount; row++) {
    const code = text.tier.codes[row] ?? -1;
    const stated = named[code] ?? -1;
    const index = stated === -1 ? tierByPercentile(policy.tiers, percentile[row] ?? NaN) : stated;
    const rule = policy.tiers[index];
    tier[row] = index;
    tierStated[row] = stated === -1 ? 0 : 1;
    slaMinutes[row] = rule?.slaMinutes ?? Infinity;
    if (active[row] !== 1) continue;
    mustCover[row] = rule?.mustCover === true ? 1 : 0;
    strategic[row] = isNamedStrategic(accounts, row) ? 1 : 0;
    const visits = known(number.visitsPerYear[row], rule?.visitsPerYear);
    visitsPerYear[row] = visits;
    workloadHours[row] = (visits * known(number.minutesPerVisit[row], rule?.minutesPerVisit)) / 60;
  }
  return { tier, tierStated, mustCover, strategic, visitsPerYear, workloadHours, slaMinutes };
}

/** The account's own figure when it is one, else the tier's. */
const known = (own: number | undefined, fallback: number | undefined): number =>
  own !== undefined && own >= 0 ? own : (fallback ?? 0);

function statuses(accounts: AccountTable): Uint8Array {
  return Uint8Array.from(accounts.text.status.codes, (_, row) =>
    accountStatus({
      stated: textAt(accounts, 'status', row),
      opportunityStage: textAt(accounts, 'opportunityStage', row),
      customer: accounts.number.customer[row] ?? NaN,
      currentArr: accounts.number.currentArr[row] ?? NaN,
    }),
  );
}

function sameAccountRows(ids: TextColumn, active: Uint8Array): readonly Int32Array[] {
  const seen = new Int32Array(ids.pool.length);
  ids.codes.forEach((code, row) => {
    if (code >= 0 && active[row] === 1) seen[code] = (seen[code] ?? 0) + 1;
  });
  const groups = new Map<number, number[]>();
  ids.codes.forEach((code, row) => {
    if (active[row] !== 1 || (seen[code] ?? 0) < 2) return;
    const group = groups.get(code);
    if (group === undefined) groups.set(code, [row]);
    else group.push(row);
  });
  return [...groups.values()].map((rows) => Int32Array.from(rows));
}

function meansOf(inputs: Record<ScoreInput, Float64Array>, active: Uint8Array): ScoreInputs {
  const total = count(active);
  const means = { potential: 0, propensity: 0, strategicFit: 0, churnRisk: 0, travelCost: 0 };
  if (total === 0) return means;
  for (const input of SCORE_INPUTS) {
    means[input] =
      inputs[input].reduce((sum, value, row) => sum + (active[row] === 1 ? value : 0), 0) / total;
  }
  return means;
}

function imputedCounts(imputed: Uint8Array, active: Uint8Array): Record<ScoreInput, number> {
  const counts = { potential: 0, propensity: 0, strategicFit: 0, churnRisk: 0, travelCost: 0 };
  SCORE_INPUTS.forEach((input, bit) => {
    counts[input] = imputed.reduce(
      (sum, bits, row) => sum + (active[row] === 1 && (bits & (1 << bit)) !== 0 ? 1 : 0),
      0,
    );
  });
  return counts;
}
