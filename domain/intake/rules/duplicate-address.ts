import { textAt } from '../../plan/account-table.ts';
import { addressKey } from '../identity/address-key.ts';
import { groupRows } from './group-rows.ts';
import type { Rule } from './rule.ts';
import { findingOf, nameOf } from './rule.ts';
import { namePlaceKey } from './duplicate-name-place.ts';

/** Different names at one address, however its street is abbreviated. Rows of one name are the rule before this one. */
export const duplicateAddress: Rule = {
  id: 'duplicate-address',
  title: 'Several accounts at one address',
  severity: 'warning',
  check(context) {
    const groups = groupRows(context.rows, (row) =>
      addressKey(context.accounts, row, context.countryOf(row)),
    );
    return groups.flatMap((rows) => {
      const seen = new Set<string>();
      const distinct = rows.filter((row) => {
        const key = namePlaceKey(context, row) ?? `row ${row}`;
        return !seen.has(key) && seen.add(key);
      });
      if (distinct.length < 2) return [];
      const names = distinct.slice(0, 3).map((row) => nameOf(context, row));
      return [
        findingOf(this, context, {
          rows: distinct,
          field: 'street',
          value: textAt(context.accounts, 'street', rows[0] ?? -1),
          message: `${distinct.length} accounts stand at one address: ${names.join('; ')}. They may be one account under an old and a new name, or departments of one. Compare them, and merge them if they are one.`,
        }),
      ];
    });
  },
};
