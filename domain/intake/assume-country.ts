/** Which country a file without a country column is about: the one whose postal codes and cities fit most of its rows. */
import type { Locator } from '../geo/locator.ts';
import { postalKey } from '../geo/postal-code.ts';
import type { TextColumn } from '../plan/account-table.ts';
import { textOfRow } from './text-columns.ts';

const SAMPLED = 300;
/** Another country must explain this much more of the rows than the one assumed. */
const CLEARLY = 0.2;

interface AssumedCountry {
  readonly country: string;
  /** Share of the rows looked at whose postal code, and city or state beside it, exist there. */
  readonly fits: number;
}

export function assumeCountry(
  columns: { readonly postalCode: TextColumn; readonly city: TextColumn; readonly state: TextColumn },
  candidates: readonly string[],
  fallback: string,
  locator: Locator,
): AssumedCountry {
  const rows = columns.postalCode.codes.length;
  const step = Math.max(1, Math.floor(rows / SAMPLED));
  const fit = (country: string): number => {
    let looked = 0;
    let fitting = 0;
    for (let row = 0; row < rows; row += step) {
      looked++;
      if (fits(columns, row, country, locator)) fitting++;
    }
    return looked === 0 ? 0 : fitting / looked;
  };
  let best: AssumedCountry = { country: fallback, fits: fit(fallback) };
  for (const country of candidates) {
    const share = country === fallback ? 0 : fit(country);
    if (share > best.fits + CLEARLY) best = { country, fits: share };
  }
  return best;
}

function fits(
  columns: { readonly postalCode: TextColumn; readonly city: TextColumn; readonly state: TextColumn },
  row: number,
  country: string,
  locator: Locator,
): boolean {
  const code = textOfRow(columns.postalCode, row);
  const city = textOfRow(columns.city, row);
  const state = textOfRow(columns.state, row);
  if (code === null) return city !== null && locator.city(country, state, city) !== null;
  const padded = /^\d{4}$/.test(code) && postalKey(country, code) === null ? `0${code}` : code;
  const place = locator.postal(country, padded);
  if (place === null) return false;
  const actual = locator.stateOf(country, place);
  if (state !== null && locator.stateCode(country, state) === actual?.code) return true;
  const named = city === null ? null : locator.city(country, actual?.name ?? null, city);
  return (state === null && city === null) || named !== null;
}
