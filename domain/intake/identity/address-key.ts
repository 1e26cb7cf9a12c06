/** One key for the ways one address is written: `100 Hospital Drive, Suite 5` and `100 HOSPITAL DR. STE 5` are the same. */
import { foldName } from '../../geo/fold-name.ts';
import { postalKey } from '../../geo/postal-code.ts';
import type { AccountTable } from '../../plan/account-table.ts';
import { textAt } from '../../plan/account-table.ts';

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

export const shortStreet = (street: string): string =>
  foldName(street)
    .split(' ')
    .map((word) => SHORT[word] ?? word.replace(GERMAN, 'st'))
    .join(' ');

/** Street and postal code (or city and state); null without a street with a number, or without a place. */
export function addressKey(accounts: AccountTable, row: number, country: string): string | null {
  const street = textAt(accounts, 'street', row);
  if (street === null || !/\d/.test(street)) return null;
  const code = textAt(accounts, 'postalCode', row);
  const postal = code === null ? null : (postalKey(country, code) ?? code);
  const city = textAt(accounts, 'city', row);
  const place =
    postal ?? (city === null ? null : `${foldName(city)}|${textAt(accounts, 'state', row) ?? ''}`);
  return place === null ? null : `${shortStreet(street)}|${place}|${country}`;
}
