/** Countries to ISO codes, states to the codes their country uses, postal and county codes with their zeros back. */
import { countryCode } from '../geo/country-code.ts';
import type { Locator } from '../geo/locator.ts';
import type { TextColumn, TextField } from '../plan/account-table.ts';
import { assumeCountry } from './assume-country.ts';
import type { IntakeNotes } from './intake-notes.ts';
import { restoredCountyFips, restoredPostalCode } from './restore-zeros.ts';
import { mapTexts, textOfRow, withTexts } from './text-columns.ts';

interface Addresses {
  readonly columns: Record<'country' | 'state' | 'city' | 'postalCode' | 'countyFips', TextColumn>;
  readonly countryOf: (row: number) => string;
  /** Assumed where a row names none. */
  readonly country: string;
}

export function normaliseAddresses(
  text: Partial<Record<TextField, TextColumn>>,
  rowCount: number,
  locator: Locator,
  countries: { readonly assumed: string; readonly candidates: readonly string[] },
  notes: IntakeNotes,
): Addresses {
  const none: TextColumn = { pool: [], codes: new Int32Array(rowCount).fill(-1) };
  const country = mapTexts(text.country ?? none, (name) => countryCode(name) ?? name);
  const city = text.city ?? none;
  const given = { postalCode: mapTexts(text.postalCode ?? none, tidied), city, state: text.state ?? none };
  const assumed =
    text.country === undefined ? assumeFrom(given, countries, locator, notes) : countries.assumed;
  const codeOf = country.pool.map((name) => countryCode(name) ?? assumed);
  const countryOf = (row: number): string => codeOf[country.codes[row] ?? -1] ?? assumed;
  const state = stateCodes(given.state, countryOf, locator);
  const postalCode = withZeros(given.postalCode, { city, state }, countryOf, locator, notes);
  const countyFips = withCountyZeros(text.countyFips ?? none, state, notes);
  return { columns: { country, state, city, postalCode, countyFips }, countryOf, country: assumed };
}

/** `36420.0` from a spreadsheet's number, nine digits without their dash. */
const tidied = (code: string): string =>
  code
    .replace(/^(\d+)\.0+$/, '$1')
    .replace(/^(\d{5})(\d{4})$/, '$1-$2')
    .toUpperCase();

function assumeFrom(
  given: { readonly postalCode: TextColumn; readonly city: TextColumn; readonly state: TextColumn },
  countries: { readonly assumed: string; readonly candidates: readonly string[] },
  locator: Locator,
  notes: IntakeNotes,
): string {
  const { country, fits } = assumeCountry(given, countries.candidates, countries.assumed, locator);
  if (country !== countries.assumed) {
    const message = `The file names no country. ${Math.round(fits * 100)} % of its postal codes and places fit ${country}, so that was assumed. Add a country column if it is wrong.`;
    notes.add('country-assumed', 'info', [], 'country', country, message);
  }
  return country;
}

function stateCodes(states: TextColumn, countryOf: (row: number) => string, locator: Locator): TextColumn {
  const known = new Map<string, string | null>();
  const changes = new Map<number, string>();
  states.codes.forEach((code, row) => {
    const state = states.pool[code];
    if (state === undefined) return;
    const country = countryOf(row);
    const key = `${country}|${state}`;
    if (!known.has(key)) known.set(key, locator.stateWritten(country, state));
    const proper = known.get(key) ?? null;
    if (proper !== null && proper !== state) changes.set(row, proper);
  });
  return withTexts(states, changes);
}

function withZeros(
  codes: TextColumn,
  address: { readonly city: TextColumn; readonly state: TextColumn },
  countryOf: (row: number) => string,
  locator: Locator,
  notes: IntakeNotes,
): TextColumn {
  const changes = new Map<number, string>();
  codes.codes.forEach((code, row) => {
    const written = codes.pool[code];
    if (written === undefined || !/^\d{3,4}(?:-\d{1,4})?$/.test(written)) return;
    const place = {
      country: countryOf(row),
      state: textOfRow(address.state, row),
      city: textOfRow(address.city, row),
    };
    const restored = restoredPostalCode(written, place, locator);
    if (restored === null) return;
    changes.set(row, restored);
    const message = `Postal code ${written} had lost its leading zeros; it was read as ${restored}, which ${place.state ?? place.city ?? place.country} agrees with.`;
    notes.add('postal-code-zeros-restored', 'info', [row], 'postalCode', written, message);
  });
  return withTexts(codes, changes);
}

function withCountyZeros(codes: TextColumn, state: TextColumn, notes: IntakeNotes): TextColumn {
  const changes = new Map<number, string>();
  codes.codes.forEach((code, row) => {
    const written = codes.pool[code];
    const restored = written === undefined ? null : restoredCountyFips(written, textOfRow(state, row));
    if (written === undefined || restored === null) return;
    changes.set(row, restored);
    const message = `County code ${written} had lost its leading zero; it was read as ${restored}, which its state agrees with.`;
    notes.add('county-code-zero-restored', 'info', [row], 'countyFips', written, message);
  });
  return withTexts(codes, changes);
}
