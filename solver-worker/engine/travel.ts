import type { SolverProblem, TravelCurve } from '../contract.ts';
import { asin, cos, sin } from './exact-math.ts';

/** Mean earth radius in km (IUGG). */
const EARTH_KM = 6371.0088;
const RADIANS = Math.PI / 180;

/** Unit vectors of places, x, y, z in turn; NaN where there is no place. */
export function unitVectors(lat: ArrayLike<number>, lon: ArrayLike<number>): Float64Array {
  const out = new Float64Array(lat.length * 3);
  for (let i = 0; i < lat.length; i++) setUnitVector(out, i, lat[i] ?? NaN, lon[i] ?? NaN);
  return out;
}

export function setUnitVector(out: Float64Array, i: number, lat: number, lon: number): void {
  const known = Number.isFinite(lat) && Number.isFinite(lon);
  const c = known ? cos(lat * RADIANS) : NaN;
  out[3 * i] = known ? c * cos(lon * RADIANS) : NaN;
  out[3 * i + 1] = known ? c * sin(lon * RADIANS) : NaN;
  out[3 * i + 2] = known ? sin(lat * RADIANS) : NaN;
}

/** Great-circle kilometres from the squared chord of two unit vectors. */
export const kmOfChord2 = (chord2: number): number => 2 * EARTH_KM * asin(Math.sqrt(chord2) / 2);

/** Squared chord between account i and place t; NaN when either has no place. */
export function chord2(a: Float64Array, i: number, b: Float64Array, t: number): number {
  const dx = (a[3 * i] as number) - (b[3 * t] as number);
  const dy = (a[3 * i + 1] as number) - (b[3 * t + 1] as number);
  const dz = (a[3 * i + 2] as number) - (b[3 * t + 2] as number);
  return dx * dx + dy * dy + dz * dz;
}

/** Cost of one trip over straight-line kilometres; 0 when the distance is unknown. */
export function curveAt(curve: TravelCurve, km: number): number {
  if (!(km > 0)) return curve.cost[0] ?? 0;
  const knots = curve.km;
  let k = knots.length - 2;
  while (k > 0 && (knots[k] as number) > km) k--;
  const x0 = knots[k] as number;
  const y0 = curve.cost[k] as number;
  return y0 + ((km - x0) * ((curve.cost[k + 1] as number) - y0)) / ((knots[k + 1] as number) - x0);
}

/** Unweighted travel of one trip from account i to territory t (a base, or the centre found for a free one). */
export function tripTravel(
  problem: SolverProblem,
  places: Float64Array,
  centres: Float64Array,
  i: number,
  t: number,
): number {
  if (problem.travelTable !== null) return problem.travelTable[i * problem.r + t] as number;
  const c2 = chord2(places, i, centres, t);
  return c2 >= 0 ? curveAt(problem.travelCurve, kmOfChord2(c2)) : 0;
}
