import type { AccountTable } from '../plan/account-table.ts';
import type { PotentialUnit } from '../plan/plan.ts';
import type { Rep } from '../plan/rep.ts';
import type { TerritoryEntry } from '../plan/territory-entry.ts';
import type { Finding } from './finding.ts';
import type { MatchPair } from './identity/match-pair.ts';
import type { Scorecard } from './scorecard.ts';

export const GEO_PRECISIONS = ['street', 'postal', 'city', 'state', 'none'] as const;
/** How well an account is placed; `street` is the coordinates the file came with. */
export type GeoPrecision = (typeof GEO_PRECISIONS)[number];

/** A row that could not become an account, with why; its cells are still in the RawTable it came from. */
export interface RejectedRow {
  /** 1-based data row and line of the file. */
  readonly row: number;
  readonly line: number;
  readonly code: string;
  readonly reason: string;
  readonly text: string;
}

/** Names found in the file, with how many accounts carry each, most first. */
export interface NameCount {
  readonly name: string;
  readonly accounts: number;
}

export interface IntakeResult {
  readonly accounts: AccountTable;
  /** 1-based data row of the file of every account row. */
  readonly fileRows: Int32Array;
  /** Data rows in the file: accepted ones (`accounts.rowCount`) and rejected ones. */
  readonly rowsInFile: number;
  readonly rejected: readonly RejectedRow[];
  /** Cells without a usable value, by mapped field: empty, sentinel or unreadable. */
  readonly missing: Readonly<Record<string, number>>;
  /** Of those, the ones that said so (`-999`, `NOT AVAILABLE`), by field and by what they said. */
  readonly sentinels: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly findings: readonly Finding[];
  readonly scorecard: Scorecard;
  readonly geocoded: Readonly<Record<GeoPrecision, number>>;
  /** What `potential` counts; `{kind:'count', name:'accounts'}` with 1 each where the file has no size. */
  readonly potentialUnit: PotentialUnit;
  /** ISO 4217 code of the money columns. */
  readonly currency: string;
  readonly territories: readonly NameCount[];
  readonly owners: readonly NameCount[];
  /** Columns of the file that were not stored, by header. */
  readonly unmapped: readonly string[];
  /** Pairs that may be one account, for a person to decide (IDR-05). */
  readonly reviewQueue: readonly MatchPair[];
}

export interface RepIntakeResult {
  readonly reps: readonly Rep[];
  /** Territory name each rep's row gave, by position in `reps`; null where it gave none. */
  readonly territoryNames: readonly (string | null)[];
  readonly rowsInFile: number;
  readonly rejected: readonly RejectedRow[];
  readonly missing: Readonly<Record<string, number>>;
  readonly findings: readonly Finding[];
  readonly unmapped: readonly string[];
}

export interface BookingsIntakeResult {
  /** The account table with `historicalRevenue` and `tenureMonths` from the bookings. */
  readonly accounts: AccountTable;
  readonly rowsInFile: number;
  readonly rejected: readonly RejectedRow[];
  /** 1-based data row of every row read, and the account row it was counted for; -1: for none. */
  readonly fileRows: Int32Array;
  readonly countedFor: Int32Array;
  readonly matchedBookings: number;
  readonly matchedAccounts: number;
  /** Minor units of the plan's currency. */
  readonly total: number;
  readonly findings: readonly Finding[];
  readonly unmapped: readonly string[];
}

export interface TerritoryIntakeResult {
  /** One a territory, by the names they bear in the file. */
  readonly entries: readonly TerritoryEntry[];
  /** 1-based data row of each entry. */
  readonly fileRows: readonly number[];
  /** What the whole team has to bring, minor units; null where no row says so. */
  readonly teamTarget: number | null;
  readonly rowsInFile: number;
  readonly rejected: readonly RejectedRow[];
  readonly findings: readonly Finding[];
  readonly unmapped: readonly string[];
}
