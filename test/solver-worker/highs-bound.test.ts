import loadHighs from 'highs';
import { describe, expect, it } from 'vitest';
import { NEVER_CANCELLED } from '../../solver-worker/contract.ts';
import type { SolverProblem } from '../../solver-worker/contract.ts';
import { DEFAULT_SETTINGS } from '../../solver-worker/contract.ts';
import { driveNow } from '../../solver-worker/drive.ts';
import { createPrng } from '../../solver-worker/engine/prng.ts';
import { solveSteps } from '../../solver-worker/engine/solve.ts';
import { plainProblem } from './problems.ts';

/** Travel by table, one capacity in hours and one balance band: as an integer program in CPLEX LP format. */
function lpOf(problem: SolverProblem): string {
  const { n, r } = problem;
  const x = (i: number, t: number): string => `x${i}_${t}`;
  const all = (line: (i: number, t: number) => string): string =>
    Array.from({ length: n * r }, (_, e) => line(Math.floor(e / r), e % r)).join(' + ');
  const rows: string[] = [];
  for (let i = 0; i < n; i++) {
    rows.push(`a${i}: ${Array.from({ length: r }, (_, t) => x(i, t)).join(' + ')} = 1`);
  }
  const measure = problem.measures[0];
  const capacity = problem.capacities[0];
  const total = measure?.values.reduce((a, b) => a + b, 0) ?? 0;
  for (let t = 0; t < r; t++) {
    const load = (values: Float64Array): string =>
      Array.from(values, (v, i) => `${v} ${x(i, t)}`).join(' + ');
    if (capacity !== undefined) rows.push(`c${t}: ${load(capacity.use)} <= ${capacity.limit[t]}`);
    if (measure === undefined) continue;
    rows.push(`h${t}: ${load(measure.values)} <= ${(total / r) * (1 + measure.tolerance)}`);
    rows.push(`l${t}: ${load(measure.values)} >= ${(total / r) * (1 - measure.tolerance)}`);
  }
  const cost = all((i, t) => `${problem.travelTable?.[i * r + t] ?? 0} ${x(i, t)}`);
  const binaries = Array.from({ length: n * r }, (_, e) => x(Math.floor(e / r), e % r)).join(' ');
  return `Minimize\n obj: ${cost}\nSubject To\n ${rows.join('\n ')}\nBinary\n ${binaries}\nEnd\n`;
}

function instance(seed: number): SolverProblem {
  const random = createPrng(seed);
  const n = 24;
  const r = 3;
  const whole = (count: number, most: number): Float64Array =>
    Float64Array.from({ length: count }, () => 1 + random.below(most));
  const use = whole(n, 9);
  const total = use.reduce((a, b) => a + b, 0);
  return {
    ...plainProblem(n, r),
    travelTable: whole(n * r, 90),
    measures: [
      {
        name: 'potential',
        values: whole(n, 12),
        targetShare: new Float64Array(r).fill(1 / r),
        tolerance: 0.1,
        weight: 1,
      },
    ],
    capacities: [
      { name: 'hours', unit: 'hours', use, limit: new Float64Array(r).fill(Math.ceil((total / r) * 1.1)) },
    ],
  };
}

describe('a second, unrelated method', () => {
  it('[OPT-08] HiGHS confirms that the bound is never above the optimum, and that the answer is near it', async () => {
    const highs = await loadHighs();
    for (let seed = 1; seed <= 6; seed++) {
      const problem = instance(seed);
      const solution = highs.solve(lpOf(problem));
      expect(solution.Status).toBe('Optimal');
      const optimum = solution.ObjectiveValue;
      const answer = driveNow(solveSteps(problem, { ...DEFAULT_SETTINGS, iterations: 100 }), {
        now: () => 0,
        limit: null,
        cancel: NEVER_CANCELLED,
        onProgress: () => undefined,
      });
      expect(answer.boundScope === 'all' ? answer.bound : -Infinity, `seed ${seed}`).toBeLessThanOrEqual(
        optimum + 1e-6,
      );
      if (answer.bandsViolated > 0) continue;
      expect(answer.objective, `seed ${seed}`).toBeGreaterThanOrEqual(optimum - 1e-6);
      expect(answer.objective, `seed ${seed}`).toBeLessThanOrEqual(optimum * 1.25);
    }
  });
});
