import { NEVER_CANCELLED, DEFAULT_SETTINGS } from '../../solver-worker/contract.ts';
import { solveCpmpSteps } from '../../solver-worker/cpmp/solve-cpmp.ts';
import { driveNow } from '../../solver-worker/drive.ts';
import { solveSteps } from '../../solver-worker/engine/solve.ts';
import type { Steps } from '../../solver-worker/engine/steps.ts';
import { solveGapSteps } from '../../solver-worker/gap/solve-gap.ts';
import { processorSeconds } from '../benchmark.ts';
import type { Instance } from './cases.ts';
import { greedyGap, kMeansCpmp, nearestPlan } from './greedy.ts';
import { highsPeer } from './highs-peer.ts';
import { simplexPeer } from './simplex-peer.ts';
import type { Solved } from './outcome.ts';

/** A solver is given an instance, its seconds and a seed. It may throw, abort or overrun: it runs in a process of its own. */
export type BenchSolver = (instance: Instance, seconds: number, seed: number) => Promise<Solved>;

export const OURS = 'Bailiwick';

export const solvers: Readonly<Record<string, BenchSolver>> = {
  [OURS]: (instance, seconds, seed) => Promise.resolve(ours(instance, seconds, seed)),
  HiGHS: (instance, seconds) => highsPeer(instance, seconds, 'full'),
  'HiGHS, restricted': (instance, seconds) => highsPeer(instance, seconds, 'restricted'),
  'javascript-lp-solver': (instance, seconds) => Promise.resolve(simplexPeer(instance, seconds)),
  'k-means and greedy': (instance, _seconds, seed) => {
    if (instance.kind === 'gap') return Promise.resolve({ assignment: greedyGap(instance.problem) });
    if (instance.kind === 'cpmp') return Promise.resolve({ assignment: kMeansCpmp(instance.problem, seed) });
    return Promise.resolve({ assignment: nearestPlan(instance.problem) });
  },
};

function ours(instance: Instance, seconds: number, seed: number): Solved {
  if (instance.kind === 'gap') {
    return traced(solveGapSteps(instance.problem, { seed, millions: 0, seconds }), seconds, (answer) => ({
      assignment: Number.isFinite(answer.objective) ? answer.assignment : null,
      bound: answer.bound,
    }));
  }
  if (instance.kind === 'cpmp') {
    return traced(solveCpmpSteps(instance.problem, { seed, trials: 0, seconds }), seconds, (answer) => ({
      assignment: Number.isFinite(answer.objective) ? answer.assignment : null,
      bound: answer.bound,
    }));
  }
  const settings = { ...DEFAULT_SETTINGS, seed, iterations: 1e6, wallClockSeconds: seconds };
  return traced(solveSteps(instance.problem, settings), seconds, (answer) => ({
    assignment: answer.assignment,
    // What holds for plans whose bands are left as far as ours holds for those that meet them all the more.
    bound: Number.isFinite(answer.bound) ? answer.bound : null,
  }));
}

/** Processor time instead of the clock, for a machine that others use too. */
const clock =
  process.env['BAILIWICK_BENCH_CLOCK'] === 'processor' ? processorSeconds : () => performance.now() / 1000;

function traced<T>(steps: Steps<T>, limit: number, of: (answer: T) => Solved): Solved {
  const trace: [number, number][] = [];
  const answer = driveNow(steps, {
    now: clock,
    limit,
    cancel: NEVER_CANCELLED,
    onProgress: ({ objective, bandsViolated, seconds }) => {
      // While bands are open an objective says nothing.
      if (objective === null || (bandsViolated ?? 0) > 0) return;
      if (objective < (trace.at(-1)?.[1] ?? Infinity)) trace.push([seconds, objective]);
    },
  });
  return { ...of(answer), trace };
}
