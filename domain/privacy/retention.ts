/** How long what is kept, and what is due to go (ledger PRV-03). Nothing goes without having been shown first. */
import type { IsoDate } from '../brand.ts';
import { plusDays } from '../governance/business-days.ts';
import type { PrivacyRecord, Retention, RetentionClass } from './records.ts';

/** Days; sales records 2 to 5 years by jurisdiction, so the longer is the stated default. */
export const DEFAULT_RETENTION: Readonly<Record<RetentionClass, number>> = {
  'deleted-plans': 90,
  'import-leftovers': 30,
  versions: 1826,
  'write-backs': 1826,
};

export interface Kept {
  readonly of: RetentionClass;
  readonly id: string;
  readonly label: string;
  /** The day its time began: deleted, imported, submitted, prepared. */
  readonly since: IsoDate;
}

export interface Due extends Kept {
  readonly dueOn: IsoDate;
}

export const keepDays = (records: readonly PrivacyRecord[], of: RetentionClass): number =>
  records.find((one): one is Retention => one.kind === 'retention' && one.id === of)?.keepDays ??
  DEFAULT_RETENTION[of];

/** What has been kept for longer than its class allows, oldest first. */
export function dueForDeletion(
  kept: readonly Kept[],
  records: readonly PrivacyRecord[],
  today: IsoDate,
): readonly Due[] {
  return kept
    .map((one) => ({ ...one, dueOn: plusDays(one.since, keepDays(records, one.of)) }))
    .filter((one) => one.dueOn <= today)
    .toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
}
