import { foldName } from '../../geo/fold-name.ts';
import { textAt } from '../../plan/account-table.ts';
import { mergeFix } from '../identity/merge-preview.ts';
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

export function namePlaceKey(context: RuleContext, row: number): string | null {
  const name = textAt(context.accounts, 'name', row);
  const city = textAt(context.accounts, 'city', row);
  const place = city === null ? textAt(context.accounts, 'postalCode', row) : foldName(city);
  if (name === null || place === null) return null;
  return `${foldName(name)}|${textAt(context.accounts, 'state', row) ?? ''}|${place}|${context.countryOf(row)}`;
}
