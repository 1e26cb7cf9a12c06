/**
 * Policy is versioned data: every weight, target, cap and threshold a result depends on (ledger SCO-02/03, AUD-04).
 * Where the sources contradict each other (ledger 2b) the value here is a stated default, not a truth.
 */
import type { PolicyId } from '../brand.ts';
import type { StoredCapacityRules } from '../capacity/rules.ts';
import type { StoredApproval } from './approval-settings.ts';
import type { StoredFreshness } from './freshness.ts';
import { DEFAULT_APPROVAL } from './approval-settings.ts';
import type { CompensationPolicy } from './compensation.ts';

export type Normalisation = 'min-max' | 'percentile' | 'log';

export interface ScoreWeights {
  readonly potential: number;
  readonly propensity: number;
  readonly strategicFit: number;
  /** Subtracted. */
  readonly churnRisk: number;
  /** Subtracted. */
  readonly travelCost: number;
}

/** What stands in for an input nobody supplied; every account it was used for is flagged (ING-19). */
export interface NeutralInputs {
  readonly potential: number;
  readonly propensity: number;
  readonly strategicFit: number;
  readonly churnRisk: number;
  readonly travelCost: number;
}

export interface TierRule {
  readonly tier: string;
  /** Accounts whose potential percentile (0..1) is at least this. */
  readonly minPotentialPercentile: number;
  readonly visitsPerYear: number;
  readonly minutesPerVisit: number;
  /** Must be covered: may never be left unassigned (SCO-14). */
  readonly mustCover: boolean;
  /** Longest travel, one way, that still counts as covered in time (MET-01). */
  readonly slaMinutes: number;
}

export interface TravelBand {
  /** Straight-line distance up to which the band holds; null for the last. */
  readonly upToKm: number | null;
  readonly circuity: number;
  readonly kmPerHour: number;
}

export interface Policy {
  readonly policyId: PolicyId;
  readonly version: number;
  readonly name: string;
  readonly score: {
    readonly weights: ScoreWeights;
    readonly normalisation: Normalisation;
    /** 0..1 each. */
    readonly neutral: NeutralInputs;
    /** One-way minutes to the nearest territory base at which travel cost reaches 1. */
    readonly travelCostMaxMinutes: number;
    /** Score percentile from which an account is worked proactively whatever its tier (SCO-08). */
    readonly highPriorityPercentile: number;
    /** Score percentile below which an account of the last tier is inbound only (SCO-08). */
    readonly lowPriorityPercentile: number;
  };
  /** Highest first; the last takes the rest. */
  readonly tiers: readonly TierRule[];
  readonly travel: {
    readonly bands: readonly TravelBand[];
    /** Working weeks a year, to turn yearly travel into hours a week. */
    readonly weeksPerYear: number;
    /** Visits combined in one tour: a visit costs 2 × one-way / visitsPerTour. */
    readonly visitsPerTour: number;
    readonly baselineHoursPerWeek: number | null;
  };
  readonly targets: {
    readonly coverage: number;
    readonly overlap: number;
    readonly gini: number;
    readonly travelReduction: number;
    readonly coverageVariance: number;
    readonly utilisationLow: number;
    readonly utilisationHigh: number;
    readonly potentialSpread: number;
    readonly potentialCv: number;
    readonly outlierBand: number;
    readonly balanceTolerance: number;
  };
  readonly disruption: {
    readonly maxMovedShare: number;
    readonly maxQuarterlyMovedShare: number;
    readonly minContinuity: number;
    readonly freezeStrategic: boolean;
  };
  readonly quota: {
    readonly overAssignment: number;
    readonly overAssignmentWarn: number;
    readonly overAssignmentApproval: number;
    /** How far a territory's quota per potential or per capacity may lie from the plan's before it is flagged (QUO-02). */
    readonly riskBand: number;
  };
  readonly seniorityFactor: { readonly junior: number; readonly mid: number; readonly senior: number };
  /** As written, where it differs from the defaults; `capacityRulesOf` gives all of it. */
  readonly capacity?: StoredCapacityRules;
  /** As written, where it differs from the defaults; `freshnessOf` gives all of it. */
  readonly freshness?: StoredFreshness;
  /** As written; `approvalOf` gives what it means. */
  readonly approval: StoredApproval;
  readonly dataQuality: {
    readonly completeness: number;
    readonly uniqueness: number;
    readonly timeliness: number;
    readonly score: number;
    readonly staleAfterDays: number;
    readonly farFromPostalCodeKm: number;
    readonly matchAutomatic: number;
    readonly matchReview: number;
  };
  /** What the pay plan allows; absent in policies of before it was asked (`compensationOf`). */
  readonly compensation?: CompensationPolicy;
  readonly objective: { readonly alpha: number; readonly beta: number };
}

export const DEFAULT_POLICY: Policy = {
  policyId: 'policy-default' as PolicyId,
  version: 2,
  name: 'Bailiwick defaults',
  score: {
    weights: { potential: 0.5, propensity: 0.25, strategicFit: 0.15, churnRisk: 0.1, travelCost: 0.1 },
    normalisation: 'percentile',
    neutral: { potential: 0, propensity: 0.5, strategicFit: 0.5, churnRisk: 0.5, travelCost: 0.5 },
    travelCostMaxMinutes: 480,
    highPriorityPercentile: 0.8,
    lowPriorityPercentile: 0.5,
  },
  tiers: [
    {
      tier: 'Strategic',
      minPotentialPercentile: 0.95,
      visitsPerYear: 12,
      minutesPerVisit: 120,
      mustCover: true,
      slaMinutes: 240,
    },
    {
      tier: 'Enterprise',
      minPotentialPercentile: 0.8,
      visitsPerYear: 6,
      minutesPerVisit: 90,
      mustCover: false,
      slaMinutes: 300,
    },
    {
      tier: 'Commercial',
      minPotentialPercentile: 0.4,
      visitsPerYear: 3,
      minutesPerVisit: 60,
      mustCover: false,
      slaMinutes: 360,
    },
    {
      tier: 'SMB',
      minPotentialPercentile: 0,
      visitsPerYear: 1,
      minutesPerVisit: 45,
      mustCover: false,
      slaMinutes: 480,
    },
  ],
  travel: {
    bands: [
      { upToKm: 10, circuity: 1.45, kmPerHour: 40 },
      { upToKm: 50, circuity: 1.35, kmPerHour: 60 },
      { upToKm: 150, circuity: 1.25, kmPerHour: 80 },
      { upToKm: null, circuity: 1.2, kmPerHour: 95 },
    ],
    weeksPerYear: 46,
    visitsPerTour: 8,
    baselineHoursPerWeek: null,
  },
  targets: {
    coverage: 0.95,
    overlap: 0.02,
    gini: 0.2,
    travelReduction: 0.15,
    coverageVariance: 0.1,
    utilisationLow: 0.85,
    utilisationHigh: 0.95,
    potentialSpread: 1.3,
    potentialCv: 0.1,
    outlierBand: 0.15,
    balanceTolerance: 0.05,
  },
  disruption: {
    maxMovedShare: 0.15,
    maxQuarterlyMovedShare: 0.05,
    minContinuity: 0.85,
    freezeStrategic: true,
  },
  quota: { overAssignment: 0.05, overAssignmentWarn: 0.1, overAssignmentApproval: 0.15, riskBand: 0.15 },
  seniorityFactor: { junior: 0.8, mid: 1, senior: 1.2 },
  approval: DEFAULT_APPROVAL,
  dataQuality: {
    completeness: 0.95,
    uniqueness: 0.01,
    timeliness: 0.9,
    score: 90,
    staleAfterDays: 365,
    farFromPostalCodeKm: 50,
    matchAutomatic: 0.97,
    matchReview: 0.8,
  },
  objective: { alpha: 0.1, beta: 1 },
};
