import type { Finding } from '../../domain/intake/finding.ts';
import type { Matches } from '../../domain/intake/identity/match-accounts.ts';
import type { MatchPair } from '../../domain/intake/identity/match-pair.ts';
import { pairKey } from './health-api.ts';

/** Rules that say outright that rows are one account, and what they go by. */
const CERTAIN: Readonly<Record<string, readonly string[]>> = {
  'duplicate-key': ['same account ID'],
  'duplicate-name-place': ['same name', 'same place'],
};

/**
 * Every pair for a person to decide (IDR-05), most alike first: what the scored match found, and what the rules on
 * keys and names found. A group of rows is its first row beside each of the others.
 */
export function duplicatePairs(matches: Matches, findings: readonly Finding[]): readonly MatchPair[] {
  const pairs = new Map<string, MatchPair>();
  for (const pair of [...matches.automatic, ...matches.review]) pairs.set(pairKey(pair.a, pair.b), pair);
  for (const { rule, accountRows } of findings) {
    const because = CERTAIN[rule];
    const [first, ...others] = accountRows;
    if (because === undefined || first === undefined) continue;
    for (const other of others) {
      const [a, b] = [Math.min(first, other), Math.max(first, other)];
      const key = pairKey(a, b);
      if (!pairs.has(key)) pairs.set(key, { a, b, score: 1, because });
    }
  }
  return [...pairs.values()].toSorted((x, y) => y.score - x.score || x.a - y.a || x.b - y.b);
}
