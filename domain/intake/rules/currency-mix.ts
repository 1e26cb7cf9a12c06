import { textAt } from '../../plan/account-table.ts';
import type { Rule } from './rule.ts';
import { findingOf } from './rule.ts';

/** More than one currency in one money column: sums would add euros to dollars. */
export const currencyMix: Rule = {
  id: 'currency-mix',
  title: 'Several currencies',
  severity: 'error',
  check(context) {
    const rowsOf = new Map<string, number[]>();
    for (const row of context.rows) {
      const currency = textAt(context.accounts, 'currency', row)?.toUpperCase();
      if (currency === undefined) continue;
      const rows = rowsOf.get(currency);
      if (rows === undefined) rowsOf.set(currency, [row]);
      else rows.push(row);
    }
    if (rowsOf.size < 2) return [];
    const [main, ...others] = [...rowsOf].sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1));
    return others.map(([currency, rows]) =>
      findingOf(this, context, {
        rows,
        field: 'currency',
        value: currency,
        message: `${rows.length} accounts are in ${currency} while most are in ${main?.[0] ?? ''}. Their amounts were not converted, so sums mix the two. Convert them before importing.`,
      }),
    );
  },
};
