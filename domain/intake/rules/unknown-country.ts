import { countryCode } from '../../geo/country-code.ts';
import { textAt } from '../../plan/account-table.ts';
import type { Rule } from './rule.ts';
import { findRows } from './rule.ts';

export const unknownCountry: Rule = {
  id: 'unknown-country',
  title: 'Country not known',
  severity: 'warning',
  check(context) {
    return findRows(this, context, 'country', (row) => {
      const country = textAt(context.accounts, 'country', row);
      if (country === null || countryCode(country) !== null) return null;
      return {
        message: `"${country}" is no country that is known here, so the account cannot be placed by its address. Use the two-letter code.`,
      };
    });
  },
};
