import { textAt } from '../../plan/account-table.ts';
import { parentRows } from '../identity/hierarchy.ts';
import type { Rule } from './rule.ts';
import { findRows } from './rule.ts';

export const unknownParent: Rule = {
  id: 'unknown-parent',
  title: 'Parent account not in the file',
  severity: 'info',
  check(context) {
    const parents = parentRows(context.accounts, context.rows);
    return findRows(this, context, 'parentId', (row) => {
      const parent = textAt(context.accounts, 'parentId', row);
      if (parent === null || (parents[row] ?? -1) >= 0) return null;
      return {
        message: `Parent "${parent}" is not among the accounts. The account is planned on its own; bring the parent's row if they belong together.`,
      };
    });
  },
};
