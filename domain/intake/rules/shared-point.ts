import { textAt } from '../../plan/account-table.ts';
import { addressKey } from '../identity/address-key.ts';
import { groupRows } from './group-rows.ts';
import type { Rule } from './rule.ts';
import { findingOf } from './rule.ts';

/** The very same coordinates for different addresses: a geocoder that gave up at a city or a building. */
export const sharedPoint: Rule = {
  id: 'shared-point',
  title: 'Different addresses on one point',
  severity: 'info',
  check(context) {
    const { lat, lon } = context.given;
    const groups = groupRows(context.rows, (row) => {
      const [y, x] = [lat[row] ?? NaN, lon[row] ?? NaN];
      return Number.isNaN(y) || Number.isNaN(x) || (y === 0 && x === 0) ? null : `${y},${x}`;
    });
    return groups.flatMap((rows) => {
      const addresses = new Set(
        rows.map((row) => addressKey(context.accounts, row, context.countryOf(row)) ?? ''),
      );
      if (addresses.size < 2) return [];
      const first = rows[0] ?? -1;
      return [
        findingOf(this, context, {
          rows,
          field: 'lat',
          value: `${lat[first]}, ${lon[first]}`,
          message: `${rows.length} accounts with ${addresses.size} different addresses have exactly the same coordinates (${textAt(context.accounts, 'city', first) ?? 'no city'}). Their points are probably the middle of something larger; check them before planning streets.`,
        }),
      ];
    });
  },
};
