import type { Finding } from '../../domain/intake/finding.ts';
import { profileOf, scorePair } from '../../domain/intake/identity/match-accounts.ts';
import type { Matches } from '../../domain/intake/identity/match-accounts.ts';
import type { MatchPair } from '../../domain/intake/identity/match-pair.ts';
import type { RuleContext } from '../../domain/intake/rules/rule.ts';
import { pairKey } from './health-api.ts';

/**
 * Every pair for a person to decide (IDR-05), most alike first: what the scored match found, and what the rules on
 * keys and names found. A group of rows is its first row beside each of the others.
 */
export function duplicatePairs(
  matches: Matches,
  findings: readonly Finding[],
  told: Pick<RuleContext, 'accounts' | 'countryOf'>,
): readonly MatchPair[] {
  const pairs = new Map<string, MatchPair>();
  for (const pair of [...matches.automatic, ...matches.review]) pairs.set(pairKey(pair.a, pair.b), pair);
  for (const { rule, accountRows } of findings) {
    const [first, ...others] = accountRows;
    if (first === undefined || (rule !== 'duplicate-key' && rule !== 'duplicate-name-place')) continue;
    for (const other of others) {
      const [a, b] = [Math.min(first, other), Math.max(first, other)];
      const key = pairKey(a, b);
      if (pairs.has(key)) continue;
      pairs.set(key, rule === 'duplicate-key' ? sameKey(a, b) : sameName(a, b, told));
    }
  }
  return [...pairs.values()].toSorted((x, y) => y.score - x.score || x.a - y.a || x.b - y.b);
}

const sameKey = (a: number, b: number): MatchPair => ({ a, b, score: 1, because: ['same account ID'] });

/** One name in one city: as alike as the rest of the rows says, since two sites of a company have that too. */
function sameName(
  a: number,
  b: number,
  { accounts, countryOf }: Pick<RuleContext, 'accounts' | 'countryOf'>,
): MatchPair {
  const [one, other] = [profileOf(accounts, a, countryOf(a)), profileOf(accounts, b, countryOf(b))];
  const scored = scorePair(one, other);
  const because = scored?.because ?? [];
  const where = because.includes('same place') || one.city === '' ? [] : ['same city'];
  return { a, b, score: scored?.score ?? 0, because: [...because, ...where] };
}
