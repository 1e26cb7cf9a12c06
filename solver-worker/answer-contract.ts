/** What a run answers: a plan, how far it is from the best possible, what binds it and what stood in its way. */
import type { Approach, DualPrices } from './contract.ts';

/** The terms of the objective, already multiplied by their weights; they sum to it. */
export interface ObjectiveParts {
  readonly score: number;
  readonly travel: number;
  readonly variance: number;
  readonly continuity: number;
  readonly compactness: number;
  readonly unassigned: number;
  /** Soft bands only. */
  readonly bands: number;
}

export type ConstraintKind =
  | 'capacity'
  | 'band-high'
  | 'band-low'
  | 'churn-accounts'
  | 'churn-revenue'
  | 'must-cover'
  | 'lock'
  | 'eligibility'
  | 'contiguity';

/** A constraint that binds, and what one more unit of it would save (its shadow price). */
export interface ConstraintPrice {
  readonly kind: ConstraintKind;
  /** Measure or capacity name; empty for churn. */
  readonly name: string;
  /** -1 where it holds for the whole plan. */
  readonly territory: number;
  /** Objective units saved per unit of the measure (or account, or revenue) if the limit were eased. Never negative. */
  readonly price: number;
  /** Objective units saved if the limit were eased by 1% of itself: what to rank by. */
  readonly perPercent: number;
  readonly used: number;
  readonly limit: number;
  readonly text: string;
}

export interface BandResult {
  readonly measure: string;
  readonly territory: number;
  readonly load: number;
  readonly target: number;
  readonly low: number;
  readonly high: number;
  readonly met: boolean;
  /** false: no legal assignment can meet it (a mega-account, locks or capacities alone break it). */
  readonly feasible: boolean;
}

/** One wish that cannot be met together with the others, by how much, and what could be met instead. */
export interface Conflict {
  readonly code:
    | 'MEGA_ACCOUNT'
    | 'LOCKED_OVER_BAND'
    | 'LOCKED_OVER_CAPACITY'
    | 'TOTAL_CAPACITY'
    | 'NO_ELIGIBLE_TERRITORY'
    | 'CHURN_CAP'
    | 'LOCK_CONFLICT'
    | 'BAND_UNREACHED'
    | 'CONTIGUITY_UNREACHED';
  readonly kind: ConstraintKind;
  readonly name: string;
  readonly territory: number;
  /** Accounts that cause it, largest first, at most 20. */
  readonly accounts: Int32Array;
  /** By how much, in the unit of the measure or capacity. */
  readonly excess: number;
  readonly text: string;
}

export interface InfeasibilityReport {
  /** The smallest set found: without any one of them the others can be met. */
  readonly conflicts: readonly Conflict[];
  /** For each measure, the smallest tolerance that can be met (proven floor) and the one this answer meets. */
  readonly nearest: readonly {
    readonly measure: string;
    readonly asked: number;
    readonly floor: number;
    readonly achieved: number;
  }[];
}

/** One thing that was asked for and must hold, in plain words. */
export interface Wish {
  readonly kind: ConstraintKind;
  /** Measure or capacity name; empty where the kind says it all. */
  readonly name: string;
  readonly text: string;
}

/** Wishes that were not met together though, as far as was searched, they can be met without any one of them. */
export interface ConflictingWishes {
  readonly wishes: readonly Wish[];
  /** false: cancelled before every wish was tried, so the set may hold more than it must. */
  readonly complete: boolean;
}

export type StoppedBy = 'optimal' | 'converged' | 'iterations' | 'wall-clock' | 'cancelled';

/** What an auditor needs to run it again (ledger OPT-08, EXP-05). Hash `inputs` to compare runs. */
export interface RunRecord {
  readonly engine: string;
  readonly approach: Approach;
  readonly seed: number;
  readonly iterations: number;
  readonly iterationsUsed: number;
  readonly wallClockSeconds: number | null;
  readonly seconds: number;
  readonly stoppedBy: StoppedBy;
  /** It began with the prices of an earlier answer: only what changed was priced and mended anew. */
  readonly warmStart: boolean;
  /** FNV-1a over every array and setting that decides the answer, 16 hex digits. */
  readonly inputs: string;
}

export interface SolverAnswer {
  readonly assignment: Int32Array;
  /** Index into REASON_CODES of each account. */
  readonly reasons: Uint8Array;
  readonly objective: number;
  readonly parts: ObjectiveParts;
  /** No legal assignment costs less. -Infinity when none could be proven. */
  readonly bound: number;
  /** (objective − bound) / max(|objective|, 1e-9); Infinity without a bound. */
  readonly gap: number;
  /**
   * What the bound speaks of: `all` legal assignments that meet the bands; `bands-as-achieved`, those that leave no
   * band farther than this answer does (when it leaves one); centres placed by the optimizer are taken as given.
   */
  readonly boundScope: 'all' | 'bands-as-achieved';
  /** Binding constraints, the dearest first. */
  readonly prices: readonly ConstraintPrice[];
  /** Every price there was, binding or not: what a later run may begin with. */
  readonly dual: DualPrices;
  readonly bands: readonly BandResult[];
  readonly bandsViolated: number;
  readonly centreLat: Float64Array;
  readonly centreLon: Float64Array;
  /** Accounts left without a territory; `reasons` says why. */
  readonly unassigned: Int32Array;
  /** null when every wish is met. */
  readonly infeasibility: InfeasibilityReport | null;
  readonly run: RunRecord;
}

/** What moving one account somewhere would do; `blockedBy` names the hard constraint that forbids it. */
export interface MoveCost {
  readonly territory: number;
  /** Change of the objective, negative is better. */
  readonly delta: number;
  readonly travelDelta: number;
  readonly scoreDelta: number;
  readonly balanceDelta: number;
  readonly continuityDelta: number;
  readonly blockedBy: ConstraintKind | null;
  /** Bands that the move would leave or enter: positive counts newly broken ones. */
  readonly bandsBroken: number;
  readonly text: string;
}
