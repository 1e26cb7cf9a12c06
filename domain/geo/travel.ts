/**
 * Travel without a road network: straight-line distance × circuity ÷ speed, in bands that policy states. It is an
 * estimate and must be shown as one. Published circuity for road networks lies between 1.2 and 1.65 (Ballou et al.
 * 2002; Boscoe et al. 2012; Levinson & El-Geneidy 2009), so the bands are data, not constants.
 */
import type { Kilometres, Minutes } from '../brand.ts';
import { kilometres, minutes } from '../brand.ts';
import type { TravelBand } from '../governance/policy.ts';
import { haversineKm } from './haversine.ts';

interface Estimate {
  readonly roadKm: Kilometres;
  readonly minutes: Minutes;
}

/**
 * One-way travel for a straight-line distance. Neither figure ever falls as distance grows: at the start of a band
 * with less circuity or more speed the end of the band before it holds. NaN in, NaN out.
 */
export function travelEstimate(bands: readonly TravelBand[], straightKm: number): Estimate {
  let floorKm = 0;
  let floorMinutes = 0;
  for (const band of bands) {
    const inBand = band.upToKm === null || straightKm <= band.upToKm || Number.isNaN(straightKm);
    const km = (inBand ? straightKm : (band.upToKm ?? straightKm)) * band.circuity;
    floorKm = Math.max(floorKm, km);
    floorMinutes = Math.max(floorMinutes, (km / band.kmPerHour) * 60);
    if (inBand) break;
  }
  return { roadKm: kilometres(floorKm), minutes: minutes(floorMinutes) };
}

/** One-way minutes between two points in degrees; NaN where a coordinate is missing. */
export function travelMinutes(
  bands: readonly TravelBand[],
  lat1: number,
  lon1: number,
  lat2: number,
  lon2: number,
): Minutes {
  return travelEstimate(bands, haversineKm(lat1, lon1, lat2, lon2)).minutes;
}
