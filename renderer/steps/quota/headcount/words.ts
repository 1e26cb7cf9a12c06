import type { IsoMonth } from '../../../../domain/brand.ts';
import type { ClosingHires } from '../../../../domain/capacity/closing-hires.ts';
import type { CapacityPlan } from '../../../../domain/capacity/capacity-by-month.ts';
import { counted } from '../../../ui/format.ts';

const long = new Intl.DateTimeFormat(undefined, { month: 'long', year: 'numeric', timeZone: 'UTC' });
const short = new Intl.DateTimeFormat(undefined, { month: 'short', year: 'numeric', timeZone: 'UTC' });
const tick = new Intl.DateTimeFormat(undefined, { month: 'short', timeZone: 'UTC' });

const dateOf = (month: IsoMonth): Date => new Date(`${month}-01T00:00:00Z`);

/** "July 2026". */
export const monthName = (month: IsoMonth): string => long.format(dateOf(month));
/** "Jul 2026". */
export const monthShort = (month: IsoMonth): string => short.format(dateOf(month));
/** "Jul", and the year below a January. */
export const monthTick = (month: IsoMonth): string =>
  month.endsWith('-01') ? `${tick.format(dateOf(month))}\n${month.slice(0, 4)}` : tick.format(dateOf(month));

/** "1 rep by March 2026, 2 by May 2026". */
export const hiresText = ({ hires }: ClosingHires, { months }: CapacityPlan): string =>
  hires
    .flatMap((count, i) => {
      const month = months[i]?.month;
      return count === 0 || month === undefined ? [] : [{ count, month }];
    })
    .map(({ count, month }, i) =>
      i === 0 ? `${counted(count, 'rep')} by ${monthName(month)}` : `${count} by ${monthName(month)}`,
    )
    .join(', ');

/** "Jan to Apr 2026" of months that follow each other, else the first and how many. */
export function monthsText(months: readonly IsoMonth[]): string {
  const [first, last] = [months[0], months.at(-1)];
  if (first === undefined || last === undefined) return '';
  return first === last ? monthName(first) : `${monthName(first)} to ${monthName(last)}`;
}
