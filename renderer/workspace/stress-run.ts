/** A stress run over the present plan: its draws are shared out over several workers; stopped, it keeps those made. */
import { create } from 'zustand';
import type { Plan } from '../../domain/plan/plan.ts';
import { codedError } from '../../domain/result.ts';
import type { Solver, StressDraw, StressReport, StressSettings } from '../../solver-worker/contract.ts';
import { createWebSolver, problemFromPlan, stressReport } from '../../solver-worker/page/contract.ts';
import { postRefusal } from '../session/notices.ts';
import { choicesFor } from './build-run.ts';

export type StressState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly done: number; readonly draws: number; readonly started: number }
  | {
      readonly kind: 'done';
      readonly plan: Plan;
      readonly report: StressReport;
      /** Share that could move in a draw; null without a cap. */ readonly cap: number | null;
    };

export const useStress = create<{ readonly state: StressState }>(() => ({ state: { kind: 'idle' } }));

const MOST_WORKERS = 4;

/** Ends the run that is under way with the draws it has; null while none is. */
let stop: (() => void) | null = null;

export const stopStress = (): void => stop?.();

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
  const count = Math.max(1, Math.min(MOST_WORKERS, navigator.hardwareConcurrency, draws));
  const workers = Array.from(
    { length: count },
    () => new Worker(new URL('../../solver-worker/worker.ts', import.meta.url), { type: 'module' }),
  );
  const stopped = new Promise<void>((resolve) => (stop = resolve));
  const broken = new Promise<never>((_, reject) =>
    workers.forEach((worker) =>
      worker.addEventListener('error', (event) => reject(new Error(event.message))),
    ),
  );
  useStress.setState({ state: { kind: 'running', done: 0, draws, started: performance.now() } });
  const { churnCap, movedShare } = choicesFor(plan);
  const cap = churnCap ? (movedShare ?? plan.policy.disruption.maxMovedShare) : null;
  const run = shareOut(plan, settingsOfStress(plan, draws), workers.map(createWebSolver));
  try {
    await Promise.race([broken, stopped, run.ended]);
    const report = run.report();
    useStress.setState({
      state: report.draws === 0 ? { kind: 'idle' } : { kind: 'done', plan, report, cap },
    });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    postRefusal('The plan was not stressed', [
      codedError('WORKER_FAILED', `The optimizer stopped: ${why}. The plan is unchanged; try again.`),
    ]);
    useStress.setState({ state: { kind: 'idle' } });
  } finally {
    stop = null;
    for (const worker of workers) worker.terminate();
  }
}

/**
 * Each worker takes the next draw as soon as it has made one, so that a slow one holds up nobody; the report is over
 * the draws there are, in their order, whenever it is asked for.
 */
function shareOut(
  plan: Plan,
  stress: StressSettings,
  solvers: readonly Solver[],
): { readonly ended: Promise<void>; readonly report: () => StressReport } {
  const { problem, settings } = problemFromPlan(plan, { ...choicesFor(plan), warmStart: true });
  const assignment = settings.start ?? new Int32Array(problem.n).fill(-1);
  const made = new Map<number, StressDraw>();
  let tornado: StressReport['tornado'] = [];
  let next = 0;
  const work = async (solver: Solver): Promise<void> => {
    while (next < stress.draws) {
      const first = next++;
      const [draw] = await solver.stressDraws(problem, settings, assignment, { stress, first, count: 1 });
      if (draw === undefined) return;
      made.set(first, draw);
      tell(made.size);
    }
  };
  const whole = async (): Promise<void> => {
    await Promise.all(solvers.map(work));
    tornado = (await solvers[0]?.weightTornado(problem, settings, assignment, stress.weights)) ?? [];
  };
  return {
    ended: whole(),
    report: () => {
      const inOrder = [...made].toSorted(([a], [b]) => a - b).map(([, draw]) => draw);
      return stressReport(stress, inOrder, tornado);
    },
  };
}

const tell = (done: number): void =>
  useStress.setState(({ state }) => (state.kind === 'running' ? { state: { ...state, done } } : {}));
