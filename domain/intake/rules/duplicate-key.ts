import { textAt } from '../../plan/account-table.ts';
import { mergeFix } from '../identity/merge-preview.ts';
import { groupRows } from './group-rows.ts';
import type { Rule } from './rule.ts';
import { findingOf, nameOf } from './rule.ts';

export const duplicateKey: Rule = {
  id: 'duplicate-key',
  title: 'One account ID on several rows',
  severity: 'error',
  check(context) {
    const groups = groupRows(context.rows, (row) => textAt(context.accounts, 'accountId', row));
    return groups.map((rows) => {
      const id = textAt(context.accounts, 'accountId', rows[0] ?? -1);
      const names = [...new Set(rows.map((row) => nameOf(context, row)))];
      const what =
        names.length === 1
          ? `${names[0]}`
          : `${names.length} different names (${names.slice(0, 3).join('; ')})`;
      return findingOf(this, context, {
        rows,
        field: 'accountId',
        value: id,
        message: `Account ID ${id} stands on ${rows.length} rows, with ${what}. An assignment or a write-back to it would be ambiguous. Merge them, or correct the IDs.`,
        fix: names.length === 1 ? mergeFix(context.accounts, rows) : null,
      });
    });
  },
};
