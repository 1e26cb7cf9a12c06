/**
 * The optimizer as everybody else sees it. A problem is plain typed arrays (n accounts, r territories), so it crosses
 * to a Web Worker or a Node worker thread without a copy; the answer is data too. See docs/optimizer.md.
 *
 * Accounts and territories are indices. `-1` as a territory is "no territory", as in `Plan.assignment`.
 */

import type { ConflictingWishes, MoveCost, SolverAnswer } from './answer-contract.ts';
import type { StressDraw, StressPart, StressReport, StressSettings } from './stress-contract.ts';

export type {
  BandResult,
  Conflict,
  ConflictingWishes,
  ConstraintKind,
  ConstraintPrice,
  InfeasibilityReport,
  MoveCost,
  ObjectiveParts,
  RunRecord,
  SolverAnswer,
  StoppedBy,
  Wish,
} from './answer-contract.ts';
export type { Spread, StressDraw, StressPart, StressReport, StressSettings } from './stress-contract.ts';

/** The six approaches of ledger DSN-01…06. One contract: each only changes what the objective weighs. */
export const APPROACHES = [
  'equal-opportunity',
  'capacity',
  'potential',
  'hybrid',
  'rules',
  'min-cost-flow',
] as const;
export type Approach = (typeof APPROACHES)[number];

/** In `SolverProblem.lock`: the optimizer chooses. */
export const FREE = -1;
/** In `SolverProblem.lock`: must stay without a territory. */
export const LOCKED_OUT = -2;

/** Compressed sparse rows: the entries of row i are `items[offsets[i]] … items[offsets[i + 1] - 1]`. */
export interface Csr {
  readonly offsets: Int32Array;
  readonly items: Int32Array;
}

/** A quantity every territory should hold its share of, e.g. potential or workload. */
export interface BalanceMeasure {
  /** `potential`, `workload`, `score`, `count`, `revenue` … as shown to people. */
  readonly name: string;
  /** n values, none negative. */
  readonly values: Float64Array;
  /** r shares of the total, summing to 1 (seniority and quota differences are already in them). */
  readonly targetShare: Float64Array;
  /** 0.05 means the band target ± 5%. */
  readonly tolerance: number;
  /** How much leaving the band matters beside the other measures when not every band can be met; 1 is usual, 0 ignores the band. */
  readonly weight: number;
}

/** What an account uses up of a territory. Never softened: a use beyond the limit is illegal (ledger CAP-01, OPT-01). */
export interface CapacityConstraint {
  readonly name: string;
  readonly unit: 'accounts' | 'hours';
  /** n uses, none negative. */
  readonly use: Float64Array;
  /** r limits; Infinity where there is none. */
  readonly limit: Float64Array;
}

/**
 * Travel of one trip as a piecewise linear function of straight-line kilometres: `cost[k]` at `km[k]`, straight lines
 * between, the last slope beyond. `km` ascends from 0 and `cost` never falls.
 */
export interface TravelCurve {
  readonly unit: 'minutes' | 'km' | 'hours';
  readonly km: Float64Array;
  readonly cost: Float64Array;
}

/** Caps on change against the baseline (ledger DIS-01, DIS-02). Accounts without a baseline territory never count. */
export interface ChurnCaps {
  /** Accounts that may leave their baseline territory; Infinity for no cap. */
  readonly maxAccounts: number;
  /** Revenue that may; same unit as `revenue`; Infinity for no cap. */
  readonly maxRevenue: number;
  /** n values, none negative. */
  readonly revenue: Float64Array;
}

/**
 * Territories must be connected on this graph. `unitOf[i]` is the county, postal area or own point of account i; -1
 * where it has no place, and then nothing is asked of it.
 */
export interface Contiguity {
  readonly units: number;
  readonly unitOf: Int32Array;
  readonly neighbours: Csr;
}

export interface SolverProblem {
  readonly n: number;
  readonly r: number;
  /** r names, for texts only. */
  readonly territoryNames: readonly string[];
  /** Degrees; NaN where the account has no place: it then travels nothing and adds nothing to compactness. */
  readonly lat: Float64Array;
  readonly lon: Float64Array;
  /** Degrees; NaN for a free centre, which the optimizer places. */
  readonly baseLat: Float64Array;
  readonly baseLon: Float64Array;
  /** Composite score, as the hybrid objective sums it. */
  readonly score: Float64Array;
  /** Trips of an account in the planning period; travel in the objective is trips × the curve. */
  readonly trips: Float64Array;
  readonly travelCurve: TravelCurve;
  /** Travel of one trip from account i to territory t at `i * r + t`, used instead of places when given (small plans, road tables). */
  readonly travelTable: Float64Array | null;
  readonly measures: readonly BalanceMeasure[];
  readonly capacities: readonly CapacityConstraint[];
  /** A territory the account must go to, FREE, or LOCKED_OUT. */
  readonly lock: Int32Array;
  /** Index into REASON_CODES of each lock (LOCK_NAMED, LOCK_GEO, RULE …); 0 where free. */
  readonly lockReason: Uint8Array;
  /** Territories each account may go to; null when every account may go anywhere. An empty row can never be assigned. */
  readonly eligibility: Csr | null;
  /** 1: may never be left without a territory (ledger SCO-14). */
  readonly mustCover: Uint8Array;
  readonly baseline: Int32Array;
  /** What it costs when the account leaves its baseline territory, e.g. tenure × sales. */
  readonly continuity: Float64Array;
  /** 1: may not leave its baseline territory (strategic accounts, ledger DIS-04). */
  readonly frozen: Uint8Array;
  readonly churn: ChurnCaps | null;
  readonly contiguity: Contiguity | null;
}

/** Multipliers of the terms of the objective, which is minimised. All in the same unit once multiplied. */
export interface ObjectiveWeights {
  /** Of Σ score, subtracted; 1 in DSN-04. */
  readonly score: number;
  /** Of Σ trips × travel: the alpha of DSN-04. */
  readonly travel: number;
  /** Of the population variance over territories of Σ score: the beta of DSN-04 (ledger OPT-03). */
  readonly variance: number;
  /** Of Σ continuity over accounts that leave their baseline. */
  readonly continuity: number;
  /** Of Σ trips × km² from the centre; 0 for none. */
  readonly compactness: number;
}

export interface SolverSettings {
  readonly approach: Approach;
  readonly weights: ObjectiveWeights;
  /** Of the score in the arc cost of `min-cost-flow`: travel − gamma × score (DSN-06). */
  readonly gamma: number;
  /** `hard`: bands are met wherever that is possible; `soft`: leaving a band is priced by `bandPrice`; `off`: reported only. */
  readonly bands: 'hard' | 'soft' | 'off';
  /** Price of leaving a band by the whole target, in units of the objective; used when `bands` is `soft`. */
  readonly bandPrice: number;
  /** true: every account goes somewhere if it legally can (sum = 1); false: leaving one out costs `unassignedCost` (sum ≤ 1). */
  readonly assignAll: boolean;
  readonly unassignedCost: number;
  readonly seed: number;
  /** Deterministic budget of improvement rounds; the same budget gives the same bytes. */
  readonly iterations: number;
  /** Stops early and says so; null for no limit. */
  readonly wallClockSeconds: number | null;
  /** An assignment to start from; null to build one. */
  readonly start: Int32Array | null;
  /** What an answer to nearly the same problem left (after a lock, a rep or a tolerance changed); null for a first run. */
  readonly warm: WarmStart | null;
}

/** Prices of what is limited or drawn together, in the units of the problem: what an answer leaves for a later run. */
export interface DualPrices {
  readonly loads: readonly {
    readonly kind: 'capacity' | 'band' | 'variance';
    /** Of the measure or capacity; `score` for the variance. */
    readonly name: string;
    /**
     * r prices, in units of the objective for each unit of the measure: positive where a territory is to hold less,
     * negative where it is to hold more, NaN where none is known (a territory that is new).
     */
    readonly perUnit: Float64Array;
  }[];
  /** For each account, and for each unit of revenue, that leaves its baseline. */
  readonly changes: readonly {
    readonly kind: 'churn-accounts' | 'churn-revenue';
    readonly perUnit: number;
  }[];
}

/** What a run begins with that follows another after a small change, in the territories of the new problem. */
export interface WarmStart {
  readonly prices: DualPrices;
  /** Degrees, r each: where centres without a base were placed, NaN where that is not known. Bases go before them. */
  readonly centreLat: Float64Array;
  readonly centreLon: Float64Array;
}

export const PHASES = [
  'candidates',
  'bound',
  'build',
  'repair',
  'improve',
  'centres',
  'stopping',
  'done',
] as const;
export type SolverPhase = (typeof PHASES)[number];

export interface SolverProgress {
  readonly phase: SolverPhase;
  /** Of the best legal assignment so far; null before the first. */
  readonly objective: number | null;
  /** Proven: no legal assignment costs less; null before the first. */
  readonly bound: number | null;
  /** (objective − bound) / max(|objective|, 1e-9); null while either is missing. */
  readonly gap: number | null;
  readonly bandsViolated: number | null;
  readonly seconds: number;
  readonly iteration: number;
}

/** A plan on the trade-off front and how it differs from the others. */
export interface Alternative {
  readonly label: string;
  /** What it gives most weight to. */
  readonly emphasis: 'balance' | 'travel' | 'continuity';
  readonly settings: SolverSettings;
  readonly answer: SolverAnswer;
  /** Largest relative distance of a band measure from its target, over territories. */
  readonly imbalance: number;
  /** Σ trips × travel, in the unit of the curve. */
  readonly travel: number;
  /** Share of accounts with a baseline that leave it. */
  readonly moved: number;
}

export interface CancelFlag {
  /** Read at least every 20 ms of work. */
  readonly cancelled: () => boolean;
}

export const NEVER_CANCELLED: CancelFlag = { cancelled: () => false };

export type OnProgress = (progress: SolverProgress) => void;

/** The optimizer, wherever it runs (see `client.ts` for the ones in workers, `inline.ts` for tests). */
export interface Solver {
  /** Cancelling keeps the best so far and resolves with it; it never rejects for that. */
  solve(
    problem: SolverProblem,
    settings: SolverSettings,
    onProgress?: OnProgress,
    cancel?: CancelFlag,
  ): Promise<SolverAnswer>;
  /** Two or three clearly different plans on the front of balance, travel and disruption. */
  alternatives(
    problem: SolverProblem,
    settings: SolverSettings,
    onProgress?: OnProgress,
    cancel?: CancelFlag,
  ): Promise<readonly Alternative[]>;
  stress(
    problem: SolverProblem,
    settings: SolverSettings,
    assignment: Int32Array,
    stress: StressSettings,
    onProgress?: OnProgress,
    cancel?: CancelFlag,
  ): Promise<StressReport>;
  /** Draws `first` … `first + count - 1` of a stress run alone, so that several workers can share one. */
  stressDraws(
    problem: SolverProblem,
    settings: SolverSettings,
    assignment: Int32Array,
    part: StressPart,
    onProgress?: OnProgress,
    cancel?: CancelFlag,
  ): Promise<readonly StressDraw[]>;
  /** What each weight of the objective decides, one at a time (ledger STR-02). */
  weightTornado(
    problem: SolverProblem,
    settings: SolverSettings,
    assignment: Int32Array,
    halfWidth: number,
    onProgress?: OnProgress,
    cancel?: CancelFlag,
  ): Promise<StressReport['tornado']>;
  /** The smallest set of wishes that conflict; null when all can be met. Several short runs. */
  conflictingWishes(
    problem: SolverProblem,
    settings: SolverSettings,
    onProgress?: OnProgress,
    cancel?: CancelFlag,
  ): Promise<ConflictingWishes | null>;
  /** "What if it went to R instead": one entry a territory, and one for none, cheapest first. */
  costOfMoves(
    problem: SolverProblem,
    settings: SolverSettings,
    assignment: Int32Array,
    account: number,
  ): Promise<readonly MoveCost[]>;
  /** Ends the worker. */
  close(): void;
}

export const DEFAULT_SETTINGS: SolverSettings = {
  approach: 'hybrid',
  weights: { score: 0, travel: 1, variance: 0, continuity: 1, compactness: 0 },
  gamma: 1,
  bands: 'hard',
  bandPrice: 0,
  assignAll: true,
  unassignedCost: 0,
  seed: 1,
  iterations: 200,
  wallClockSeconds: null,
  start: null,
  warm: null,
};
