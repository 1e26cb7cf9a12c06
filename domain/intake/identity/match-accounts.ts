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
import { namePlaceKey } from '../rules/duplicate-name-place.ts';
import { tokenSimilarity, wordListSimilarity, wordsOf } from '../similarity.ts';
import type { Words } from '../similarity.ts';
import { foldedAt } from '../text-columns.ts';
import { streetAt } from './address-key.ts';
import type { MatchPair } from './match-pair.ts';

export interface Matches {
  /** Ascending by row; each at or above `matchAutomatic`. */
  readonly automatic: readonly MatchPair[];
  /** Best first, at most `REVIEW_LIMIT`. */
  readonly review: readonly MatchPair[];
  /** Pairs that would have been for review without the limit. */
  readonly reviewTotal: number;
}

/** Blocks larger than this are compared only among neighbours in name order: the cost stays linear. */
const BLOCK = 16;
const NEIGHBOURS = 4;
/** More than a person will ever decide; the rest comes up again when these are settled. */
const REVIEW_LIMIT = 5_000;

/** Rows of one ID, or of one name in one place, are the matter of those rules: the first stands for all of them here. */
export function matchAccounts(
  accounts: AccountTable,
  rows: Int32Array,
  countryOf: (row: number) => string,
  thresholds: Pick<Policy['dataQuality'], 'matchAutomatic' | 'matchReview'>,
): Matches {
  const profiles: Profile[] = [];
  const seen = new Set<string>();
  for (const row of rows) {
    const key = namePlaceKey({ accounts, countryOf }, row);
    if (key !== null && seen.has(key)) continue;
    if (key !== null) seen.add(key);
    profiles.push(profileOf(accounts, row, countryOf(row)));
  }
  const automatic: MatchPair[] = [];
  const review: MatchPair[] = [];
  for (const [a, b] of candidatePairs(profiles, accounts.rowCount)) {
    if (a.id !== null && a.id === b.id) continue;
    const pair = scorePair(a, b, thresholds.matchReview);
    if (pair === null) continue;
    (pair.score >= thresholds.matchAutomatic ? automatic : review).push(pair);
  }
  automatic.sort((x, y) => x.a - y.a || x.b - y.b);
  review.sort((x, y) => y.score - x.score || x.a - y.a || x.b - y.b);
  return { automatic, review: review.slice(0, REVIEW_LIMIT), reviewTotal: review.length };
}

export interface Profile {
  readonly row: number;
  readonly id: string | null;
  readonly name: string;
  readonly nameWords: Words;
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

const bareFolded = (folded: string): string => folded.replace(LEGAL, '').replace(/\s+/g, ' ').trim();

/** A name folded and without its legal form. */
export const bareName = (name: string): string => bareFolded(foldName(name));

export function profileOf(accounts: AccountTable, row: number, country: string): Profile {
  const code = textAt(accounts, 'postalCode', row);
  const phone = textAt(accounts, 'phone', row)?.replace(/\D/g, '') ?? '';
  const own = textAt(accounts, 'geoPrecision', row) === 'street';
  const name = bareFolded(foldedAt(accounts.text.name, row) ?? '');
  return {
    row,
    id: textAt(accounts, 'accountId', row),
    name,
    nameWords: wordsOf(name),
    street: streetAt(accounts, row),
    postal: code === null ? null : (postalKey(country, code) ?? code),
    city: foldedAt(accounts.text.city, row) ?? '',
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

function* candidatePairs(profiles: readonly Profile[], span: number): Generator<readonly [Profile, Profile]> {
  const blocks = new Map<string, Profile[]>();
  for (const profile of profiles) {
    for (const key of blockingKeys(profile)) {
      const block = blocks.get(key);
      if (block === undefined) blocks.set(key, [profile]);
      else block.push(profile);
    }
  }
  const seen = new Set<number>();
  for (const block of blocks.values()) {
    if (block.length < 2) continue;
    const reach = block.length <= BLOCK ? block.length : NEIGHBOURS;
    const ordered = block.length <= BLOCK ? block : block.toSorted(byName);
    for (let i = 0; i < ordered.length; i++) {
      for (let j = i + 1; j < ordered.length && j <= i + reach; j++) {
        const [one, other] = [ordered[i], ordered[j]];
        if (one === undefined || other === undefined) continue;
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
/** A shared telephone closes this much of the gap to certainty. */
const PHONE_HELP = 0.25;

/**
 * How alike two rows are, 0..1, the same whichever comes first; null as soon as `atLeast` is out of reach (0: never).
 * What either row lacks is left out and the rest weighs more; a lone fact is never proof.
 */
export function scorePair(a: Profile, b: Profile, atLeast = 0): MatchPair | null {
  const name = a.name === b.name ? (a.name === '' ? 0 : 1) : wordListSimilarity(a.nameWords, b.nameWords);
  const place = placeSimilarity(a, b);
  const hasStreet = a.street !== '' && b.street !== '';
  const samePhone = a.phone !== null && a.phone === b.phone;
  const weight = WEIGHTS.name + (hasStreet ? WEIGHTS.street : 0) + (place === null ? 0 : WEIGHTS.place);
  const known = WEIGHTS.name * name + WEIGHTS.place * (place ?? 0);
  const withStreet = (street: number): number => {
    const mean = (known + (hasStreet ? WEIGHTS.street * street : 0)) / weight;
    const helped = samePhone ? mean + (1 - mean) * PHONE_HELP : mean;
    return Math.round((hasStreet || place !== null ? helped : Math.min(helped, LONE_FACT_CAP)) * 1e4) / 1e4;
  };
  if (withStreet(1) < atLeast) return null;
  const street = hasStreet ? tokenSimilarity(a.street, b.street) : 0;
  const score = withStreet(street);
  if (score < atLeast) return null;
  return { a: a.row, b: b.row, score, because: because(a, b, { name, street, place, samePhone }) };
}

function because(
  a: Profile,
  b: Profile,
  facts: {
    readonly name: number;
    readonly street: number;
    readonly place: number | null;
    readonly samePhone: boolean;
  },
): string[] {
  const said: string[] = [];
  if (a.id !== null && a.id === b.id) said.push('same account ID');
  if (facts.name === 1) said.push('same name');
  else if (facts.name >= 0.85) said.push('similar name');
  if (facts.street === 1) said.push('same street');
  else if (facts.street >= 0.85) said.push('similar street');
  if (facts.place !== null && facts.place >= 0.95) said.push('same place');
  if (facts.samePhone) said.push('same phone');
  return said;
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
