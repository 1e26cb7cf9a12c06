import { textAt } from '../../plan/account-table.ts';
import type { Rule } from './rule.ts';
import { findRows } from './rule.ts';

/** Only where the file has an industry or segment column at all (ING-15 asks for it on 95 % of accounts). */
export const missingIndustry: Rule = {
  id: 'missing-industry',
  title: 'No industry or segment',
  severity: 'info',
  check(context) {
    if (!context.inFile.has('industry') && !context.inFile.has('segment')) return [];
    return findRows(this, context, 'industry', (row) => {
      const known = textAt(context.accounts, 'industry', row) ?? textAt(context.accounts, 'segment', row);
      if (known !== null) return null;
      return {
        message: 'The account has neither industry nor segment, so rules by segment miss it. Classify it.',
      };
    });
  },
};
