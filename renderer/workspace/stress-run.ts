/** A stress run over the present plan: its draws are shared out over several workers, and cancelling keeps those made. */
import { create } from 'zustand';
import type { Plan } from '../../domain/plan/plan.ts';
import { codedError } from '../../domain/result.ts';
import type { Solver, StressReport, StressSettings } from '../../solver-worker/contract.ts';
import { createWebSolver, problemFromPlan, stressReport } from '../../solver-worker/page/contract.ts';
import { postRefusal } from '../session/notices.ts';
import { choicesFor } from './build-run.ts';

export type StressState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly done: number; readonly draws: number }
  | { readonly kind: 'done'; readonly plan: Plan; readonly report: StressReport };

export const useStress = create<{ readonly state: StressState }>(() => ({ state: { kind: 'idle' } }));

const MOST_WORKERS = 4;
let cancelled = false;

export const stopStress = (): void => {
  cancelled = true;
};

/** What a draw must meet: the policy's targets, nobody over capacity, coverage held. */
const targetsOf = ({ policy }: Plan): StressSettings['targets'] => ({
  'gini:potential': policy.targets.gini,
  'cv:potential': policy.targets.potentialCv,
  unassigned: 1 - policy.targets.coverage,
  'overload:accounts': 0,
  'overload:hours a year': 0,
});

export const settingsOfStress = (plan: Plan, draws: number): StressSettings => ({
  draws,
  seed: 1,
  weights: 0.2,
  capacity: 0.1,
  demand: 0.1,
  repLoss: 0.1,
  targets: targetsOf(plan),
});

export async function runStress(plan: Plan, draws: number): Promise<void> {
  cancelled = false;
  const count = Math.max(1, Math.min(MOST_WORKERS, navigator.hardwareConcurrency, draws));
  const workers = Array.from(
    { length: count },
    () => new Worker(new URL('../../solver-worker/worker.ts', import.meta.url), { type: 'module' }),
  );
  const solvers = workers.map(createWebSolver);
  const broken = new Promise<never>((_, reject) =>
    workers.forEach((worker) =>
      worker.addEventListener('error', (event) => reject(new Error(event.message))),
    ),
  );
  useStress.setState({ state: { kind: 'running', done: 0, draws } });
  try {
    const report = await Promise.race([broken, shareOut(plan, settingsOfStress(plan, draws), solvers)]);
    useStress.setState({ state: report.draws === 0 ? { kind: 'idle' } : { kind: 'done', plan, report } });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    postRefusal('The plan was not stressed', [
      codedError('WORKER_FAILED', `The optimizer stopped: ${why}. The plan is unchanged; try again.`),
    ]);
    useStress.setState({ state: { kind: 'idle' } });
  } finally {
    for (const solver of solvers) solver.close();
  }
}

async function shareOut(
  plan: Plan,
  stress: StressSettings,
  solvers: readonly Solver[],
): Promise<StressReport> {
  const { problem, settings } = problemFromPlan(plan, { ...choicesFor(plan), warmStart: true });
  const assignment = settings.start ?? new Int32Array(problem.n).fill(-1);
  const cancel = { cancelled: () => cancelled };
  const done = new Array<number>(solvers.length).fill(0);
  const tell = (which: number, made: number): void => {
    done[which] = made;
    const all = done.reduce((sum, each) => sum + each, 0);
    useStress.setState({ state: { kind: 'running', done: all, draws: stress.draws } });
  };
  const edge = (k: number): number => Math.round((k * stress.draws) / solvers.length);
  const parts = await Promise.all(
    solvers.map((solver, k) => {
      const part = { stress, first: edge(k), count: edge(k + 1) - edge(k) };
      const onProgress = ({ iteration }: { readonly iteration: number }): void => tell(k, iteration);
      return solver.stressDraws(problem, settings, assignment, part, onProgress, cancel);
    }),
  );
  const tornado = await solvers[0]?.weightTornado(
    problem,
    settings,
    assignment,
    stress.weights,
    undefined,
    cancel,
  );
  return stressReport(stress, parts.flat(), tornado ?? []);
}
