/** Dates as people write them, to days since 1970-01-01: ISO, US, European, month names, Excel day numbers. */
type DateOrder = 'mdy' | 'dmy' | 'ymd';

const DAY_MS = 86_400_000;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** What a two-digit year below this means: 20xx. */
const PIVOT = 50;

const YEAR_FIRST = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/;
const YEAR_LAST = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?!\d)/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const DAY_MONTH_NAME = /^(\d{1,2})(?:st|nd|rd|th)?[-/. ]+([A-Za-z]{3,9})\.?,?[-/. ]+(\d{4}|\d{2})(?!\d)/;
const MONTH_NAME_DAY = /^([A-Za-z]{3,9})\.?[-/. ]+(\d{1,2})(?:st|nd|rd|th)?,?[-/. ]+(\d{4})(?!\d)/;
const SERIAL = /^\d{5}(?:\.\d+)?$/;

/** Days since 1970-01-01 UTC of the date a text says, or null. A time of day after it is left aside. */
export function readDate(text: string, order: DateOrder): number | null {
  const value = text.trim();
  const yearFirst = YEAR_FIRST.exec(value) ?? COMPACT.exec(value);
  if (yearFirst !== null) return dayNumber(Number(yearFirst[1]), Number(yearFirst[2]), Number(yearFirst[3]));
  const yearLast = YEAR_LAST.exec(value);
  if (yearLast !== null) {
    const [first, second] = [Number(yearLast[1]), Number(yearLast[2])];
    const year = fullYear(yearLast[3] ?? '');
    return order === 'dmy' ? dayNumber(year, second, first) : dayNumber(year, first, second);
  }
  const named = DAY_MONTH_NAME.exec(value);
  if (named !== null) return dayNumber(fullYear(named[3] ?? ''), monthOf(named[2] ?? ''), Number(named[1]));
  const american = MONTH_NAME_DAY.exec(value);
  if (american !== null) {
    return dayNumber(Number(american[3]), monthOf(american[1] ?? ''), Number(american[2]));
  }
  return SERIAL.test(value) ? excelDay(Number(value)) : null;
}

/** Excel's day 25569 is 1970-01-01; numbers outside 1954 … 2119 are not taken for dates. */
const excelDay = (serial: number): number | null =>
  serial >= 20_000 && serial <= 80_000 ? Math.floor(serial) - 25_569 : null;

function fullYear(text: string): number {
  const year = Number(text);
  return text.length > 2 ? year : year < PIVOT ? 2000 + year : 1900 + year;
}

const monthOf = (name: string): number => MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;

/** Days since 1970-01-01, or null where there is no such day. */
export function dayNumber(year: number, month: number, day: number): number | null {
  const ms = Date.UTC(year, month - 1, day);
  const back = new Date(ms);
  const exists =
    back.getUTCFullYear() === year && back.getUTCMonth() === month - 1 && back.getUTCDate() === day;
  return exists ? ms / DAY_MS : null;
}

export const isoOfDay = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

export interface DateOrderDecision {
  readonly order: DateOrder;
  /** Dates like 03/04/2024 are there and no value says which comes first. */
  readonly ambiguous: boolean;
  readonly against: number;
  readonly example: string | null;
}

/** Decides day-first or month-first from distinct values: a number above 12 settles it, so do dots between numbers. */
export function decideDateOrder(
  values: Iterable<string>,
  fallback: 'mdy' | 'dmy' = 'mdy',
): DateOrderDecision {
  const votes = { mdy: 0, dmy: 0 };
  let open: string | null = null;
  const examples: { mdy: string | null; dmy: string | null } = { mdy: null, dmy: null };
  for (const value of values) {
    const parts = YEAR_LAST.exec(value.trim());
    if (parts === null) continue;
    const vote = orderOf(Number(parts[1]), Number(parts[2]), value);
    if (vote === null) open ??= value;
    else {
      votes[vote]++;
      examples[vote] ??= value;
    }
  }
  const settled = votes.mdy !== votes.dmy;
  const order = settled ? (votes.mdy > votes.dmy ? 'mdy' : 'dmy') : fallback;
  const other = order === 'mdy' ? 'dmy' : 'mdy';
  return {
    order,
    ambiguous: !settled && (open !== null || votes[other] > 0),
    against: votes[other],
    example: votes[other] > 0 ? examples[other] : open,
  };
}

function orderOf(first: number, second: number, text: string): 'mdy' | 'dmy' | null {
  if (first > 12 && second <= 12) return 'dmy';
  if (second > 12 && first <= 12) return 'mdy';
  return /^\d+\.\d+\./.test(text.trim()) ? 'dmy' : null;
}
