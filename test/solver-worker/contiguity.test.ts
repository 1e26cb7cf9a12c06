import { describe, expect, it } from 'vitest';
import { checkLegality } from '../../solver-worker/check-legality.ts';
import { DEFAULT_SETTINGS } from '../../solver-worker/contract.ts';
import type { Contiguity, SolverProblem } from '../../solver-worker/contract.ts';
import { createPrng } from '../../solver-worker/engine/prng.ts';
import { createInlineSolver } from '../../solver-worker/inline.ts';
import { plainProblem } from './problems.ts';

/** A square grid of counties, four accounts in each, and a measure of random sizes. */
function gridProblem(side: number, r: number, seed: number): SolverProblem {
  const random = createPrng(seed);
  const units = side * side;
  const n = units * 4;
  const offsets = new Int32Array(units + 1);
  const items: number[] = [];
  for (let u = 0; u < units; u++) {
    const x = u % side;
    if (x > 0) items.push(u - 1);
    if (x < side - 1) items.push(u + 1);
    if (u >= side) items.push(u - side);
    if (u < units - side) items.push(u + side);
    offsets[u + 1] = items.length;
  }
  const unitOf = Int32Array.from({ length: n }, (_, i) => Math.floor(i / 4));
  const contiguity: Contiguity = { units, unitOf, neighbours: { offsets, items: Int32Array.from(items) } };
  const place = (u: number): number => u + 0.1 + 0.8 * random.next();
  return {
    ...plainProblem(n, r),
    lat: Float64Array.from(unitOf, (u) => 35 + place(Math.floor(u / side)) / 2),
    lon: Float64Array.from(unitOf, (u) => -100 + place(u % side) / 2),
    baseLat: Float64Array.from({ length: r }, () => 35 + (random.next() * side) / 2),
    baseLon: Float64Array.from({ length: r }, () => -100 + (random.next() * side) / 2),
    measures: [
      {
        name: 'potential',
        values: Float64Array.from({ length: n }, () => 1 + random.below(9)),
        targetShare: new Float64Array(r).fill(1 / r),
        tolerance: 0.15,
        weight: 1,
      },
    ],
    contiguity,
  };
}

describe('contiguity', () => {
  it('[DSN-02] territories hang together on the county graph, whatever the seed', async () => {
    const solver = createInlineSolver();
    for (let seed = 1; seed <= 12; seed++) {
      const problem = gridProblem(10, 5, seed);
      const answer = await solver.solve(problem, { ...DEFAULT_SETTINGS, iterations: 40 });
      expect(checkLegality(problem, answer.assignment), `seed ${seed}`).toEqual([]);
      expect(answer.unassigned).toHaveLength(0);
      const free = await solver.solve(
        { ...problem, contiguity: null },
        { ...DEFAULT_SETTINGS, iterations: 40 },
      );
      expect(answer.bound).toBeLessThanOrEqual(answer.objective);
      expect(free.bandsViolated).toBe(0);
    }
  });
});
