/**
 * Which rows may be one account (IDR-01): rows that share a blocking key are compared and scored by name, street and
 * place. At or above `matchAutomatic` a pair is taken as one, from `matchReview` a person decides, below nothing is said.
 */
import { foldName } from '../../geo/fold-name.ts';
import { haversineKm } from '../../geo/haversine.ts';
import { postalKey } from '../../geo/postal-code.ts';
import type { Policy } from '../../governance/policy.ts';
import type { AccountTable } from '../../plan/account-table.ts';
import { numberAt, textAt } from '../../plan/account-table.ts';
import { tokenSimilarity } from '../similarity.ts';
import { shortStreet } from './address-key.ts';
import type { MatchPair } from './match-pair.ts';

export interface Matches {
  /** Ascending by row; each at or above `matchAutomatic`. */
  readonly automatic: readonly MatchPair[];
  /** Best first. */
  readonly review: readonly MatchPair[];
}

/** Blocks larger than this are compared only among neighbours in name order: the cost stays linear. */
const BLOCK = 40;
const NEIGHBOURS = 8;

export function matchAccounts(
  accounts: AccountTable,
  rows: Int32Array,
  countryOf: (row: number) => string,
  thresholds: Pick<Policy['dataQuality'], 'matchAutomatic' | 'matchReview'>,
): Matches {
  const profiles = new Map<number, Profile>();
  for (const row of rows) profiles.set(row, profileOf(accounts, row, countryOf(row)));
  const automatic: MatchPair[] = [];
  const review: MatchPair[] = [];
  for (const [a, b] of candidatePairs(profiles)) {
    const pair = scorePair(a, b);
    if (pair.score >= thresholds.matchAutomatic) automatic.push(pair);
    else if (pair.score >= thresholds.matchReview) review.push(pair);
  }
  automatic.sort((x, y) => x.a - y.a || x.b - y.b);
  review.sort((x, y) => y.score - x.score || x.a - y.a || x.b - y.b);
  return { automatic, review };
}

export interface Profile {
  readonly row: number;
  readonly id: string | null;
  readonly name: string;
  readonly street: string;
  readonly postal: string | null;
  readonly city: string;
  readonly state: string;
  readonly country: string;
  readonly phone: string | null;
  readonly lat: number;
  readonly lon: number;
}

const LEGAL =
  /\b(inc|incorporated|corp|corporation|co|company|llc|ltd|limited|plc|gmbh|ag|kg|sa|srl|spa|bv|nv|lp|llp|the)\b/g;

export const bareName = (name: string): string =>
  foldName(name).replace(LEGAL, '').replace(/\s+/g, ' ').trim();

export function profileOf(accounts: AccountTable, row: number, country: string): Profile {
  const code = textAt(accounts, 'postalCode', row);
  const phone = textAt(accounts, 'phone', row)?.replace(/\D/g, '') ?? '';
  const own = textAt(accounts, 'geoPrecision', row) === 'street';
  return {
    row,
    id: textAt(accounts, 'accountId', row),
    name: bareName(textAt(accounts, 'name', row) ?? ''),
    street: shortStreet(textAt(accounts, 'street', row) ?? ''),
    postal: code === null ? null : (postalKey(country, code) ?? code),
    city: foldName(textAt(accounts, 'city', row) ?? ''),
    state: textAt(accounts, 'state', row) ?? '',
    country,
    phone: phone.length >= 7 ? phone.slice(-10) : null,
    lat: own ? numberAt(accounts, 'lat', row) : NaN,
    lon: own ? numberAt(accounts, 'lon', row) : NaN,
  };
}

/** Keys under which rows meet: a shared one is needed to be compared at all. */
function blockingKeys(profile: Profile): string[] {
  const { name, street, postal, city, state, country, phone } = profile;
  const keys: string[] = [];
  const [first = ''] = name.split(' ');
  if (name !== '' && postal !== null) keys.push(`p|${country}|${postal}|${first.slice(0, 3)}`);
  if (name !== '' && city !== '') keys.push(`c|${country}|${state}|${city}|${first.slice(0, 4)}`);
  if (street !== '' && postal !== null) keys.push(`s|${country}|${postal}|${street.split(' ')[0] ?? ''}`);
  if (phone !== null) keys.push(`t|${phone}`);
  if (name !== '') keys.push(`n|${country}|${state}|${name}`);
  return keys;
}

function* candidatePairs(profiles: ReadonlyMap<number, Profile>): Generator<readonly [Profile, Profile]> {
  const blocks = new Map<string, Profile[]>();
  for (const profile of profiles.values()) {
    for (const key of blockingKeys(profile)) {
      const block = blocks.get(key);
      if (block === undefined) blocks.set(key, [profile]);
      else block.push(profile);
    }
  }
  const seen = new Set<number>();
  const { size } = profiles;
  const span = size === 0 ? 0 : Math.max(...profiles.keys()) + 1;
  for (const block of blocks.values()) {
    if (block.length < 2) continue;
    const reach = block.length <= BLOCK ? block.length : NEIGHBOURS;
    const ordered = block.length <= BLOCK ? block : block.toSorted(byName);
    for (const [i, one] of ordered.entries()) {
      for (const other of ordered.slice(i + 1, i + 1 + reach)) {
        const [a, b] = one.row < other.row ? [one, other] : [other, one];
        const key = a.row * span + b.row;
        if (seen.has(key)) continue;
        seen.add(key);
        yield [a, b];
      }
    }
  }
}

const byName = (a: Profile, b: Profile): number =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : a.row - b.row;

/** What name, street and place weigh; what either side lacks is left out and the rest weighs more. */
const WEIGHTS = { name: 0.55, street: 0.25, place: 0.2 } as const;
/** Two facts at least must speak before a pair may be taken as one without a person. */
const LONE_FACT_CAP = 0.9;

/** 0..1, the same whichever comes first. */
export function scorePair(a: Profile, b: Profile): MatchPair {
  const because: string[] = [];
  if (a.id !== null && a.id === b.id) because.push('same account ID');
  const name = tokenSimilarity(a.name, b.name);
  const street = a.street === '' || b.street === '' ? null : tokenSimilarity(a.street, b.street);
  const place = placeSimilarity(a, b);
  if (name === 1) because.push('same name');
  else if (name >= 0.85) because.push('similar name');
  if (street === 1) because.push('same street');
  else if (street !== null && street >= 0.85) because.push('similar street');
  if (place !== null && place >= 0.95) because.push('same place');
  const samePhone = a.phone !== null && a.phone === b.phone;
  if (samePhone) because.push('same phone');
  const parts = [
    { weight: WEIGHTS.name, value: name },
    ...(street === null ? [] : [{ weight: WEIGHTS.street, value: street }]),
    ...(place === null ? [] : [{ weight: WEIGHTS.place, value: place }]),
  ];
  const weight = parts.reduce((sum, part) => sum + part.weight, 0);
  const mean = parts.reduce((sum, part) => sum + part.weight * part.value, 0) / weight;
  const helped = samePhone ? mean + (1 - mean) * 0.25 : mean;
  const score = parts.length === 1 ? Math.min(helped, LONE_FACT_CAP) : helped;
  return { a: a.row, b: b.row, score: Math.round(score * 1e4) / 1e4, because };
}

/** Same postal code or within a few kilometres is the same place; another city of the state is not. */
function placeSimilarity(a: Profile, b: Profile): number | null {
  if (a.country !== b.country) return 0;
  const km = haversineKm(a.lat, a.lon, b.lat, b.lon);
  const samePostal = a.postal !== null && a.postal === b.postal;
  if (!Number.isNaN(km)) {
    const near = Math.max(0, 1 - km / 25);
    return samePostal ? Math.max(near, 0.95) : near;
  }
  if (samePostal) return 1;
  if (a.city !== '' && b.city !== '') return a.city === b.city && a.state === b.state ? 0.9 : 0;
  return a.postal !== null && b.postal !== null ? 0 : null;
}
