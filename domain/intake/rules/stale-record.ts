import { numberAt } from '../../plan/account-table.ts';
import { isoOfDay } from '../parse/date.ts';
import type { Rule } from './rule.ts';
import { findRows } from './rule.ts';

export const staleRecord: Rule = {
  id: 'stale-record',
  title: 'Not updated for long',
  severity: 'warning',
  check(context) {
    const limit = context.policy.dataQuality.staleAfterDays;
    return findRows(this, context, 'lastUpdated', (row) => {
      const day = numberAt(context.accounts, 'lastUpdated', row);
      const age = context.today - day;
      if (!(age > limit)) return null;
      return {
        message: `Last updated on ${isoOfDay(day)}, ${age.toLocaleString('en-US')} days ago (policy: ${limit}). Its size and address may no longer be true. Refresh it from its source.`,
      };
    });
  },
};
