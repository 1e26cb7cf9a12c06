import type { Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';

/** Capacitated p-median: p of the points become centres, every point goes to one, capacities hold, distance least. */
export interface CpmpProblem {
  readonly n: number;
  readonly p: number;
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Of a point if it becomes a centre. */
  readonly capacity: Float64Array;
  readonly demand: Float64Array;
  /** Distances rounded down to whole numbers, as the OR-Library files want. */
  readonly floor: boolean;
}

/** Distances of all pairs are kept: 15,000 points are 900 MB. */
const MOST_POINTS = 15_000;
/** Squares of coordinates must be finite, and sums of demands exact enough. */
const MOST = 1e12;

/** `n p`, then a line `x y capacity demand` a point. Refuses what does not fit. */
export function parseCpmp(text: string, floor: boolean): Result<CpmpProblem> {
  const words = text.trim().split(/\s+/);
  const numbers = words.map(Number);
  const [n = NaN, p = NaN] = numbers;
  if (!Number.isInteger(n) || !Number.isInteger(p) || n < 1 || p < 1 || p > n) {
    const found = words.slice(0, 2).join(' ').slice(0, 60);
    const message = `A CPMP file begins with the numbers of points and centres, not "${found}".`;
    return refuse(codedError('CPMP_HEADER', message, { found }));
  }
  if (n > MOST_POINTS) {
    const message = `${n} points are more than the ${MOST_POINTS} that fit in memory with all their distances.`;
    return refuse(codedError('CPMP_SIZE', message, { n }));
  }
  const width = (numbers.length - 2) / n;
  if (width !== 4 && width !== 5) {
    return refuse(
      codedError('CPMP_LENGTH', `${n} points need 4 numbers each (x y capacity demand), not ${width}.`),
    );
  }
  const wrong = numbers.findIndex((v) => !(Math.abs(v) <= MOST));
  if (wrong >= 0) {
    const found = (words[wrong] ?? '').slice(0, 60);
    const message = `A CPMP file holds numbers up to ${MOST} only; number ${wrong + 1} is "${found}".`;
    return refuse(codedError('CPMP_NUMBER', message, { at: wrong + 1, found }));
  }
  const negative = numbers.findIndex((v, at) => v < 0 && at >= 2 && (at - 2) % width >= width - 2);
  if (negative >= 0) {
    const message = `Capacities and demands are never negative; number ${negative + 1} is ${numbers[negative]}.`;
    return refuse(codedError('CPMP_NEGATIVE', message, { at: negative + 1 }));
  }
  // Some files number their points in a first column.
  const at = width - 4;
  const column = (k: number): Float64Array =>
    Float64Array.from({ length: n }, (_, i) => numbers[2 + i * width + at + k] as number);
  return ok({ n, p, x: column(0), y: column(1), capacity: column(2), demand: column(3), floor });
}

export function distance(problem: CpmpProblem, i: number, j: number): number {
  const dx = (problem.x[i] as number) - (problem.x[j] as number);
  const dy = (problem.y[i] as number) - (problem.y[j] as number);
  const d = Math.sqrt(dx * dx + dy * dy);
  return problem.floor ? Math.floor(d) : d;
}

/** Total distance of points to the centre each names, or null where that is not a legal plan. */
export function cpmpCost(problem: CpmpProblem, assignment: Int32Array): number | null {
  const load = new Map<number, number>();
  let total = 0;
  for (let i = 0; i < problem.n; i++) {
    const j = assignment[i] ?? -1;
    if (j < 0 || j >= problem.n) return null;
    load.set(j, (load.get(j) ?? 0) + (problem.demand[i] as number));
    total += distance(problem, i, j);
  }
  if (load.size > problem.p) return null;
  for (const [j, used] of load) if (used > (problem.capacity[j] as number) + 1e-9) return null;
  return total;
}
