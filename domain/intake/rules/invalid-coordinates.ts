import type { Rule } from './rule.ts';
import { findRows } from './rule.ts';
import { isSwapped } from './swapped-coordinates.ts';

/** A latitude beyond ±90 or a longitude beyond ±180 that exchanging the two does not explain. */
export const invalidCoordinates: Rule = {
  id: 'invalid-coordinates',
  title: 'Coordinates that are not on Earth',
  severity: 'error',
  check(context) {
    const { lat, lon } = context.given;
    return findRows(this, context, 'lat', (row) => {
      const [y, x] = [lat[row] ?? NaN, lon[row] ?? NaN];
      if (!(Math.abs(y) > 90 || Math.abs(x) > 180) || isSwapped(context, row)) return null;
      return {
        message: `Latitude ${y}, longitude ${x} is no place on Earth (90 and 180 are the ends). The account was placed by its address instead; correct the numbers where they come from.`,
      };
    });
  },
};
