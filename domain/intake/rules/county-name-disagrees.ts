import { foldName } from '../../geo/fold-name.ts';
import { textAt } from '../../plan/account-table.ts';
import type { Rule } from './rule.ts';
import { findRows } from './rule.ts';

const KIND = /\b(county|parish|borough|census area|municipality|municipio|city and|city)\b/g;
const bare = (name: string): string => foldName(name).replace(KIND, '').replaceAll(' ', '');

/** The county named is not the postal code's. Postal codes cross county lines, so this is a hint, no more. */
export const countyNameDisagrees: Rule = {
  id: 'county-name-disagrees',
  title: 'County and postal code disagree',
  severity: 'info',
  check(context) {
    return findRows(this, context, 'county', (row) => {
      const county = textAt(context.accounts, 'county', row);
      const code = textAt(context.accounts, 'postalCode', row);
      if (county === null || code === null || context.countryOf(row) !== 'US') return null;
      const place = context.postalPlaceOf(row);
      const actual = place === null ? null : context.locator.countyOf('US', place);
      if (actual === null || bare(actual.name) === bare(county)) return null;
      return {
        message: `Most of postal code ${code} lies in ${actual.name}, the row says ${county}. Postal codes cross county lines; look only if the point seems wrong too.`,
      };
    });
  },
};
