import { numberAt } from '../../plan/account-table.ts';
import type { Rule } from './rule.ts';
import { findRows } from './rule.ts';

/** No size: the account counts nothing towards balance, yet somebody has to visit it. */
export const missingPotential: Rule = {
  id: 'missing-potential',
  title: 'No potential',
  severity: 'warning',
  check(context) {
    if (!context.inFile.has('potential')) return [];
    return findRows(this, context, 'potential', (row) => {
      const value = numberAt(context.accounts, 'potential', row);
      if (value > 0 || value < 0) return null;
      const what = value === 0 ? 'is zero' : 'is missing';
      return {
        message: `The potential ${what}: the account weighs nothing in balance and quota, yet it takes visits. Find its ${context.potentialUnit.name}, or leave it out of planning.`,
      };
    });
  },
};
