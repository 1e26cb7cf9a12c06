import { textAt } from '../../plan/account-table.ts';
import type { Rule } from './rule.ts';
import { findRows } from './rule.ts';

const PLACED: Readonly<Record<string, string>> = {
  postal: 'the centre of its postal code (about 2 km off at the median)',
  city: 'its city',
  state: 'the middle of its state, which may be hundreds of kilometres off',
};

/** No coordinates came with the row; where it was put instead, and how coarse that is. */
export const missingCoordinates: Rule = {
  id: 'missing-coordinates',
  title: 'Coordinates missing, placed by address',
  severity: 'warning',
  check(context) {
    return findRows(this, context, 'lat', (row) => {
      const precision = textAt(context.accounts, 'geoPrecision', row) ?? '';
      const place = PLACED[precision];
      const { lat, lon } = context.given;
      if (place === undefined || !(Number.isNaN(lat[row] ?? NaN) || Number.isNaN(lon[row] ?? NaN)))
        return null;
      return { message: `The account has no coordinates. It was placed at ${place}.` };
    });
  },
};
