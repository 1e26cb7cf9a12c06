/** Leading zeros that a spreadsheet took from postal and county codes: given back where the state agrees, and only there. */
import { DIGITS, zeroZipFits } from '../geo/postal-code.ts';
import type { Locator } from '../geo/locator.ts';
import { foldName } from '../geo/fold-name.ts';
import { US_STATES, US_TERRITORIES } from '../geo/us-states.ts';

interface Address {
  readonly country: string;
  /** As normalised; null where missing. */
  readonly state: string | null;
  readonly city: string | null;
}

/** The postal code with its zeros, or null when it lost none or nothing confirms them. */
export function restoredPostalCode(code: string, address: Address, locator: Locator): string | null {
  const country = US_TERRITORIES.has(address.country) ? 'US' : address.country;
  const digits = DIGITS[country];
  const [head = '', tail] = code.split('-');
  if (digits === undefined || !/^\d+$/.test(head) || head.length >= digits || head.length < digits - 2)
    return null;
  const full = head.padStart(digits, '0');
  const restored = tail === undefined ? full : `${full}-${tail.padStart(4, '0')}`;
  return confirms(full, country, address, locator) ? restored : null;
}

function confirms(code: string, country: string, address: Address, locator: Locator): boolean {
  const { state, city } = address;
  const place = locator.postal(country, code);
  const actual = place === null ? null : locator.stateOf(country, place);
  if (country === 'US') {
    const written = state ?? (US_TERRITORIES.has(address.country) ? address.country : null);
    if (written === null) return actual !== null && cityAgrees(country, code, city, locator);
    const letters = locator.stateCode(country, written) ?? written.toUpperCase();
    return actual === null ? zeroZipFits(code, letters) : actual.code === letters;
  }
  if (actual === null) return false;
  const written = state === null ? null : locator.stateCode(country, state);
  return (
    written === actual.code || cityAgrees(country, code, city, locator) || (state === null && city === null)
  );
}

/** The city's only place of that name lies in the postal code's state. */
function cityAgrees(country: string, code: string, city: string | null, locator: Locator): boolean {
  if (city === null || foldName(city) === '') return false;
  const place = locator.postal(country, code);
  const state = place === null ? null : locator.stateOf(country, place);
  const named = locator.city(country, state?.name ?? null, city);
  return named !== null && named.state === place?.state;
}

/** The five-digit county code, or null when it lost nothing or its state does not agree. */
export function restoredCountyFips(fips: string, state: string | null): string | null {
  if (!/^\d{4}$/.test(fips)) return null;
  const full = `0${fips}`;
  const known = US_STATES.get(state?.toUpperCase() ?? '');
  return known !== undefined && full.startsWith(known.fips) ? full : null;
}
