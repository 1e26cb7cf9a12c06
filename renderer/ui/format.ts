/** Figures as people read them, in this browser's locale. */
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

const known =
  (format: (value: number) => string) =>
  (value: number | null | undefined): string =>
    value === null || value === undefined || Number.isNaN(value) ? NONE : format(value);

export const count = known((value) => whole.format(value));
export const decimal = known((value) => oneDigit.format(value));
export const compact = known((value) => compactNumber.format(value));
/** 0.123 → "12.3%". */
export const percent = known((value) => percentNumber.format(value));
export const roundPercent = known((value) => wholePercent.format(value));
/** -0.004 → "-0.4%". */
export const signedTenths = known((value) => signedTenthsNumber.format(value));
export const signedPercent = known((value) => signedPercentNumber.format(value));

const money = new Map<string, Intl.NumberFormat>();

/** Minor units of a currency, compact: "$3.2M". */
export function moneyText(minor: number | null, currency: string): string {
  if (minor === null || Number.isNaN(minor)) return NONE;
  const known = money.get(currency);
  const format = known ?? moneyFormat(currency);
  if (known === undefined) money.set(currency, format);
  return format.format(minor / 100);
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
export const moneyNumber = (minor: number): string => whole.format(minor / 100);

/** The same with its sign: "+12,300". */
export const signedMoneyNumber = (minor: number): string => signed.format(minor / 100);

/** Minor units of a currency, to the unit: "$1,036,800". */
export const wholeMoney = (minor: number, currency: string): string =>
  exactMoney(currency, false).format(minor / 100);

/** The same with its sign: "+$12,300". */
export const signedMoney = (minor: number, currency: string): string =>
  exactMoney(currency, true).format(minor / 100);

/** A potential with its unit: "1,240 beds", "$3.2M". */
export function potentialText(minor: number | null, unit: PotentialUnit): string {
  if (minor === null || Number.isNaN(minor)) return NONE;
  return unit.kind === 'money'
    ? moneyText((minor / unit.minorPerMajor) * 100, unit.name)
    : `${count(minor / unit.minorPerMajor)} ${unit.name}`;
}

/** A potential without its unit, for a column whose header names it. */
export const potentialNumber = (minor: number, unit: PotentialUnit): string =>
  unit.kind === 'money' ? compact(minor / unit.minorPerMajor) : count(minor / unit.minorPerMajor);

/** "1 account", "30 accounts". */
export const counted = (value: number, one: string, many: string): string =>
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
