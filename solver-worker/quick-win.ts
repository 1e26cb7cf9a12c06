import type { SolverProblem, SolverSettings } from './contract.ts';
import { zeroPrices, scan } from './engine/candidates.ts';
import { greedy } from './engine/greedy.ts';
import { buildLeaves } from './engine/leaves.ts';
import { createModel } from './engine/model.ts';
import { slotsFor } from './engine/prove.ts';
import { Run } from './engine/steps.ts';
import type { Steps } from './engine/steps.ts';

/**
 * The quick win of ledger DSN-13: one pass, largest potential first, each account to the cheapest territory that has
 * room. `measure` names what ranks them; the score does where the problem has no such measure.
 */
export function* quickWinSteps(
  problem: SolverProblem,
  settings: SolverSettings,
  measure = 'potential',
): Steps<Int32Array> {
  const model = createModel(problem, settings);
  const leaves = buildLeaves(model.places);
  const { candidates } = yield* scan(model, leaves, zeroPrices(model), slotsFor(model), new Run());
  const rank = problem.measures.find(({ name }) => name === measure)?.values ?? problem.score;
  return greedy(model, candidates, rank);
}
