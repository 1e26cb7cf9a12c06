import { US_STATES } from '../../geo/us-states.ts';
import { textAt } from '../../plan/account-table.ts';
import type { Rule } from './rule.ts';
import { findRows } from './rule.ts';

/** The first two digits of a county's FIPS code are its state's; here they are another state's. */
export const countyDisagrees: Rule = {
  id: 'county-disagrees',
  title: 'County code and state disagree',
  severity: 'warning',
  check(context) {
    return findRows(this, context, 'countyFips', (row) => {
      const fips = textAt(context.accounts, 'countyFips', row);
      const state = US_STATES.get(textAt(context.accounts, 'state', row) ?? '');
      if (fips === null || state === undefined || fips.length !== 5 || fips.startsWith(state.fips))
        return null;
      const named = [...US_STATES.values()].find((candidate) => fips.startsWith(candidate.fips));
      const where = named === undefined ? 'no state' : named.name;
      return {
        message: `County code ${fips} belongs to ${where}, the row says ${state.name}. Correct one of them.`,
      };
    });
  },
};
