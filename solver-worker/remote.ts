import type { Plan } from '../domain/plan/plan.ts';
import type { CancelFlag, OnProgress } from './contract.ts';
import { createInlineSolver } from './inline.ts';
import type { DesignMode, PlanSolver } from './plan-design.ts';
import type { DesignChoices } from './problem-from-plan.ts';
import type { EarlierBuild } from './warm-start.ts';

/** Every method of the optimizer but `close`. */
export type SolverMethod = Exclude<keyof PlanSolver, 'close'>;

/** How a cancel reaches a busy worker: a shared flag where the page is cross-origin isolated, else a message. */
export type CancelToken = { readonly run: number; readonly flag: Int32Array | null };

/** What a worker exposes through comlink. Progress goes over a port of its own: functions do not clone. */
export interface RemoteSolver {
  call(
    method: SolverMethod,
    args: readonly unknown[],
    token: CancelToken,
    progress: MessagePort,
  ): Promise<unknown>;
  cancel(run: number): void;
}

/** The worker's side: an inline solver whose cancel flag is either shared memory or set by a message. */
export function createRemoteSolver(): RemoteSolver {
  const solver = createInlineSolver();
  const cancelled = new Set<number>();
  return {
    async call(method, args, token, progress) {
      const cancel: CancelFlag = {
        cancelled: () => (token.flag === null ? cancelled.has(token.run) : Atomics.load(token.flag, 0) === 1),
      };
      try {
        return await dispatch(solver, method, args, (told) => progress.postMessage(told), cancel);
      } finally {
        cancelled.delete(token.run);
        progress.close();
      }
    },
    cancel(run) {
      cancelled.add(run);
    },
  };
}

function dispatch(
  solver: PlanSolver,
  method: SolverMethod,
  args: readonly unknown[],
  onProgress: OnProgress,
  cancel: CancelFlag,
): Promise<unknown> {
  // The client below is the only caller, and its own signatures typed these arguments before they were cloned.
  switch (method) {
    case 'solve': {
      const [problem, settings] = args as Parameters<PlanSolver['solve']>;
      return solver.solve(problem, settings, onProgress, cancel);
    }
    case 'alternatives': {
      const [problem, settings] = args as Parameters<PlanSolver['alternatives']>;
      return solver.alternatives(problem, settings, onProgress, cancel);
    }
    case 'stress': {
      const [problem, settings, assignment, stress] = args as Parameters<PlanSolver['stress']>;
      return solver.stress(problem, settings, assignment, stress, onProgress, cancel);
    }
    case 'stressDraws': {
      const [problem, settings, assignment, part] = args as Parameters<PlanSolver['stressDraws']>;
      return solver.stressDraws(problem, settings, assignment, part, onProgress, cancel);
    }
    case 'weightTornado': {
      const [problem, settings, assignment, width] = args as Parameters<PlanSolver['weightTornado']>;
      return solver.weightTornado(problem, settings, assignment, width, onProgress, cancel);
    }
    case 'conflictingWishes': {
      const [problem, settings] = args as Parameters<PlanSolver['conflictingWishes']>;
      return solver.conflictingWishes(problem, settings, onProgress, cancel);
    }
    case 'design': {
      const [plan, choices, mode, earlier] = args as [Plan, DesignChoices, DesignMode, EarlierBuild | null];
      return solver.design(plan, choices, mode, onProgress, cancel, earlier);
    }
    case 'fewMoves': {
      const [plan, choices, most] = args as Parameters<PlanSolver['fewMoves']>;
      return solver.fewMoves(plan, choices, most);
    }
    case 'costOfMoves': {
      const [problem, settings, assignment, account] = args as Parameters<PlanSolver['costOfMoves']>;
      return solver.costOfMoves(problem, settings, assignment, account);
    }
  }
}
