import { textAt } from '../../plan/account-table.ts';
import { parentCycles } from '../identity/hierarchy.ts';
import type { Rule } from './rule.ts';
import { findingOf } from './rule.ts';

export const parentCycle: Rule = {
  id: 'parent-cycle',
  title: 'Accounts that are their own parents',
  severity: 'error',
  check(context) {
    return parentCycles(context.accounts, context.rows).map((rows) => {
      const last = rows.at(-1) ?? -1;
      const path = rows.map((row) => textAt(context.accounts, 'accountId', row)).join(' → ');
      return findingOf(this, context, {
        rows,
        field: 'parentId',
        value: textAt(context.accounts, 'parentId', rows[0] ?? -1),
        message: `The parents run in a circle: ${path} → ${textAt(context.accounts, 'accountId', rows[0] ?? -1)}. Totals by parent would never end. Clear one of the parents.`,
        fix: {
          label: `Clear the parent of ${textAt(context.accounts, 'accountId', last)}`,
          commands: [
            {
              type: 'editCells',
              field: 'parentId',
              rows: Int32Array.of(last),
              values: [null],
              reason: 'The parents ran in a circle',
            },
          ],
        },
      });
    });
  },
};
