import type { Endpoint } from 'comlink';
import { transfer, wrap } from 'comlink';
import type { CancelFlag, OnProgress, SolverProgress } from './contract.ts';
import { NEVER_CANCELLED } from './contract.ts';
import type { PlanSolver } from './plan-design.ts';
import type { CancelToken, RemoteSolver, SolverMethod } from './remote.ts';
import { slimPlan } from './slim-plan.ts';

/** How often a cancel flag of this thread is looked at while the worker is busy. */
const LOOK_EVERY_MS = 10;

/** The optimizer behind any comlink endpoint: a Web Worker, or a Node worker thread through its adapter. */
export function createSolverClient(endpoint: Endpoint, end: () => void): PlanSolver {
  const remote = wrap<RemoteSolver>(endpoint);
  let runs = 0;

  const call = async <T>(
    method: SolverMethod,
    args: readonly unknown[],
    onProgress: OnProgress = () => undefined,
    cancel: CancelFlag = NEVER_CANCELLED,
  ): Promise<T> => {
    const token: CancelToken = { run: ++runs, flag: sharedFlag() };
    const ask = (): void => {
      if (!cancel.cancelled()) return;
      clearInterval(look);
      if (token.flag !== null) Atomics.store(token.flag, 0, 1);
      else void remote.cancel(token.run);
    };
    // A worker that is ended answers nothing: a question nobody can take back must leave no clock running.
    const look = cancel === NEVER_CANCELLED ? undefined : setInterval(ask, LOOK_EVERY_MS);
    const channel = new MessageChannel();
    channel.port1.addEventListener('message', (event: MessageEvent<SolverProgress>) =>
      onProgress(event.data),
    );
    channel.port1.start();
    try {
      // The remote answers what the method of that name answers; structured cloning keeps the shape.
      return (await remote.call(method, args, token, transfer(channel.port2, [channel.port2]))) as T;
    } finally {
      clearInterval(look);
      channel.port1.close();
    }
  };
  return {
    solve: (problem, settings, onProgress, cancel) => call('solve', [problem, settings], onProgress, cancel),
    alternatives: (problem, settings, onProgress, cancel) =>
      call('alternatives', [problem, settings], onProgress, cancel),
    stress: (problem, settings, assignment, stress, onProgress, cancel) =>
      call('stress', [problem, settings, assignment, stress], onProgress, cancel),
    stressDraws: (problem, settings, assignment, part, onProgress, cancel) =>
      call('stressDraws', [problem, settings, assignment, part], onProgress, cancel),
    weightTornado: (problem, settings, assignment, halfWidth, onProgress, cancel) =>
      call('weightTornado', [problem, settings, assignment, halfWidth], onProgress, cancel),
    conflictingWishes: (problem, settings, onProgress, cancel) =>
      call('conflictingWishes', [problem, settings], onProgress, cancel),
    costOfMoves: (problem, settings, assignment, account) =>
      call('costOfMoves', [problem, settings, assignment, account]),
    design: (plan, choices, mode, onProgress, cancel, earlier = null) =>
      call('design', [slimPlan(plan), choices, mode, earlier], onProgress, cancel),
    fewMoves: (plan, choices, most) => call('fewMoves', [slimPlan(plan), choices, most]),
    close: end,
  };
}

/** For the page: `createWebSolver(new Worker(new URL('../solver-worker/worker.ts', import.meta.url), { type: 'module' }))`. */
export function createWebSolver(worker: Endpoint & { terminate: () => void }): PlanSolver {
  return createSolverClient(worker, () => worker.terminate());
}

/** One shared integer, or null where the page is not cross-origin isolated. */
function sharedFlag(): Int32Array | null {
  if (typeof SharedArrayBuffer === 'undefined') return null;
  const isolated = (globalThis as { crossOriginIsolated?: boolean }).crossOriginIsolated;
  return isolated === false ? null : new Int32Array(new SharedArrayBuffer(4));
}
