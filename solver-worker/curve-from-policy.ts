import type { TravelBand } from '../domain/governance/policy.ts';
import type { TravelCurve } from './contract.ts';

/** Beyond half the earth's circumference there is nowhere to go. */
const FARTHEST_KM = 20_016;

/**
 * The policy's travel bands as a curve in hours, the same figure as `travelEstimate` of domain/geo: where a band
 * begins with less time than the one before ended with, time stays level until the band has caught up.
 */
export function curveFromPolicy(bands: readonly TravelBand[]): TravelCurve {
  const km: number[] = [0];
  const cost: number[] = [0];
  let at = 0;
  let hours = 0;
  const knot = (x: number, y: number): void => {
    if (x <= (km[km.length - 1] as number)) return;
    km.push(x);
    cost.push(y);
  };
  for (const band of bands) {
    const end = Math.min(band.upToKm ?? FARTHEST_KM, FARTHEST_KM);
    if (end <= at) continue;
    const slope = band.circuity / band.kmPerHour;
    if (slope * at > hours) knot(at * (1 + 1e-12) + 1e-9, (hours = slope * at));
    const caughtUp = hours / slope;
    if (caughtUp > at && caughtUp < end) knot(caughtUp, hours);
    hours = Math.max(hours, slope * end);
    knot(end, hours);
    at = end;
  }
  if (km.length === 1) knot(1, 0);
  return { unit: 'hours', km: Float64Array.from(km), cost: Float64Array.from(cost) };
}
