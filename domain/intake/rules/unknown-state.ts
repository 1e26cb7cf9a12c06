import { textAt } from '../../plan/account-table.ts';
import type { Rule } from './rule.ts';
import { editFix, findRows } from './rule.ts';

export const unknownState: Rule = {
  id: 'unknown-state',
  title: 'State or province not known',
  severity: 'warning',
  check(context) {
    return findRows(this, context, 'state', (row) => {
      const state = textAt(context.accounts, 'state', row);
      const country = context.countryOf(row);
      if (state === null || !context.locator.knows(country)) return null;
      if (context.locator.stateCode(country, state) !== null || context.locator.isCounty(country, state))
        return null;
      const code = textAt(context.accounts, 'postalCode', row);
      const place = context.postalPlaceOf(row);
      const actual = place === null ? null : context.locator.stateOf(country, place);
      const label = actual === null ? null : context.locator.stateLabel(country, actual);
      return {
        message: `"${state}" is no state or province of ${country} that is known here. Rules by state will miss the account. Correct it.`,
        fix:
          label === null
            ? null
            : editFix(`Set state to ${label}`, row, { state: label }, `Postal code ${code} lies in ${label}`),
      };
    });
  },
};
