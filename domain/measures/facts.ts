/**
 * What every measure, the score and the optimizer need to know of each account, derived once from the columns they
 * depend on. Nothing here depends on the assignment, so an edit of territories leaves it alone.
 */
import type { Plan } from '../plan/plan.ts';
import type { ScoreInput, ScoreInputs } from '../scoring/score.ts';
import { computeFacts } from './compute-facts.ts';

/** One entry an account row in every column; rows that are not active hold zero sizes. */
export interface AccountFacts {
  readonly rowCount: number;
  /** 1 where the row takes part in planning. */
  readonly active: Uint8Array;
  readonly activeCount: number;
  /** 1 where latitude and longitude are a place. */
  readonly located: Uint8Array;
  /** One-way minutes to the nearest territory base; NaN without a place or any base. */
  readonly nearestMinutes: Float64Array;
  /** Whole minor units of the plan's potential unit, 0 where missing. */
  readonly potential: Float64Array;
  /** Among active accounts with known potential, 0..1; NaN where missing. */
  readonly potentialPercentile: Float64Array;
  /** 0..1, after what was missing was filled with the policy's neutral values. */
  readonly inputs: Readonly<Record<ScoreInput, Float64Array>>;
  /** Bit j: SCORE_INPUTS[j] was missing or out of range and the neutral value stands in (ING-19). */
  readonly imputed: Uint8Array;
  readonly score: Float64Array;
  /** Among active accounts, 0..1; worked out when first read. */
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
  const dependencies = [...dependenciesOf(plan), ...bases.flatMap((base) => [base.lat, base.lon])];
  const known = memory.get(plan.accounts.number.potential) ?? [];
  const hit = known.find((entry) => sameDependencies(entry.dependencies, dependencies));
  if (hit !== undefined) return hit.facts;
  const facts = computeFacts(plan.accounts, plan.policy, plan.standing, bases);
  memory.set(plan.accounts.number.potential, [{ dependencies, facts }, ...known].slice(0, REMEMBERED));
  return facts;
}

/** By identity: columns are never changed in place. */
function dependenciesOf(plan: Pick<Plan, 'accounts' | 'standing' | 'policy'>): readonly unknown[] {
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
  ];
}

const sameDependencies = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((value, i) => Object.is(value, b[i]));
