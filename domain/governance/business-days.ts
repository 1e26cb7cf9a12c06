/**
 * Business days (ledger APR-07): days that are worked by the policy's week and holidays. Dates are calendar dates of
 * the policy's place; the clock is the caller's. A request that arrives on a day off starts on the next business day.
 */
import type { IsoDate } from '../brand.ts';
import type { ApprovalClocks } from './approval-settings.ts';

export type Calendar = Pick<ApprovalClocks, 'workdays' | 'holidays'>;

const DAY = 86_400_000;
/** A year without a business day is a policy at fault; the walk ends rather than never. */
const LONGEST_REST = 366;

export const plusDays = (date: IsoDate, days: number): IsoDate =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10) as IsoDate;

/** Calendar days from one date to a later one; negative when it is earlier. */
export const daysBetween = (from: IsoDate, to: IsoDate): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY);

/** 1 Monday to 7 Sunday. */
export const weekday = (date: IsoDate): number => new Date(`${date}T00:00:00Z`).getUTCDay() || 7;

export const isBusinessDay = (date: IsoDate, calendar: Calendar): boolean =>
  calendar.workdays.includes(weekday(date)) && !calendar.holidays.includes(date);

/** The date `days` business days after `from`: with 5, what came on a Monday is due on the next Monday. */
export function addBusinessDays(from: IsoDate, days: number, calendar: Calendar): IsoDate {
  let date = from;
  let rest = 0;
  for (let left = days; left > 0 && rest < LONGEST_REST;) {
    date = plusDays(date, 1);
    const worked = isBusinessDay(date, calendar);
    if (worked) left--;
    rest = worked ? 0 : rest + 1;
  }
  return date;
}

/** Business days after `from` up to and including `to`; 0 when `to` is not later. */
export function businessDaysBetween(from: IsoDate, to: IsoDate, calendar: Calendar): number {
  let days = 0;
  for (let date = plusDays(from, 1); date <= to; date = plusDays(date, 1)) {
    if (isBusinessDay(date, calendar)) days++;
  }
  return days;
}
