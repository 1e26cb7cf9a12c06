import { Run } from '../engine/steps.ts';
import type { Steps } from '../engine/steps.ts';
import type { StoppedBy } from '../contract.ts';
import { gapBound } from './gap-bound.ts';
import { gapCost } from './gap-problem.ts';
import type { GapProblem } from './gap-problem.ts';
import { reshareParts } from './gap-neighbourhood.ts';
import type { GapBest } from './gap-search.ts';
import { annealGap, pricedStart, typicalRegret } from './gap-search.ts';
import { jobPrices, packable } from './job-prices.ts';

export interface GapSettings {
  readonly seed: number;
  /** Proposals in millions when there is no wall clock: the same budget, the same bytes. */
  readonly millions: number;
  readonly seconds: number | null;
}

export interface GapAnswer {
  /** Infinity when no legal assignment was found. */
  readonly objective: number;
  readonly bound: number;
  readonly assignment: Int32Array;
  readonly stoppedBy: StoppedBy;
}

interface Part {
  readonly until: number;
  readonly how: 'anneal' | 'reshare';
  /** Of an anneal. */
  readonly heat: number;
}

/** Cells of the knapsacks of all agents, over which their dual would take too much of a second, or of the memory. */
const CELLS_A_SECOND = 4_000_000;
const MOST_CELLS = 40_000_000;
/** Cells of all iterations of that dual. */
const DUAL_CELLS_A_SECOND = 125_000_000;
const MILLIONS_A_SECOND = 8;

/** The time of a run; without a clock, about what its budget takes. */
const secondsOf = ({ seconds, millions }: GapSettings): number => seconds ?? millions / MILLIONS_A_SECOND;

/**
 * Parts of a run. With many jobs an agent the dual is nearly the answer and cool anneals are best. With few, packing
 * decides: a short anneal gives a start, and jobs are packed anew by beams and by branch and bound.
 */
function partsOf(problem: GapProblem, settings: GapSettings): readonly Part[] {
  const anneal = (until: number, heat: number): Part => ({ until, how: 'anneal', heat });
  const cells = Math.min(MOST_CELLS, CELLS_A_SECOND * secondsOf(settings));
  const base = Math.max(1, (12 * problem.agents) / problem.jobs);
  if (packable(problem, cells)) return [anneal(0.15, base), { until: 1, how: 'reshare', heat: base }];
  if (problem.jobs > 300) return [anneal(0.15, 1), anneal(0.9, 1), anneal(1, 0.7)];
  return [
    anneal(0.1, base),
    anneal(0.3, base),
    anneal(0.55, 2.5 * base),
    anneal(0.75, 1.6 * base),
    anneal(1, 2.5 * base),
  ];
}

/** Bound, then anneals of growing length, then whatever packs better; stops at once when the bound is met. */
export function* solveGapSteps(problem: GapProblem, settings: GapSettings): Steps<GapAnswer> {
  const run = new Run();
  run.phase = 'bound';
  const capacityDual = yield* gapBound(problem, 1500, run);
  const { prices } = capacityDual;
  let { bound } = capacityDual;
  const best: GapBest = { assignment: pricedStart(problem, prices), cost: Infinity };
  best.cost = gapCost(problem, best.assignment) ?? Infinity;
  run.phase = 'improve';
  const total = settings.millions * 1e6;
  const begun = run.seconds;
  let spent = 0;
  let from = 0;
  let start = best.assignment.slice();
  for (const [p, part] of partsOf(problem, settings).entries()) {
    if (run.stopped !== null || best.cost <= bound) break;
    const low = from;
    let last = 0;
    const progress = (proposals: number): number => {
      last = proposals;
      if (best.cost <= bound) return 1;
      const done =
        settings.seconds === null
          ? (spent + proposals) / total
          : (run.seconds - begun) / Math.max(1e-3, settings.seconds * 0.98 - begun);
      return (done - low) / (part.until - low);
    };
    const seed = settings.seed + p;
    if (part.how === 'anneal') {
      yield* annealGap(problem, prices, start, best, progress, part.heat, seed, run);
    } else {
      const cells = DUAL_CELLS_A_SECOND * secondsOf(settings);
      const dual = yield* jobPrices(problem, prices, best.cost, cells, run);
      bound = Math.max(bound, dual.bound);
      run.bound = bound;
      yield* reshareParts(problem, dual.prices, best, typicalRegret(problem, prices), progress, seed, run);
    }
    spent += last;
    from = part.until;
    start = best.assignment.slice();
  }
  const stoppedBy =
    best.cost <= bound
      ? 'optimal'
      : (run.stopped ?? (settings.seconds === null ? 'iterations' : 'wall-clock'));
  return { objective: best.cost, bound, assignment: best.assignment, stoppedBy };
}
