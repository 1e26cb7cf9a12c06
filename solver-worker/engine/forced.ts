import type { SolverProblem } from '../contract.ts';
import { FREE } from '../contract.ts';

/** Territory each account must go to, FREE or LOCKED_OUT: locks first, then frozen accounts stay where they were. */
export function forcedTerritories(problem: SolverProblem): Int32Array {
  const forced = problem.lock.slice();
  for (let i = 0; i < problem.n; i++) {
    if (forced[i] === FREE && problem.frozen[i] === 1 && (problem.baseline[i] as number) >= 0) {
      forced[i] = problem.baseline[i] as number;
    }
  }
  return forced;
}
