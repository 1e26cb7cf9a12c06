import { textAt } from '../../plan/account-table.ts';
import type { Rule } from './rule.ts';
import { editFix, findRows } from './rule.ts';

/** The postal code lies in another state than the row says. */
export const stateDisagrees: Rule = {
  id: 'state-disagrees',
  title: 'State and postal code disagree',
  severity: 'warning',
  check(context) {
    return findRows(this, context, 'state', (row) => {
      const state = textAt(context.accounts, 'state', row);
      const code = textAt(context.accounts, 'postalCode', row);
      if (state === null || code === null) return null;
      const country = context.countryOf(row);
      const place = context.postalPlaceOf(row);
      const actual = place === null ? null : context.locator.stateOf(country, place);
      const written = context.locator.stateCode(country, state);
      if (actual === null || written === null || actual.code === written) return null;
      const label = context.locator.stateLabel(country, actual);
      const named = label === actual.name ? label : `${label} (${actual.name})`;
      return {
        message: `Postal code ${code} lies in ${named}, the row says ${state}. Rules by state would put the account in the wrong territory. Correct one of them.`,
        fix: editFix(`Set state to ${label}`, row, { state: label }, `Postal code ${code} lies in ${label}`),
      };
    });
  },
};
