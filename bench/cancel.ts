/** How long after a cancel the answer is there, with all that explains it (goal: 50 ms). */
import { DEFAULT_SETTINGS } from '../solver-worker/contract.ts';
import type { SolverProblem } from '../solver-worker/contract.ts';
import { createInlineSolver } from '../solver-worker/inline.ts';
import type { Benchmark, Figure } from './benchmark.ts';
import { median, rounded } from './benchmark.ts';
import { nationalPlan } from './optimizer/plans.ts';

/** The last moment lies near the end of a whole run. */
const CASES = [
  { name: '10k × 50', accounts: 10_000, territories: 50, lastMs: 1200 },
  { name: '100k × 200', accounts: 100_000, territories: 200, lastMs: 4000 },
];
const MOMENTS = 24;
const GOAL_MS = 50;

/** NaN where the run had ended before. */
async function lateness(problem: SolverProblem, atMs: number): Promise<number> {
  const due = performance.now() + atMs;
  let heard = false;
  const cancel = { cancelled: () => (heard ||= performance.now() >= due) };
  const settings = { ...DEFAULT_SETTINGS, iterations: 1e6 };
  await createInlineSolver().solve(problem, settings, undefined, cancel);
  return heard ? performance.now() - due : Number.NaN;
}

export const cancel: Benchmark = {
  name: 'cancel',
  summary: `the optimizer cancelled at ${MOMENTS} moments of a run`,
  async run() {
    const figures: Figure[] = [];
    for (const { name, accounts, territories, lastMs } of CASES) {
      const problem = nationalPlan(accounts, territories, 1);
      const late: number[] = [];
      for (let k = 1; k <= MOMENTS; k++) late.push(await lateness(problem, (lastMs * k) / MOMENTS));
      const known = late.filter((ms) => !Number.isNaN(ms));
      figures.push(
        {
          name: `${name}: answer after a cancel`,
          value: rounded(median(known)),
          unit: 'ms',
          target: GOAL_MS,
        },
        { name: `${name}: at worst`, value: rounded(Math.max(...known)), unit: 'ms', target: GOAL_MS },
      );
    }
    return figures;
  },
};
