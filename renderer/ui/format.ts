/** Figures as people read them, in this browser's locale. */
import { minorPerMajor } from '../../domain/intake/potential-unit.ts';
import type { PotentialUnit } from '../../domain/plan/plan.ts';

const whole = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });
const oneDigit = new Intl.NumberFormat(undefined, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const compactNumber = new Intl.NumberFormat(undefined, { notation: 'compact', maximumSignificantDigits: 3 });
const signed = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0, signDisplay: 'exceptZero' });
const percentNumber = new Intl.NumberFormat(undefined, {
  style: 'percent',
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});
const wholePercent = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 0 });
const signedPercentNumber = new Intl.NumberFormat(undefined, {
  style: 'percent',
  maximumFractionDigits: 0,
  signDisplay: 'exceptZero',
});
const signedTenthsNumber = new Intl.NumberFormat(undefined, {
  style: 'percent',
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
  signDisplay: 'exceptZero',
});

/** What stands where there is no figure. */
export const NONE = '–';

/** A minus as wide as a plus, as the words of measures have it: a hyphen is lost before a figure. */
const minus = (text: string): string => text.replace('-', '−');

const known =
  (format: Intl.NumberFormat) =>
  (value: number | null | undefined): string =>
    value === null || value === undefined || Number.isNaN(value) ? NONE : minus(format.format(value));

export const count = known(whole);
export const decimal = known(oneDigit);
export const compact = known(compactNumber);
const threeDigits = known(new Intl.NumberFormat(undefined, { maximumSignificantDigits: 3 }));
/** One thing in each of another: "16,340", "2.81", "0.0028". */
export const rate = (value: number): string => (Math.abs(value) < 100 ? threeDigits(value) : count(value));
/** 0.123 → "12.3%". */
export const percent = known(percentNumber);
export const roundPercent = known(wholePercent);
/** -0.004 → "−0.4%". */
export const signedTenths = known(signedTenthsNumber);
export const signedPercent = known(signedPercentNumber);

const money = new Map<string, Intl.NumberFormat>();

/** Minor units of a currency, compact: "$3.2M". */
export function moneyText(minor: number | null, currency: string): string {
  if (minor === null || Number.isNaN(minor)) return NONE;
  const known = money.get(currency);
  const format = known ?? moneyFormat(currency);
  if (known === undefined) money.set(currency, format);
  return minus(format.format(minor / minorPerMajor(currency)));
}

const moneyFormat = (currency: string): Intl.NumberFormat =>
  currencyFormat(currency, { notation: 'compact', maximumSignificantDigits: 3 });

/** A code the browser does not know still shows its figures. */
function currencyFormat(currency: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  try {
    return new Intl.NumberFormat(undefined, { style: 'currency', currency, ...options });
  } catch {
    return new Intl.NumberFormat(undefined, options);
  }
}

const exact = new Map<string, Intl.NumberFormat>();

function exactMoney(currency: string, signed: boolean): Intl.NumberFormat {
  const key = `${currency} ${signed}`;
  const known = exact.get(key);
  if (known !== undefined) return known;
  const format = currencyFormat(currency, {
    maximumFractionDigits: 0,
    signDisplay: signed ? 'exceptZero' : 'auto',
  });
  exact.set(key, format);
  return format;
}

/** Minor units of a currency without its name, for a column whose header says it: "1,036,800". */
export const moneyNumber = (minor: number, currency: string): string =>
  count(minor / minorPerMajor(currency));

/** The same with its sign: "+12,300". */
export const signedMoneyNumber = (minor: number, currency: string): string =>
  minus(signed.format(minor / minorPerMajor(currency)));

/** Minor units of a currency, to the unit: "$1,036,800". */
export const wholeMoney = (minor: number, currency: string): string =>
  minus(exactMoney(currency, false).format(minor / minorPerMajor(currency)));

/** The same with its sign: "+$12,300". */
export const signedMoney = (minor: number, currency: string): string =>
  minus(exactMoney(currency, true).format(minor / minorPerMajor(currency)));

/** A potential with its unit: "1,240 beds", "$3.2M". */
export function potentialText(minor: number | null, unit: PotentialUnit): string {
  if (minor === null || Number.isNaN(minor)) return NONE;
  return unit.kind === 'money'
    ? moneyText((minor / unit.minorPerMajor) * minorPerMajor(unit.name), unit.name)
    : `${count(minor / unit.minorPerMajor)} ${unit.name}`;
}

/** A potential without its unit, for a column whose header names it. */
export const potentialNumber = (minor: number, unit: PotentialUnit): string =>
  unit.kind === 'money' ? compact(minor / unit.minorPerMajor) : count(minor / unit.minorPerMajor);

/** "1 account", "30 accounts". */
export const counted = (value: number, one: string, many = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : many}`;

const dayTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** "Nov 21, 2026, 9:30 AM", in this browser's time zone; the text itself where it is no time. */
export function dayAndTime(iso: string): string {
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? iso : dayTime.format(at);
}

/** One of what a plural names: "beds" is "bed", "facilities" is "facility"; what is no plural stays. */
export const singular = (noun: string): string =>
  noun
    .replace(/ies$/i, 'y')
    .replace(/(ss|sh|ch|x)es$/i, '$1')
    .replace(/([^s])s$/i, '$1');
