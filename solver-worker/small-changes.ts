/** The small changes after which a build is to be quick, for benchmarks: made to any problem and its answer. */
import type { SolverAnswer, SolverProblem, SolverSettings } from './contract.ts';
import { FREE } from './contract.ts';
import { after } from './warm-start.ts';

export interface SmallChange {
  readonly problem: SolverProblem;
  /** Of a run that begins where the answer ended. */
  readonly settings: SolverSettings;
}

/** The first free account is locked into the nearest territory but its own. */
export function oneLock(problem: SolverProblem, settings: SolverSettings, answer: SolverAnswer): SmallChange {
  const i = Math.max(0, problem.lock.indexOf(FREE));
  const lock = problem.lock.slice();
  lock[i] = nearestOther(problem, answer, i);
  const from = Int32Array.from({ length: problem.r }, (_, t) => t);
  return { problem: { ...problem, lock }, settings: begun(answer, settings, from) };
}

/** The last territory is gone; the others share what it was to hold. */
export function oneRepLess(
  problem: SolverProblem,
  settings: SolverSettings,
  answer: SolverAnswer,
): SmallChange {
  const r = problem.r - 1;
  const first = (column: Float64Array): Float64Array => column.slice(0, r);
  const measures = problem.measures.map((measure) => {
    const rest = 1 - (measure.targetShare[r] ?? 0);
    return { ...measure, targetShare: first(measure.targetShare).map((share) => share / rest) };
  });
  const less: SolverProblem = {
    ...problem,
    r,
    territoryNames: problem.territoryNames.slice(0, r),
    baseLat: first(problem.baseLat),
    baseLon: first(problem.baseLon),
    measures,
  };
  const from = Int32Array.from({ length: r }, (_, t) => t);
  return { problem: less, settings: begun(answer, settings, from) };
}

const begun = (answer: SolverAnswer, settings: SolverSettings, from: Int32Array): SolverSettings =>
  after(answer, settings, from, (i) => answer.assignment[i] ?? -1, answer.assignment.length);

function nearestOther(problem: SolverProblem, answer: SolverAnswer, i: number): number {
  let best = 0;
  let least = Infinity;
  for (let t = 0; t < problem.r; t++) {
    const north = (answer.centreLat[t] ?? NaN) - (problem.lat[i] ?? NaN);
    const east = (answer.centreLon[t] ?? NaN) - (problem.lon[i] ?? NaN);
    const far = north * north + east * east;
    if (t === answer.assignment[i] || far >= least) continue;
    least = far;
    best = t;
  }
  return best;
}
