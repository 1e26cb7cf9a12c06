import { textAt } from '../../plan/account-table.ts';
import type { Rule } from './rule.ts';
import { findRows } from './rule.ts';

export const missingTerritory: Rule = {
  id: 'missing-territory',
  title: 'No territory in the alignment so far',
  severity: 'info',
  check(context) {
    if (!context.inFile.has('territoryName')) return [];
    return findRows(this, context, 'territoryName', (row) =>
      textAt(context.accounts, 'territoryName', row) === null
        ? { message: 'The file gives this account no territory. It begins unassigned.' }
        : null,
    );
  },
};
