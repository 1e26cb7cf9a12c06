import { textAt } from '../../plan/account-table.ts';
import { mergeFix } from '../identity/merge-preview.ts';
import { foldedAt } from '../text-columns.ts';
import { groupRows } from './group-rows.ts';
import type { Rule, RuleContext } from './rule.ts';
import { findingOf, nameOf } from './rule.ts';

/** Same name in the same city (or, without a city, the same postal code). */
export const duplicateNamePlace: Rule = {
  id: 'duplicate-name-place',
  title: 'Same name in the same place',
  severity: 'warning',
  check(context) {
    return groupRows(context.rows, (row) => namePlaceKey(context, row)).map((rows) => {
      const first = rows[0] ?? -1;
      const where =
        textAt(context.accounts, 'city', first) ?? textAt(context.accounts, 'postalCode', first) ?? '';
      return findingOf(this, context, {
        rows,
        field: 'name',
        value: nameOf(context, first),
        message: `${nameOf(context, first)} stands ${rows.length} times in ${where}. If it is one account, its potential counts ${rows.length} times. Compare the rows and merge them, or leave them if they are several sites.`,
        fix: mergeFix(context.accounts, rows),
      });
    });
  },
};

export function namePlaceKey(
  context: Pick<RuleContext, 'accounts' | 'countryOf'>,
  row: number,
): string | null {
  const { text } = context.accounts;
  const name = foldedAt(text.name, row);
  const place = foldedAt(text.city, row) ?? textAt(context.accounts, 'postalCode', row);
  if (name === null || place === null) return null;
  return `${name}|${textAt(context.accounts, 'state', row) ?? ''}|${place}|${context.countryOf(row)}`;
}
