import { haversineKm } from '../geo/haversine.ts';
import { travelEstimate } from '../geo/travel.ts';
import type { TravelBand } from '../governance/policy.ts';
import type { Place } from '../plan/territory.ts';

const RADIANS = Math.PI / 180;

/**
 * One-way minutes from each located account to the nearest base; NaN where there is no place or no base.
 * Nearest is found by the dot product of unit vectors (greatest product, least angle), because 100,000 × 200
 * haversines would take longer than everything else that is derived from an account.
 */
export function nearestBaseMinutes(
  lat: Float64Array,
  lon: Float64Array,
  located: Uint8Array,
  bases: readonly Place[],
  bands: readonly TravelBand[],
): Float64Array {
  const minutes = new Float64Array(lat.length).fill(NaN);
  const vectors = Float64Array.from(bases.flatMap((base) => unitVector(base.lat, base.lon)));
  if (vectors.length === 0) return minutes;
  for (let row = 0; row < lat.length; row++) {
    if (located[row] !== 1) continue;
    const accountLat = lat[row] ?? 0;
    const accountLon = lon[row] ?? 0;
    const base = bases[greatestProduct(vectors, unitVector(accountLat, accountLon))];
    if (base === undefined) continue;
    minutes[row] = travelEstimate(bands, haversineKm(accountLat, accountLon, base.lat, base.lon)).minutes;
  }
  return minutes;
}

function greatestProduct(vectors: Float64Array, [x, y, z]: readonly [number, number, number]): number {
  let best = -1;
  let greatest = -Infinity;
  for (let i = 0; i < vectors.length; i += 3) {
    const product = x * (vectors[i] ?? 0) + y * (vectors[i + 1] ?? 0) + z * (vectors[i + 2] ?? 0);
    if (product > greatest) {
      greatest = product;
      best = i / 3;
    }
  }
  return best;
}

function unitVector(lat: number, lon: number): readonly [number, number, number] {
  const cos = Math.cos(lat * RADIANS);
  return [cos * Math.cos(lon * RADIANS), cos * Math.sin(lon * RADIANS), Math.sin(lat * RADIANS)];
}
