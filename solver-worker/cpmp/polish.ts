import { gapBound } from '../gap/gap-bound.ts';
import { reshareParts } from '../gap/gap-neighbourhood.ts';
import type { GapProblem } from '../gap/gap-problem.ts';
import { typicalRegret } from '../gap/gap-search.ts';
import { jobPrices, packable } from '../gap/job-prices.ts';
import { Run } from '../engine/steps.ts';
import type { Steps } from '../engine/steps.ts';
import type { CpmpProblem } from './cpmp-problem.ts';
import { distance } from './cpmp-problem.ts';

/** Proposals (see `reshareParts`) spent on one set of centres, and on the dual of its capacities. */
const WORK = 1_500_000;
/** Knapsack cells of the dual; few of them are touched, since few points pay for a centre. */
const DUAL_CELLS = 500_000_000;
/** Distances are counted in parts this small of the longest: costs of GAP are whole numbers. */
const GRAIN = 2 ** 24;

/** Whether demands and capacities are whole and few enough for knapsack tables. */
export function polishable({ n, p, demand, capacity }: CpmpProblem): boolean {
  if (p < 2 || n * p > 60_000) return false;
  let most = 0;
  for (const q of capacity) most = Math.max(most, q);
  return most * n <= 2_000_000 && demand.every(isWhole) && capacity.every(isWhole);
}

const isWhole = (value: number): boolean => Number.isInteger(value) && value >= 0;

/**
 * With its centres given, CPMP is a generalised assignment problem: the dual tells whether these centres could beat
 * `least` at all, and if so their clusters are shared out anew by branch and bound over some of them at a time. Answers
 * the place in `centre` of each point's centre, or null where nothing better than `least` was found.
 */
export function* polish(
  problem: CpmpProblem,
  centre: Int32Array,
  cluster: Int32Array,
  least: number,
  seed: number,
  run: Run,
): Steps<Int32Array | null> {
  const { gap, grain } = assignmentProblem(problem, centre);
  if (!packable(gap, 40_000_000)) return null;
  // Inside, progress speaks of other costs: only time and stopping are passed on.
  const inner = new Run();
  const dual = yield* passing(gapBound(gap, 300, inner), run, inner);
  if (dual.bound >= least / grain) return null;
  let cost = 0;
  for (let i = 0; i < problem.n; i++) cost += gap.cost[i * problem.p + (cluster[i] as number)] as number;
  const best = { assignment: cluster.slice(), cost };
  const jobs = yield* passing(jobPrices(gap, dual.prices, cost, inner, DUAL_CELLS), run, inner);
  if (jobs.bound >= least / grain) return null;
  const unit = typicalRegret(gap, dual.prices);
  const progress = (work: number): number => (best.cost <= jobs.bound ? 1 : work / WORK);
  yield* passing(reshareParts(gap, jobs.prices, best, unit, progress, seed, inner), run, inner);
  return best.cost * grain < least - 1e-6 * least ? best.assignment : null;
}

/** Runs inner steps under the outer run's name. */
function* passing<T>(steps: Steps<T>, run: Run, inner: Run): Steps<T> {
  inner.stopped = run.stopped;
  let next = steps.next();
  while (!next.done) {
    yield* run.pause();
    next = steps.next({ stop: run.stopped, seconds: run.seconds });
  }
  return next.value;
}

/** Agents are the centres; `grain` is the distance that one unit of cost stands for. */
function assignmentProblem(
  problem: CpmpProblem,
  centre: Int32Array,
): { readonly gap: GapProblem; readonly grain: number } {
  const { n, p } = problem;
  const far = new Float64Array(n * p);
  let longest = 1;
  for (let i = 0; i < n; i++) {
    for (let t = 0; t < p; t++) {
      const d = distance(problem, i, centre[t] as number);
      far[i * p + t] = d;
      if (d > longest) longest = d;
    }
  }
  const grain = problem.floor ? 1 : longest / GRAIN;
  const cost = Int32Array.from(far, (d) => Math.round(d / grain));
  const weight = Int32Array.from(cost, (_, e) => problem.demand[Math.floor(e / p)] as number);
  const capacity = Int32Array.from(centre, (j) => problem.capacity[j] as number);
  return { gap: { agents: p, jobs: n, cost, weight, capacity }, grain };
}
