import type { Rule, RuleContext } from './rule.ts';
import { editFix, findRows } from './rule.ts';
import { distanceToPostal, isSwapped, NEAR_KM } from './swapped-coordinates.ts';

/** A lost minus sign puts Alabama into China. */
export const wrongSignCoordinates: Rule = {
  id: 'wrong-sign-coordinates',
  title: 'A minus sign missing from the coordinates',
  severity: 'error',
  check(context) {
    return findRows(this, context, 'lon', (row) => {
      const right = signedRight(context, row);
      if (right === null) return null;
      return {
        message: `With the other sign (${right.lat}, ${right.lon}) the point fits its postal code; as given it is on another continent. Turn the sign.`,
        fix: editFix(
          'Turn the sign',
          row,
          { lat: right.lat, lon: right.lon, geoPrecision: 'street', geoSource: 'file, sign turned' },
          'A minus sign was missing',
        ),
      };
    });
  },
};

/** The given point with the signs that bring it near its postal code; null where it is near already or never is. */
export function signedRight(
  context: RuleContext,
  row: number,
): { readonly lat: number; readonly lon: number } | null {
  const lat = context.given.lat[row] ?? NaN;
  const lon = context.given.lon[row] ?? NaN;
  const asGiven = distanceToPostal(context, row, lat, lon);
  if (asGiven === null || !(asGiven > NEAR_KM) || isSwapped(context, row)) return null;
  const readings = [
    { lat, lon: -lon },
    { lat: -lat, lon },
    { lat: -lat, lon: -lon },
  ];
  return readings.find((p) => (distanceToPostal(context, row, p.lat, p.lon) ?? Infinity) <= NEAR_KM) ?? null;
}
