/**
 * What capacity is judged by. It is policy, not part of a scenario: whoever plans headcount does not also set what it is
 * held against. Absent from policies made before there was headcount, which are never rewritten.
 */

export interface CapacityRules {
  /** Load may lie this far from capacity, either way (ledger CAP-05). */
  readonly fitBand: number;
  /** Accounts ÷ what a territory can carry (CAP-04). The lower alert is lost in the source (I28), so both bounds are settings. */
  readonly ratioLow: number;
  readonly ratioHigh: number;
  readonly ratioAlert: number;
  /** Share of a rep's hours spent on customers that capacity and productivity are stated for (CAP-06, CAP-10). */
  readonly sellingTime: number;
  /** Below this share something keeps reps from customers (CAP-10). */
  readonly sellingTimeAlert: number;
  readonly hoursPerWeek: number;
  /** Months until a hire does what others do (CAP-06). */
  readonly rampMonths: number;
  /** Headcount that grows by this much calls for a redesign of territories (CAP-06, GOV-08). */
  readonly growthTrigger: number;
}

/** Stated defaults of CAP-04, CAP-05, CAP-06 and CAP-10; a full working week. */
export const DEFAULT_CAPACITY_RULES: CapacityRules = {
  fitBand: 0.1,
  ratioLow: 0.8,
  ratioHigh: 1.2,
  ratioAlert: 1.3,
  sellingTime: 0.7,
  sellingTimeAlert: 0.6,
  hoursPerWeek: 40,
  rampMonths: 4.2,
  growthTrigger: 0.25,
};

/** As a policy holds it: what differs from the defaults. */
export type StoredCapacityRules = { readonly [K in keyof CapacityRules]?: CapacityRules[K] };

export const capacityRulesOf = (policy: { readonly capacity?: StoredCapacityRules }): CapacityRules => ({
  ...DEFAULT_CAPACITY_RULES,
  ...policy.capacity,
});
