/** What a check of the files found, as the page shows it: counts and the first rows, never the rows themselves. */
import type {
  BookingsIntakeResult,
  IntakeResult,
  RejectedRow,
  RepIntakeResult,
  TerritoryIntakeResult,
} from '../../domain/intake/intake-result.ts';
import type { CheckJob, CheckReport, Rejected } from './check-api.ts';
import type { FindingsIndex } from './findings-index.ts';

/** The files of an import after their check. */
export interface Checked {
  readonly number: number;
  readonly job: CheckJob;
  readonly accounts: IntakeResult;
  readonly reps: RepIntakeResult | null;
  readonly bookings: BookingsIntakeResult | null;
  readonly territories: TerritoryIntakeResult | null;
  readonly index: FindingsIndex;
}

/** Rows left out that are shown one by one; the file of the rest has them all. */
export const ROWS_SHOWN = 500;

const shortened = (rejected: readonly RejectedRow[]): Rejected => ({
  total: rejected.length,
  rows: rejected.slice(0, ROWS_SHOWN),
});

export function reportOf(
  { number, accounts, reps, bookings, territories, index }: Checked,
  milliseconds: number,
): CheckReport {
  return {
    check: number,
    rowsInFile: accounts.rowsInFile,
    accepted: accounts.accounts.rowCount,
    rejected: shortened(accounts.rejected),
    missing: accounts.missing,
    sentinels: accounts.sentinels,
    groups: index.groups(),
    scorecard: accounts.scorecard,
    geocoded: accounts.geocoded,
    potentialUnit: accounts.potentialUnit,
    currency: accounts.currency,
    territories: accounts.territories,
    owners: accounts.owners,
    unmapped: accounts.unmapped,
    pairs: accounts.reviewQueue.length,
    reps:
      reps === null
        ? null
        : {
            count: reps.reps.length,
            territories: new Set(reps.reps.map((rep, i) => reps.territoryNames[i] ?? rep.name)).size,
            rejected: shortened(reps.rejected),
            findings: reps.findings,
          },
    bookings:
      bookings === null
        ? null
        : {
            rows: bookings.rowsInFile,
            matched: bookings.matchedBookings,
            accounts: bookings.matchedAccounts,
            total: bookings.total,
            rejected: shortened(bookings.rejected),
            findings: bookings.findings,
          },
    territoryFile:
      territories === null
        ? null
        : {
            territories: territories.entries.length,
            quotas: territories.entries.filter(({ quota }) => quota !== null).length,
            teamTarget: territories.teamTarget,
            rejected: shortened(territories.rejected),
            findings: territories.findings,
          },
    milliseconds,
  };
}
