import { Run } from '../engine/steps.ts';
import type { Steps } from '../engine/steps.ts';
import type { StoppedBy } from '../contract.ts';
import { gapBound } from './gap-bound.ts';
import type { GapProblem } from './gap-problem.ts';
import type { GapBest } from './gap-search.ts';
import { annealGap, pricedStart } from './gap-search.ts';

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
  readonly heat: number;
}

/**
 * Parts of a run. With many jobs an agent the dual is nearly the answer and one cool anneal is best. With few, packing
 * decides and regrets are large: hotter, and several times, which small instances have the time for.
 */
function partsOf(problem: GapProblem): readonly Part[] {
  const perAgent = problem.jobs / problem.agents;
  if (problem.jobs > 300) {
    return [
      { until: 0.15, heat: 1 },
      { until: 0.9, heat: 1 },
      { until: 1, heat: 0.7 },
    ];
  }
  const base = Math.max(1, 12 / perAgent);
  return [
    { until: 0.1, heat: base },
    { until: 0.3, heat: base },
    { until: 0.55, heat: 2.5 * base },
    { until: 0.75, heat: 1.6 * base },
    { until: 1, heat: 2.5 * base },
  ];
}

/** Bound, then anneals of growing length; stops at once when the bound is met. */
export function* solveGapSteps(problem: GapProblem, settings: GapSettings): Steps<GapAnswer> {
  const run = new Run();
  run.phase = 'bound';
  const { bound, prices } = yield* gapBound(problem, 1500, run);
  const best: GapBest = { assignment: pricedStart(problem, prices), cost: Infinity };
  run.phase = 'improve';
  const total = settings.millions * 1e6;
  const begun = run.seconds;
  let spent = 0;
  let from = 0;
  let start = best.assignment.slice();
  for (const [p, part] of partsOf(problem).entries()) {
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
    yield* annealGap(problem, prices, start, best, progress, part.heat, settings.seed + p, run);
    spent += last;
    from = part.until;
    start = best.assignment.slice();
  }
  const stoppedBy = best.cost <= bound ? 'optimal' : (run.stopped ?? 'iterations');
  return { objective: best.cost, bound, assignment: best.assignment, stoppedBy };
}
