import { isPostalShape } from '../../geo/postal-code.ts';
import { US_TERRITORIES } from '../../geo/us-states.ts';
import { textAt } from '../../plan/account-table.ts';
import type { Rule } from './rule.ts';
import { findRows } from './rule.ts';

/** US territories are left out: the bundled US table does not cover them. */
export const postalCodeUnknown: Rule = {
  id: 'postal-code-unknown',
  title: 'Postal code not found',
  severity: 'warning',
  check(context) {
    return findRows(this, context, 'postalCode', (row) => {
      const code = textAt(context.accounts, 'postalCode', row);
      const country = context.countryOf(row);
      const territory =
        US_TERRITORIES.has(textAt(context.accounts, 'state', row) ?? '') || US_TERRITORIES.has(country);
      if (code === null || territory || !context.locator.knows(country) || !isPostalShape(country, code))
        return null;
      if (context.postalPlaceOf(row) !== null) return null;
      return {
        message: `Postal code ${code} is not in the ${country} table: it is new, retired or mistyped. Check it; the point cannot be compared with it.`,
      };
    });
  },
};
