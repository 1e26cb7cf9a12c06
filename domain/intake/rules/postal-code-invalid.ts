import { isPostalShape } from '../../geo/postal-code.ts';
import { textAt } from '../../plan/account-table.ts';
import type { Rule } from './rule.ts';
import { findRows } from './rule.ts';

export const postalCodeInvalid: Rule = {
  id: 'postal-code-invalid',
  title: 'Not a postal code of its country',
  severity: 'warning',
  check(context) {
    return findRows(this, context, 'postalCode', (row) => {
      const code = textAt(context.accounts, 'postalCode', row);
      const country = context.countryOf(row);
      if (code === null || isPostalShape(country, code)) return null;
      return {
        message: `"${code}" is not how ${country} writes postal codes, so the account cannot be placed or checked by it. Correct it.`,
      };
    });
  },
};
