import type { StoppedBy } from '../contract.ts';
import { createPrng } from '../engine/prng.ts';
import { Run } from '../engine/steps.ts';
import type { Steps } from '../engine/steps.ts';
import { neighbourPoints } from './anneal-cpmp.ts';
import { copyInto, emptyClusters, totalCost, totalOverload } from './clusters.ts';
import { cpmpBound } from './cpmp-bound.ts';
import type { CpmpProblem } from './cpmp-problem.ts';
import { distance } from './cpmp-problem.ts';
import { Elite } from './elite.ts';
import type { Search } from './search-plans.ts';
import { searchPlans } from './search-plans.ts';
import { settle } from './settle.ts';
import { clustersAround, seeds } from './starts.ts';

export interface CpmpSettings {
  readonly seed: number;
  /** Trials when there is no wall clock. */
  readonly trials: number;
  readonly seconds: number | null;
}

export interface CpmpAnswer {
  /** Infinity when no legal plan was found. */
  readonly objective: number;
  readonly bound: number;
  readonly medians: Int32Array;
  /** Point index of each point's centre. */
  readonly assignment: Int32Array;
  readonly stoppedBy: StoppedBy;
}

const STARTS = 4;

/**
 * Seeded starts, the best of which begins the search; then the bound.
 */
export function* solveCpmpSteps(problem: CpmpProblem, settings: CpmpSettings): Steps<CpmpAnswer> {
  const run = new Run();
  run.phase = 'build';
  const random = createPrng(settings.seed);
  const table = distanceTable(problem);
  const fine = fineOf(problem, table);
  const best = emptyClusters(problem, table);
  let least = Infinity;
  for (let start = 0; start < STARTS; start++) {
    const state = clustersAround(problem, table, seeds(problem, table, random));
    settle(state, new Uint8Array(problem.p).fill(1), fine);
    settle(state, new Uint8Array(problem.p).fill(1), fine * 30);
    const cost = totalOverload(state) > 1e-9 ? Infinity : totalCost(state, 0);
    if (cost < least || start === 0) {
      least = cost;
      copyInto(best, state);
    }
    if (yield* run.pause()) break;
  }
  const near = neighbourPoints(table, problem.n);
  const elite = new Elite();
  const search: Search = { settings, best, near, fine, random, run, elite, begun: run.seconds, trials: 0 };
  least = yield* searchPlans(search, least);
  const assignment = best.cluster.map((t) => best.centre[t] as number);
  let objective = 0;
  for (let i = 0; i < problem.n; i++) objective += distance(problem, i, assignment[i] as number);
  if (least === Infinity) objective = Infinity;
  run.phase = 'bound';
  run.objective = objective;
  const bound = yield* cpmpBound(problem, table, best, settings.seconds, run);
  return {
    objective,
    bound: Math.min(bound, objective),
    medians: best.centre.slice().sort(),
    assignment,
    stoppedBy: run.stopped ?? (settings.seconds === null ? 'iterations' : 'wall-clock'),
  };
}

function distanceTable(problem: CpmpProblem): Float32Array {
  const { n } = problem;
  const table = new Float32Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) table[i * n + j] = distance(problem, i, j);
  return table;
}

/** Price of a unit of overload: the distance that an ordinary unit of demand travels, several times. */
function fineOf(problem: CpmpProblem, table: Float32Array): number {
  const { n, p, demand } = problem;
  let far = 0;
  let total = 0;
  for (let i = 0; i < n; i++) {
    far += table[i * n + ((i * 7919 + 13) % n)] as number;
    total += demand[i] as number;
  }
  return (2 * (far / n / Math.sqrt(p))) / Math.max(1e-9, total / n);
}
