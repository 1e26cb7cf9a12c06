/** Matched pairs as findings: what is one account by the policy's threshold with a merge, the rest as a queue for a person. */
import type { Finding } from '../finding.ts';
import type { RuleContext } from '../rules/rule.ts';
import { findingOf, nameOf } from '../rules/rule.ts';
import type { Matches } from './match-accounts.ts';
import { mergeFix } from './merge-preview.ts';

export function matchFindings(told: RuleContext, matches: Matches): Finding[] {
  const percent = (score: number): string => `${Math.round(score * 100)} %`;
  const automatic = matches.automatic.map(({ a, b, score, because }) =>
    findingOf({ id: 'duplicate-match', severity: 'warning' }, told, {
      rows: [a, b],
      field: 'name',
      value: nameOf(told, b),
      message: `${nameOf(told, a)} and ${nameOf(told, b)} are one account by ${because.join(', ')} (${percent(score)} alike). Its potential counts twice. Merge them.`,
      fix: mergeFix(told.accounts, [a, b]),
    }),
  );
  const review = matches.review.map(({ a, b, score, because }) =>
    findingOf({ id: 'possible-duplicate', severity: 'info' }, told, {
      rows: [a, b],
      field: 'name',
      value: nameOf(told, b),
      message: `${nameOf(told, a)} and ${nameOf(told, b)} may be one account: ${because.join(', ') || 'alike on the whole'} (${percent(score)} alike). Compare them side by side and decide.`,
    }),
  );
  const left = matches.reviewTotal - matches.review.length;
  const more = findingOf({ id: 'more-possible-duplicates', severity: 'info' }, told, {
    rows: [],
    field: 'name',
    value: String(left),
    message: `${left.toLocaleString('en-US')} more pairs may be one account. The ${matches.review.length.toLocaleString('en-US')} most alike are listed; check again when they are decided.`,
  });
  return [...automatic, ...review, ...(left > 0 ? [more] : [])];
}
