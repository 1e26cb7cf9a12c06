import { textAt } from '../../plan/account-table.ts';
import type { Rule } from './rule.ts';
import { findRows } from './rule.ts';

const CLOSED =
  /^(closed|shut|permanently closed|out of business|non-?operational|defunct|demolished|inactive)\b/i;

export const statedClosed = (status: string | null): boolean => status !== null && CLOSED.test(status);

export const closedSite: Rule = {
  id: 'closed-site',
  title: 'Closed site',
  severity: 'warning',
  check(context) {
    return findRows(this, context, 'siteStatus', (row) => {
      const status = textAt(context.accounts, 'siteStatus', row);
      if (status === null || !statedClosed(status)) return null;
      return {
        message: `The site is marked ${status}. Planned on, it would take capacity and quota that nobody can earn. Take it out of planning.`,
        fix: {
          label: 'Take out of planning',
          commands: [
            {
              type: 'setStanding',
              rows: Int32Array.of(row),
              standing: 'closed',
              reason: `Marked ${status} in the file`,
            },
          ],
        },
      };
    });
  },
};
