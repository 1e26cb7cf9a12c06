/** Months as text, `YYYY-MM`: no clock and no time zone. */
import type { IsoDate, IsoMonth } from '../brand.ts';

export const isMonth = (text: string): boolean => /^\d{4}-(0[1-9]|1[0-2])$/.test(text);

export const monthOf = (date: IsoDate): IsoMonth => date.slice(0, 7) as IsoMonth;

/** `2026-11` and 3 is `2027-02`. */
export function monthAfter(month: IsoMonth, by: number): IsoMonth {
  const at = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + by;
  return `${String(Math.floor(at / 12)).padStart(4, '0')}-${String((at % 12) + 1).padStart(2, '0')}` as IsoMonth;
}

/** Months from one to another; negative where it lies before. */
export const monthsBetween = (from: IsoMonth, to: IsoMonth): number =>
  (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 +
  Number(to.slice(5, 7)) -
  Number(from.slice(5, 7));
