/** Numbers as people write them: `$681,000,000,000`, `1.234,56`, `(1,200)`, `12%`, `1.2M`, `1 234 €`, `1'234.50-`. */
import type { DecimalSeparator } from './decimal-separator.ts';

interface ReadNumber {
  readonly value: number;
  /** ISO 4217 code, where a symbol or code stood beside the number. */
  readonly currency: string | null;
  readonly percent: boolean;
}

const SYMBOLS: Readonly<Record<string, string>> = {
  $: 'USD',
  US$: 'USD',
  CA$: 'CAD',
  '€': 'EUR',
  '£': 'GBP',
  '¥': 'JPY',
};
export const CURRENCY_CODES: ReadonlySet<string> = new Set(
  'USD EUR GBP CAD AUD NZD CHF SEK NOK DKK PLN CZK HUF RON JPY CNY INR KRW MXN BRL ZAR SGD HKD'.split(' '),
);
const MULTIPLES: Readonly<Record<string, number>> = {
  k: 1e3,
  tsd: 1e3,
  m: 1e6,
  mm: 1e6,
  mn: 1e6,
  mio: 1e6,
  million: 1e6,
  b: 1e9,
  bn: 1e9,
  mrd: 1e9,
  billion: 1e9,
  t: 1e12,
};

const BEFORE = /^(US\$|CA\$|[$€£¥]|[A-Z]{3}(?=[\s\d(+-]))\s*/;
const AFTER = /\s*([$€£¥]|[A-Z]{3})$/;
const MULTIPLE = /\s*([A-Za-z]{1,8})\.?$/;
const SPACES = /[\s\u{a0}\u{202f}'’_]/gu;

/** The number a text says with the given decimal separator, or null where it says none. */
export function readNumber(text: string, decimal: DecimalSeparator): ReadNumber | null {
  const simple = plainNumber(text, decimal);
  if (simple !== null) return { value: simple, currency: null, percent: false };
  const { body, negative } = unsigned(text.trim());
  const marked = withoutCurrency(body);
  if (marked === null) return null;
  const percent = marked.body.endsWith('%');
  const bare = percent ? marked.body.slice(0, -1).trim() : marked.body;
  const inner = unsigned(bare);
  if (negative && inner.negative) return null;
  const scaled = withoutMultiple(inner.body);
  if (scaled === null) return null;
  const digits = groupedDigits(scaled.body, decimal);
  if (digits === null) return null;
  const sign = negative || inner.negative ? -1 : 1;
  const value = (sign * shifted(digits, scaled.power)) / (percent ? 100 : 1);
  return { value: value === 0 ? 0 : value, currency: marked.currency, percent };
}

function plainNumber(text: string, decimal: DecimalSeparator): number | null {
  if (!(decimal === '.' ? /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/ : /^-?\d+(?:,\d+)?$/).test(text)) return null;
  const value = Number(decimal === '.' ? text : text.replace(',', '.'));
  return Number.isFinite(value) ? (value === 0 ? 0 : value) : null;
}

/** A sign before or after, or accountants' parentheses. */
function unsigned(text: string): { body: string; negative: boolean } {
  if (/^\(.+\)$/.test(text)) return { body: text.slice(1, -1).trim(), negative: true };
  if (/^[-−–]/.test(text)) return { body: text.slice(1).trim(), negative: true };
  if (/[-−]$/.test(text)) return { body: text.slice(0, -1).trim(), negative: true };
  return { body: text.startsWith('+') ? text.slice(1).trim() : text, negative: false };
}

function withoutCurrency(text: string): { body: string; currency: string | null } | null {
  const before = BEFORE.exec(text)?.[1];
  const rest = before === undefined ? text : text.slice(before.length).trim();
  const after = AFTER.exec(rest)?.[1];
  const currency = currencyOf(before) ?? currencyOf(after);
  if (before !== undefined && currencyOf(before) === null) return null;
  const body = after !== undefined && currencyOf(after) !== null ? rest.slice(0, -after.length).trim() : rest;
  return { body, currency };
}

const currencyOf = (mark: string | undefined): string | null =>
  mark === undefined ? null : (SYMBOLS[mark] ?? (CURRENCY_CODES.has(mark) ? mark : null));

function withoutMultiple(text: string): { body: string; power: number } | null {
  const word = MULTIPLE.exec(text)?.[1];
  if (word === undefined || /\d[eE][+-]?\d+$/.test(text)) return { body: text, power: 0 };
  const multiple = MULTIPLES[word.toLowerCase()];
  if (multiple === undefined) return null;
  return { body: text.replace(MULTIPLE, ''), power: Math.round(Math.log10(multiple)) };
}

/** Digits with `.` as decimal point, where the groups between separators are as people group: by three (or as in India). */
function groupedDigits(text: string, decimal: DecimalSeparator): string | null {
  const compact = text.replace(SPACES, '');
  if (compact !== text && !/^\d{1,3}(?:[\s\u{a0}\u{202f}'’_]\d{3})*(?:[.,]\d+)?$/u.test(text)) return null;
  const [whole, fraction, ...more] = compact.split(decimal);
  if (
    whole === undefined ||
    more.length > 0 ||
    (fraction !== undefined && !/^\d*(?:[eE][+-]?\d+)?$/.test(fraction))
  ) {
    return null;
  }
  const grouping = decimal === '.' ? ',' : '.';
  const groups = whole.split(grouping);
  const digits = groups.join('');
  if (!/^\d*(?:[eE][+-]?\d+)?$/.test(digits) || (digits === '' && (fraction ?? '') === '')) return null;
  if (groups.length > 1 && !areGroups(groups)) return null;
  return fraction === undefined
    ? digits
    : `${digits === '' ? '0' : digits}.${fraction === '' ? '0' : fraction}`;
}

function areGroups(groups: readonly string[]): boolean {
  const [first = '', ...rest] = groups;
  if (rest.at(-1)?.length !== 3 || first.length < 1 || first.length > 3) return false;
  const sizes = new Set(rest.slice(0, -1).map((group) => group.length));
  return sizes.size === 0 || (sizes.size === 1 && (sizes.has(3) || (sizes.has(2) && first.length <= 2)));
}

/** `1.2` and 6 are 1200000 exactly: the point is moved in the text, not by multiplying floats. */
function shifted(digits: string, power: number): number {
  return Number(power === 0 || /[eE]/.test(digits) ? digits : `${digits}e${power}`);
}
