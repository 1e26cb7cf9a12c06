/**
 * A headcount scenario: who starts and who goes, month by month, and what a rep does (ledger CAP-06 to CAP-08). It is
 * part of the plan, because a plan is promised with the people it assumes; reference tables only suggest what stands
 * here. Numbers of people alone, never names.
 */
import type { HeadcountId, IsoMonth, MinorUnits } from '../brand.ts';
import type { Capacity } from '../plan/territory.ts';
import type { Ramp } from './ramp.ts';

export interface HeadcountScenario {
  readonly headcountId: HeadcountId;
  readonly name: string;
  readonly from: IsoMonth;
  /** People who start on the first day of each month; the length is how far the scenario looks. */
  readonly hires: readonly number[];
  /** People gone from the first day of each month, beside attrition; as long as `hires`. */
  readonly leavers: readonly number[];
  /** Share of those on board who leave within a year, nobody knows who. */
  readonly attrition: number;
  /** Months until somebody new starts in a leaver's place; null: the place stays empty. */
  readonly backfillMonths: number | null;
  readonly ramp: Ramp;
  /** Share of a rep's hours spent on customers. */
  readonly sellingTime: number;
  /** Reps on the first day; null: as the roster has it. */
  readonly openingReps: number | null;
  /** What a ramped rep carries at the policy's selling time; null: as the plan's territories have it. */
  readonly capacity: Capacity | null;
  /** What a ramped rep brings in a year at the policy's selling time, minor units; null: not asked. */
  readonly productivity: MinorUnits | null;
  /** By how much the work grows over a year. */
  readonly demandGrowth: number;
  /** SDRs for each rep (CAP-08). */
  readonly sdrPerRep: number;
  /** Share of a segment's reps who hunt; segments that are not named follow the plan's prospects (CAP-08). */
  readonly hunters: readonly HunterShare[];
}

export interface HunterShare {
  /** A tier of the policy. */
  readonly segment: string;
  readonly share: number;
}

export const LONGEST_SCENARIO = 60;
/** More people than any plan has; a typing slip ends here. */
export const MOST_PEOPLE = 100_000;
