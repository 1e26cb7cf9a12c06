import { textAt } from '../../plan/account-table.ts';
import type { Rule } from './rule.ts';
import { findRows } from './rule.ts';

export const notPlaced: Rule = {
  id: 'not-placed',
  title: 'No place on the map',
  severity: 'error',
  check(context) {
    return findRows(this, context, 'lat', (row) => {
      if (textAt(context.accounts, 'geoPrecision', row) !== 'none') return null;
      return {
        message:
          'The account has no coordinates, and neither its postal code, city nor state is known, so travel to it cannot be estimated. Give it coordinates or an address.',
      };
    });
  },
};
