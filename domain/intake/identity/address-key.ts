/** One key for the ways one address is written: `100 Hospital Drive, Suite 5` and `100 HOSPITAL DR. STE 5` are the same. */
import { foldName } from '../../geo/fold-name.ts';
import { postalKey } from '../../geo/postal-code.ts';
import type { AccountTable, TextColumn } from '../../plan/account-table.ts';
import { textAt } from '../../plan/account-table.ts';
import { foldedAt } from '../text-columns.ts';

/** USPS Publication 28 (appendices B, C1, C2) for the words that occur, and the German and Dutch street. */
const SHORT: Readonly<Record<string, string>> = {
  avenue: 'ave',
  av: 'ave',
  boulevard: 'blvd',
  building: 'bldg',
  circle: 'cir',
  court: 'ct',
  drive: 'dr',
  east: 'e',
  expressway: 'expy',
  floor: 'fl',
  freeway: 'fwy',
  heights: 'hts',
  highway: 'hwy',
  lane: 'ln',
  north: 'n',
  northeast: 'ne',
  northwest: 'nw',
  parkway: 'pkwy',
  pky: 'pkwy',
  place: 'pl',
  plaza: 'plz',
  road: 'rd',
  room: 'rm',
  route: 'rte',
  rt: 'rte',
  south: 's',
  southeast: 'se',
  southwest: 'sw',
  square: 'sq',
  street: 'st',
  str: 'st',
  strasse: 'st',
  suite: 'ste',
  terrace: 'ter',
  turnpike: 'tpke',
  west: 'w',
};
const GERMAN = /(?<=\p{L}{3})(?:strasse|str)$/u;

/** A street with its words as the postal service shortens them. */
export const shortStreet = (street: string): string => shortWords(foldName(street));

const shortWords = (folded: string): string =>
  folded
    .split(' ')
    .map(
      (word) =>
        SHORT[word] ?? (word.endsWith('str') || word.endsWith('strasse') ? word.replace(GERMAN, 'st') : word),
    )
    .join(' ');

const SHORTENED = new WeakMap<TextColumn, string[]>();

/** `shortStreet` of a row, worked out once a distinct street; empty where it is missing. */
export function streetAt(accounts: AccountTable, row: number): string {
  const column = accounts.text.street;
  let known = SHORTENED.get(column);
  if (known === undefined) SHORTENED.set(column, (known = []));
  const folded = foldedAt(column, row);
  return folded === null ? '' : (known[column.codes[row] ?? -1] ??= shortWords(folded));
}

/** Street and postal code (or city and state); null without a street with a number, or without a place. */
export function addressKey(accounts: AccountTable, row: number, country: string): string | null {
  const street = streetAt(accounts, row);
  if (!/\d/.test(street)) return null;
  const code = textAt(accounts, 'postalCode', row);
  const postal = code === null ? null : (postalKey(country, code) ?? code);
  const city = textAt(accounts, 'city', row);
  const place =
    postal ?? (city === null ? null : `${foldName(city)}|${textAt(accounts, 'state', row) ?? ''}`);
  return place === null ? null : `${shortStreet(street)}|${place}|${country}`;
}
