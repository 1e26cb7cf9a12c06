/** Areas stand for potentials: the radius grows with the square root (Cleveland & McGill 1984 on area judgements). */
export interface RadiusScale {
  /** Radius in CSS pixels of an account with this potential (minor units) at this zoom level. */
  radius(potential: number, zoom: number): number;
  /** Potential drawn at the full radius; larger ones are drawn no larger. */
  readonly cap: number;
}

const SMALLEST = 2.4;
const LARGEST = 9;
/** The share of accounts drawn within the scale; the rest, outliers, would make dust of all others. */
const CAP_QUANTILE = 0.995;

/** `potentials` descend. Where nothing has a potential, all accounts are drawn alike. */
export function radiusScale(potentials: Float64Array): RadiusScale {
  const cap = potentials[Math.floor(potentials.length * (1 - CAP_QUANTILE))] ?? 0;
  return {
    cap,
    radius(potential, zoom) {
      const grown = growth(zoom);
      if (cap <= 0) return 3 * grown;
      const share = Math.sqrt(Math.min(1, Math.max(0, potential) / cap));
      return Math.max(SMALLEST * Math.max(0.65, grown), LARGEST * share * grown);
    },
  };
}

/** Points grow a little as the map comes nearer: 0.55 of the scale at zoom 3, the whole of it at 8, 1.5 at 13. */
const growth = (zoom: number): number => Math.min(1.6, Math.max(0.5, 0.55 + (zoom - 3) * 0.095));
