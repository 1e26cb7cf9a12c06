/** Matched pairs as findings: what is one account by the policy's threshold with a merge, the rest as a queue for a person. */
import type { Finding } from '../finding.ts';
import type { RuleContext } from '../rules/rule.ts';
import { findingOf, nameOf } from '../rules/rule.ts';
import { namePlaceKey } from '../rules/duplicate-name-place.ts';
import type { Matches } from './match-accounts.ts';
import type { MatchPair } from './match-pair.ts';
import { mergeFix } from './merge-preview.ts';

/** Pairs that the rules on keys and on name and place have not named already. */
export function matchFindings(told: RuleContext, matches: Matches): Finding[] {
  const isNew = ({ a, b, because }: MatchPair): boolean => {
    const key = namePlaceKey(told, a);
    return !because.includes('same account ID') && (key === null || key !== namePlaceKey(told, b));
  };
  const percent = (score: number): string => `${Math.round(score * 100)} %`;
  const automatic = matches.automatic.filter(isNew).map(({ a, b, score, because }) =>
    findingOf({ id: 'duplicate-match', severity: 'warning' }, told, {
      rows: [a, b],
      field: 'name',
      value: nameOf(told, b),
      message: `${nameOf(told, a)} and ${nameOf(told, b)} are one account by ${because.join(', ')} (${percent(score)} alike). Its potential counts twice. Merge them.`,
      fix: mergeFix(told.accounts, [a, b]),
    }),
  );
  const review = matches.review.filter(isNew).map(({ a, b, score, because }) =>
    findingOf({ id: 'possible-duplicate', severity: 'info' }, told, {
      rows: [a, b],
      field: 'name',
      value: nameOf(told, b),
      message: `${nameOf(told, a)} and ${nameOf(told, b)} may be one account: ${because.join(', ') || 'alike on the whole'} (${percent(score)} alike). Compare them side by side and decide.`,
    }),
  );
  return [...automatic, ...review];
}
