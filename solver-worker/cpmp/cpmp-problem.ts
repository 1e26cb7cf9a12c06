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

/** `n p`, then a line `x y capacity demand` a point. Refuses what does not fit. */
export function parseCpmp(text: string, floor: boolean): Result<CpmpProblem> {
  const numbers = text.trim().split(/\s+/).map(Number);
  const [n = NaN, p = NaN] = numbers;
  if (!Number.isInteger(n) || !Number.isInteger(p) || n < 1 || p < 1 || p > n) {
    return refuse(codedError('CPMP_HEADER', 'A CPMP file begins with the numbers of points and centres.'));
  }
  const width = (numbers.length - 2) / n;
  if (width !== 4 && width !== 5) {
    return refuse(
      codedError('CPMP_LENGTH', `${n} points need 4 numbers each (x y capacity demand), not ${width}.`),
    );
  }
  if (!numbers.every((v) => Number.isFinite(v))) {
    return refuse(codedError('CPMP_NUMBER', 'A CPMP file holds numbers only.'));
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
