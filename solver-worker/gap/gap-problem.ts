import type { Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';

/** Generalised assignment: every job to one agent, capacities hold, cost least. Whole numbers throughout. */
export interface GapProblem {
  readonly agents: number;
  readonly jobs: number;
  /** Of agent i and job j at j * agents + i. */
  readonly cost: Int32Array;
  readonly weight: Int32Array;
  readonly capacity: Int32Array;
}

/** Largest number taken: sums of a few thousand of them are exact, and so are those of tests of capacity. */
const MOST = 2 ** 30 - 1;

/**
 * OR-Library layout: `agents jobs`, costs agent by agent, weights agent by agent, capacities; any white space. Costs may
 * be negative; weights and capacities may not.
 */
export function parseGap(text: string): Result<GapProblem> {
  const words = text.trim().split(/\s+/);
  const numbers = words.map(Number);
  const [agents = NaN, jobs = NaN] = numbers;
  if (!Number.isInteger(agents) || !Number.isInteger(jobs) || agents < 1 || jobs < 1) {
    const found = words.slice(0, 2).join(' ').slice(0, 60);
    const message = `A GAP file begins with the numbers of agents and jobs, not "${found}".`;
    return refuse(codedError('GAP_HEADER', message, { found }));
  }
  const expected = 2 + 2 * agents * jobs + agents;
  if (numbers.length !== expected) {
    return refuse(
      codedError(
        'GAP_LENGTH',
        `${agents} agents and ${jobs} jobs need ${expected} numbers, not ${numbers.length}.`,
      ),
    );
  }
  const wrong = numbers.findIndex((v, at) => !/^[+-]?\d+$/.test(words[at] ?? '') || Math.abs(v) > MOST);
  if (wrong >= 0) {
    const found = (words[wrong] ?? '').slice(0, 60);
    const message = `A GAP file holds whole numbers up to ${MOST}; number ${wrong + 1} is "${found}".`;
    return refuse(codedError('GAP_NUMBER', message, { at: wrong + 1, found }));
  }
  const negative = numbers.findIndex((v, at) => v < 0 && at >= 2 + agents * jobs);
  if (negative >= 0) {
    const message = `Weights and capacities are never negative; number ${negative + 1} is ${numbers[negative]}.`;
    return refuse(codedError('GAP_NEGATIVE', message, { at: negative + 1 }));
  }
  const cost = new Int32Array(agents * jobs);
  const weight = new Int32Array(agents * jobs);
  for (let i = 0; i < agents; i++) {
    for (let j = 0; j < jobs; j++) {
      cost[j * agents + i] = numbers[2 + i * jobs + j] as number;
      weight[j * agents + i] = numbers[2 + (agents + i) * jobs + j] as number;
    }
  }
  return ok({ agents, jobs, cost, weight, capacity: Int32Array.from(numbers.slice(2 + 2 * agents * jobs)) });
}

/** Total cost, or null where the assignment is not legal. */
export function gapCost(problem: GapProblem, assignment: Int32Array): number | null {
  const load = new Float64Array(problem.agents);
  let total = 0;
  for (let j = 0; j < problem.jobs; j++) {
    const i = assignment[j] ?? -1;
    if (i < 0 || i >= problem.agents) return null;
    total += problem.cost[j * problem.agents + i] as number;
    load[i] = (load[i] as number) + (problem.weight[j * problem.agents + i] as number);
  }
  return load.every((v, i) => v <= (problem.capacity[i] as number)) ? total : null;
}
