import { textAt } from '../../plan/account-table.ts';
import type { Rule } from './rule.ts';
import { findRows } from './rule.ts';

export const missingOwner: Rule = {
  id: 'missing-owner',
  title: 'No owner',
  severity: 'info',
  check(context) {
    if (!context.inFile.has('ownerName')) return [];
    return findRows(this, context, 'ownerName', (row) =>
      textAt(context.accounts, 'ownerName', row) === null
        ? {
            message:
              'The file names no owner for this account, so a change of owner cannot be counted for it.',
          }
        : null,
    );
  },
};
