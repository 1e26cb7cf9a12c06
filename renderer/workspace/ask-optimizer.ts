import type { Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import type { PlanSolver } from '../../solver-worker/page/contract.ts';
import { createWebSolver } from '../../solver-worker/page/contract.ts';

/** One question to an optimizer in a thread of its own, which ends with the answer. */
export async function askOptimizer<T>(question: (solver: PlanSolver) => Promise<T>): Promise<Result<T>> {
  const worker = new Worker(new URL('../../solver-worker/worker.ts', import.meta.url), { type: 'module' });
  const solver = createWebSolver(worker);
  const broken = new Promise<never>((_, reject) =>
    worker.addEventListener('error', (event) => reject(new Error(event.message))),
  );
  try {
    return ok(await Promise.race([broken, question(solver)]));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    return refuse(
      codedError('WORKER_FAILED', `The optimizer stopped: ${why}. The plan is unchanged; try again.`),
    );
  } finally {
    solver.close();
  }
}
