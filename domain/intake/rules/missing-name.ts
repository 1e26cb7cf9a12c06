import { textAt } from '../../plan/account-table.ts';
import type { Rule } from './rule.ts';
import { findRows } from './rule.ts';

export const missingName: Rule = {
  id: 'missing-name',
  title: 'No name',
  severity: 'warning',
  check(context) {
    return findRows(this, context, 'name', (row) =>
      textAt(context.accounts, 'name', row) === null
        ? { message: 'The account has no name; nobody will recognise it in a list. Name it.' }
        : null,
    );
  },
};
