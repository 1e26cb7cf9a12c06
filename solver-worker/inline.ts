import type { CancelFlag, OnProgress, Solver } from './contract.ts';
import { designPlan, planMoves } from './plan-design.ts';
import type { PlanSolver } from './plan-design.ts';
import { NEVER_CANCELLED } from './contract.ts';
import { alternativeSteps } from './alternatives.ts';
import { conflictingWishesSteps } from './conflicting-wishes.ts';
import { costOfMoves } from './engine/cost-of-moves.ts';
import { solveSteps } from './engine/solve.ts';
import type { Steps } from './engine/steps.ts';
import { drive } from './drive.ts';
import { stressDrawSteps, stressSteps, weightTornadoSteps } from './stress.ts';

const seconds = (): number => performance.now() / 1000;

/** The optimizer on this thread: in tests, and inside the workers. It lets the event loop turn every 12 ms. */
export function createInlineSolver(now: () => number = seconds): PlanSolver {
  const run = <T>(
    steps: Steps<T>,
    limit: number | null,
    onProgress: OnProgress = () => undefined,
    cancel: CancelFlag = NEVER_CANCELLED,
  ): Promise<T> => drive(steps, { now, limit, cancel, onProgress });
  const solver: Solver = {
    solve: (problem, settings, onProgress, cancel) =>
      run(solveSteps(problem, settings), settings.wallClockSeconds, onProgress, cancel),
    alternatives: (problem, settings, onProgress, cancel) =>
      run(alternativeSteps(problem, settings), settings.wallClockSeconds, onProgress, cancel),
    stress: (problem, settings, assignment, stress, onProgress, cancel) =>
      run(stressSteps(problem, settings, assignment, stress), settings.wallClockSeconds, onProgress, cancel),
    stressDraws: (problem, settings, assignment, part, onProgress, cancel) =>
      run(stressDrawSteps(problem, settings, assignment, part), null, onProgress, cancel),
    weightTornado: (problem, settings, assignment, halfWidth, onProgress, cancel) =>
      run(weightTornadoSteps(problem, settings, assignment, halfWidth), null, onProgress, cancel),
    conflictingWishes: (problem, settings, onProgress, cancel) =>
      run(conflictingWishesSteps(problem, settings), null, onProgress, cancel),
    costOfMoves: (problem, settings, assignment, account) =>
      Promise.resolve(costOfMoves(problem, settings, assignment, account)),
    close: () => undefined,
  };
  return {
    ...solver,
    design: (...asked) => designPlan(solver, ...asked),
    fewMoves: (...asked) => Promise.resolve(planMoves(...asked)),
  };
}
