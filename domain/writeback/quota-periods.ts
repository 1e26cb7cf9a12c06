/** A territory's quota for the cycle as amounts by period that sum to it exactly, to the last minor unit. */
import type { IsoDate } from '../brand.ts';
import { splitByLargestRemainder } from '../quotas/largest-remainder.ts';

export const QUOTA_PERIODS = ['month', 'quarter', 'cycle'] as const;
export type QuotaPeriod = (typeof QUOTA_PERIODS)[number];

export interface PeriodAmount {
  readonly from: IsoDate;
  readonly to: IsoDate;
  /** Minor units. */
  readonly amount: number;
}

const MONTHS = { month: 1, quarter: 3 } as const;

/** Periods are counted from the first day of the cycle; the last ends with it. */
export function periodAmounts(
  cycle: { readonly from: IsoDate; readonly to: IsoDate },
  period: QuotaPeriod,
  amount: number,
): readonly PeriodAmount[] {
  const starts = period === 'cycle' ? [cycle.from] : startsOf(cycle, MONTHS[period]);
  const sign = amount < 0 ? -1 : 1;
  const parts = splitByLargestRemainder(
    Math.abs(amount),
    starts.map(() => 1),
  );
  return starts.map((from, i) => ({
    from,
    to: dayBefore(starts[i + 1]) ?? cycle.to,
    amount: sign * (parts[i] ?? 0),
  }));
}

function startsOf(
  cycle: { readonly from: IsoDate; readonly to: IsoDate },
  months: number,
): readonly IsoDate[] {
  const starts: IsoDate[] = [];
  for (let k = 0; k < 120; k += months) {
    const start = addMonths(cycle.from, k);
    if (start > cycle.to) break;
    starts.push(start);
  }
  return starts;
}

/** The same day `months` later, or the last of that month where it has no such day. */
function addMonths(date: IsoDate, months: number): IsoDate {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const count = year * 12 + (month - 1) + months;
  const y = Math.floor(count / 12);
  const m = (count % 12) + 1;
  return iso(y, m, Math.min(day, daysIn(y, m)));
}

function dayBefore(date: IsoDate | undefined): IsoDate | null {
  if (date === undefined) return null;
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  if (day > 1) return iso(year, month, day - 1);
  const y = month === 1 ? year - 1 : year;
  const m = month === 1 ? 12 : month - 1;
  return iso(y, m, daysIn(y, m));
}

const daysIn = (year: number, month: number): number =>
  month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

const iso = (year: number, month: number, day: number): IsoDate =>
  `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}` as IsoDate;

/** Minor units as an exact decimal of major units: 123450 → `1234.5`. */
export function majorText(minor: number, minorPerMajor: number): string {
  const sign = minor < 0 ? '-' : '';
  const size = Math.abs(minor);
  const whole = Math.floor(size / minorPerMajor);
  const decimals =
    minorPerMajor === 1 ? '' : String(size % minorPerMajor).padStart(String(minorPerMajor).length - 1, '0');
  const cut = decimals.replace(/0+$/, '');
  return `${sign}${whole}${cut === '' ? '' : `.${cut}`}`;
}
