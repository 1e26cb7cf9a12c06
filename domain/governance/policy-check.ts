/** Reads a policy from JSON: a policy file given by hand, or the whole policy a bundle carries. */
import type { Check } from '../bundle/check.ts';
import {
  Faults,
  finite,
  flag,
  integer,
  list,
  nullable,
  numbersLike,
  object,
  oneOf,
  optional,
  partialRecord,
  text,
} from '../bundle/check.ts';
import * as is from '../bundle/checks.ts';
import type { Json } from '../bundle/canonical-json.ts';
import type { Result } from '../result.ts';
import { codedError, ok, refuse } from '../result.ts';
import { DEFAULT_CAPACITY_RULES } from '../capacity/rules.ts';
import type { CapacityRules } from '../capacity/rules.ts';
import { checkApproval } from './approval-settings.ts';
import { checkCompensation } from './compensation.ts';
import type { FreshnessTargets } from './freshness.ts';
import { DEFAULT_FRESHNESS } from './freshness.ts';
import type { Policy, TierRule, TravelBand } from './policy.ts';
import { DEFAULT_POLICY } from './policy.ts';

export const checkPolicy: Check<Policy> = object<Policy>({
  policyId: is.policyId,
  version: integer(0, Number.MAX_SAFE_INTEGER),
  name: text,
  score: object<Policy['score']>({
    weights: numbersLike(DEFAULT_POLICY.score.weights),
    normalisation: oneOf('min-max', 'percentile', 'log'),
    neutral: numbersLike(DEFAULT_POLICY.score.neutral),
    travelCostMaxMinutes: finite,
    highPriorityPercentile: finite,
    lowPriorityPercentile: finite,
  }),
  tiers: list(
    object<TierRule>({
      tier: text,
      minPotentialPercentile: finite,
      visitsPerYear: finite,
      minutesPerVisit: finite,
      mustCover: flag,
      slaMinutes: finite,
    }),
  ),
  travel: object<Policy['travel']>({
    bands: list(object<TravelBand>({ upToKm: nullable(finite), circuity: finite, kmPerHour: finite })),
    weeksPerYear: finite,
    visitsPerTour: finite,
    baselineHoursPerWeek: nullable(finite),
  }),
  targets: numbersLike(DEFAULT_POLICY.targets),
  disruption: object<Policy['disruption']>({
    maxMovedShare: finite,
    maxQuarterlyMovedShare: finite,
    minContinuity: finite,
    freezeStrategic: flag,
  }),
  quota: numbersLike(DEFAULT_POLICY.quota),
  seniorityFactor: numbersLike(DEFAULT_POLICY.seniorityFactor),
  capacity: optional(partialRecord(Object.keys(DEFAULT_CAPACITY_RULES) as (keyof CapacityRules)[], finite)),
  freshness: optional(partialRecord(Object.keys(DEFAULT_FRESHNESS) as (keyof FreshnessTargets)[], finite)),
  approval: checkApproval,
  compensation: optional(checkCompensation),
  dataQuality: numbersLike(DEFAULT_POLICY.dataQuality),
  objective: numbersLike(DEFAULT_POLICY.objective),
});

/** A whole policy, or every fault of it at once. Code: POLICY_FORM. */
export function parsePolicy(value: Json): Result<Policy> {
  const faults = new Faults();
  const policy = checkPolicy(value, '', faults);
  if (faults.list.length === 0) return ok(policy);
  return refuse(...faults.list.map((f) => codedError('POLICY_FORM', `The policy: ${f.path} ${f.message}.`)));
}

/**
 * A policy file names only what differs from the defaults; lists are taken whole. Code: POLICY_FORM. What it does not
 * know is a fault, so that a misspelt threshold is not passed over.
 */
export const parsePolicyFile = (value: Json): Result<Policy> =>
  parsePolicy(overlaid(DEFAULT_POLICY as unknown as Json, value));

type Members = Readonly<Record<string, Json>>;

const isMembers = (value: Json): value is Members =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

function overlaid(under: Json, over: Json): Json {
  if (!isMembers(under) || !isMembers(over)) return over;
  const changed = Object.entries(over).map(([key, value]): [string, Json] => {
    const below = Object.hasOwn(under, key) ? under[key] : undefined;
    return [key, below === undefined ? value : overlaid(below, value)];
  });
  return { ...under, ...Object.fromEntries(changed) };
}
