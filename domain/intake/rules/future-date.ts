import { numberAt } from '../../plan/account-table.ts';
import { isoOfDay } from '../parse/date.ts';
import type { Rule } from './rule.ts';
import { findRows } from './rule.ts';

export const futureDate: Rule = {
  id: 'future-date',
  title: 'Updated in the future',
  severity: 'warning',
  check(context) {
    return findRows(this, context, 'lastUpdated', (row) => {
      const day = numberAt(context.accounts, 'lastUpdated', row);
      if (!(day > context.today + 1)) return null;
      return {
        message: `Last updated on ${isoOfDay(day)}, which is still to come. Day and month may be exchanged; check how the column writes its dates.`,
      };
    });
  },
};
