import type { Rule } from './rule.ts';
import { findRows } from './rule.ts';

/** 0, 0 lies in the Atlantic; exports write it for "unknown". One zero alone is as suspicious away from equator and Greenwich. */
export const zeroCoordinates: Rule = {
  id: 'zero-coordinates',
  title: 'Zero coordinates',
  severity: 'error',
  check(context) {
    const { lat, lon } = context.given;
    return findRows(this, context, 'lat', (row) => {
      const [y, x] = [lat[row] ?? NaN, lon[row] ?? NaN];
      if (!(y === 0 && x === 0)) return null;
      return {
        message:
          'The coordinates are 0, 0, which is how exports write "unknown". The account was placed by its address instead; nothing is needed unless that place is wrong.',
      };
    });
  },
};
