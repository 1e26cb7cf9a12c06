/** When a line of a register is looked at again (ledger PRV-11, PRV-12, PRV-15: every year), and what a vendor lacks. */
import type { IsoDate } from '../brand.ts';
import { plusDays } from '../governance/business-days.ts';
import type { RegisterEntry, VendorCheck } from './records.ts';
import { VENDOR_CHECKS } from './records.ts';

const YEAR = 365;

export interface RegisterReview {
  readonly dueOn: IsoDate;
  readonly overdue: boolean;
  /** Checks of a vendor that were not made, or not passed. */
  readonly missing: readonly VendorCheck[];
}

export function registerReview(entry: RegisterEntry, on: IsoDate): RegisterReview {
  const dueOn = plusDays(entry.reviewedOn, YEAR);
  const missing = entry.of === 'vendor' ? VENDOR_CHECKS.filter((check) => !entry.checks.includes(check)) : [];
  return { dueOn, overdue: on > dueOn, missing };
}
