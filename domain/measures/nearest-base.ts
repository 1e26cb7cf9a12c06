import { haversineKm, isOnEarth } from '../geo/haversine.ts';
import { travelEstimate } from '../geo/travel.ts';
import type { TravelBand } from '../governance/policy.ts';
import type { Place } from '../plan/territory.ts';

const RADIANS = Math.PI / 180;

interface Remembered {
  readonly lon: Float64Array;
  readonly bands: readonly TravelBand[];
  readonly bases: readonly Place[];
  readonly minutes: Float64Array;
}
const memory = new WeakMap<Float64Array, Remembered>();

/**
 * One-way minutes from each located account to the nearest base; NaN where there is no place or no base.
 * Nearest is found by the dot product of unit vectors (greatest product, least angle), because 100,000 × 200
 * haversines would take longer than everything else that is derived from an account. The last answer for a column of
 * latitudes is kept: most edits touch neither places nor bases.
 */
export function nearestBaseMinutes(
  lat: Float64Array,
  lon: Float64Array,
  bases: readonly Place[],
  bands: readonly TravelBand[],
): Float64Array {
  const known = memory.get(lat);
  if (known?.lon === lon && known.bands === bands && samePlaces(known.bases, bases)) return known.minutes;
  const minutes = computeMinutes(lat, lon, bases, bands);
  memory.set(lat, { lon, bands, bases, minutes });
  return minutes;
}

const samePlaces = (a: readonly Place[], b: readonly Place[]): boolean =>
  a.length === b.length && a.every((place, i) => place.lat === b[i]?.lat && place.lon === b[i]?.lon);

function computeMinutes(
  lat: Float64Array,
  lon: Float64Array,
  bases: readonly Place[],
  bands: readonly TravelBand[],
): Float64Array {
  const minutes = new Float64Array(lat.length).fill(NaN);
  const vectors = Float64Array.from(bases.flatMap((base) => unitVector(base.lat, base.lon)));
  if (vectors.length === 0) return minutes;
  for (let row = 0; row < lat.length; row++) {
    const accountLat = lat[row] ?? NaN;
    const accountLon = lon[row] ?? NaN;
    if (!isOnEarth(accountLat, accountLon)) continue;
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
