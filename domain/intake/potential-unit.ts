/** What the potential column counts: money where its header or its values say so, else the things its header names. */
import { foldName } from '../geo/fold-name.ts';
import type { PotentialUnit } from '../plan/plan.ts';
import { COUNT_WORDS } from './fields.ts';
import type { ColumnChoice } from './mapping.ts';
import { readNumber } from './parse/number.ts';
import type { RawTable } from './raw-table.ts';
import { sampleColumn } from './value-likeness.ts';

const MONEY_WORDS =
  /\b(potential|revenue|value|amount|acv|arr|tcv|spend|sales|opportunity|wallet|tam|sam|whitespace|usd|eur|gbp|dollars?|umsatz)\b/;
const NO_MINOR_UNITS: ReadonlySet<string> = new Set(['JPY', 'KRW', 'CLP', 'VND', 'ISK']);

/** Minor units in one major unit of a currency (ISO 4217). */
export const minorPerMajor = (currency: string): number => (NO_MINOR_UNITS.has(currency) ? 1 : 100);

export const moneyUnit = (currency: string): PotentialUnit => ({
  kind: 'money',
  name: currency,
  minorPerMajor: minorPerMajor(currency),
});

export const countUnit = (noun: string): PotentialUnit => ({ kind: 'count', name: noun, minorPerMajor: 1 });

export function potentialUnitFor(table: RawTable, choice: ColumnChoice, currency: string): PotentialUnit {
  const said = currencyIn(table, choice.column);
  if (said !== null) return moneyUnit(said);
  const header = foldName(choice.header);
  if (COUNT_WORDS.has(header) || !MONEY_WORDS.test(header)) return countUnit(nounOf(header));
  return moneyUnit(currency);
}

const nounOf = (header: string): string =>
  header === 'bed count' || header.endsWith(' beds') ? 'beds' : header === 'size' ? 'units' : header;

function currencyIn(table: RawTable, column: number): string | null {
  for (const value of sampleColumn(table, column).values) {
    const read = readNumber(value, '.') ?? readNumber(value, ',');
    if (read?.currency !== undefined && read.currency !== null) return read.currency;
  }
  return null;
}
