/** The longest of 1, 2, 5 × 10ⁿ that is no longer than `most`; 0 when nothing is. */
export function roundLength(most: number): number {
  if (!(most > 0)) return 0;
  const power = 10 ** Math.floor(Math.log10(most));
  const digit = most / power;
  return (digit >= 5 ? 5 : digit >= 2 ? 2 : 1) * power;
}

interface ScaleBarLength {
  readonly text: string;
  /** CSS pixels. */
  readonly width: number;
}

const METRES_PER_MILE = 1609.344;
const FEET_PER_MILE = 5280;

/** Two bars, metric and US, each the longest round length that fits. */
export function scaleLengths(
  metresPerPixel: number,
  mostPixels: number,
): readonly [ScaleBarLength, ScaleBarLength] {
  const metres = roundLength(metresPerPixel * mostPixels);
  const mostMiles = (metresPerPixel * mostPixels) / METRES_PER_MILE;
  const miles = roundLength(mostMiles);
  const feet = roundLength(mostMiles * FEET_PER_MILE);
  const metric = metres >= 1000 ? `${metres / 1000} km` : `${metres} m`;
  return [
    { text: metric, width: metres / metresPerPixel },
    miles >= 1
      ? { text: `${miles} mi`, width: (miles * METRES_PER_MILE) / metresPerPixel }
      : { text: `${feet} ft`, width: (feet * METRES_PER_MILE) / FEET_PER_MILE / metresPerPixel },
  ];
}

/** Three round values that span a size scale, largest first; fewer when the scale has no room for three. */
export function legendValues(cap: number): readonly number[] {
  const top = roundLength(cap);
  if (top <= 0) return [];
  return [top, roundLength(top / 4), roundLength(top / 20)].filter(
    (value, i, all) => value >= 1 && all.indexOf(value) === i,
  );
}
