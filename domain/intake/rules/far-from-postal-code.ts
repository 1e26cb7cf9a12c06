import { isOnEarth } from '../../geo/haversine.ts';
import { textAt } from '../../plan/account-table.ts';
import type { Rule } from './rule.ts';
import { editFix, findRows, kmText } from './rule.ts';
import { distanceToPostal, isSwapped } from './swapped-coordinates.ts';
import { signedRight } from './wrong-sign-coordinates.ts';

/**
 * The point lies farther from its postal code than policy allows. It is the postal code that is compared, not the
 * county: a wrong point comes with the county it wrongly lies in.
 */
export const farFromPostalCode: Rule = {
  id: 'far-from-postal-code',
  title: 'Point far from its postal code',
  severity: 'warning',
  check(context) {
    const limit = context.policy.dataQuality.farFromPostalCodeKm;
    const { lat, lon } = context.given;
    return findRows(this, context, 'postalCode', (row) => {
      const [y, x] = [lat[row] ?? NaN, lon[row] ?? NaN];
      if (!isOnEarth(y, x)) return null;
      const km = distanceToPostal(context, row, y, x);
      if (km === null || km <= limit || isSwapped(context, row) || signedRight(context, row) !== null)
        return null;
      const code = textAt(context.accounts, 'postalCode', row) ?? '';
      const place = context.postalPlaceOf(row);
      return {
        message: `The point (${y}, ${x}) lies ${kmText(km)} from postal code ${code}; one of the two is wrong, and travel would be planned to the wrong place. Check the address, or place it at the postal code.`,
        fix:
          place === null
            ? null
            : editFix(
                `Place at postal code ${code}`,
                row,
                { lat: place.lat, lon: place.lon, geoPrecision: 'postal', geoSource: 'geonames-postal' },
                `The point lay ${kmText(km)} from its postal code`,
              ),
      };
    });
  },
};
