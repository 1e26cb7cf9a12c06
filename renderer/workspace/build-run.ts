/**
 * A run of the optimizer, from the choices to proposals that wait to be committed. It goes on while other panels are
 * looked at; the optimizer works in its own thread, and this one only hears how far it is.
 */
import { create } from 'zustand';
import type { AssignMany } from '../../domain/commands/assign-many.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import type { SolverAnswer, SolverProgress } from '../../solver-worker/contract.ts';
import type { DesignChoices, PlanProblem } from '../../solver-worker/page/contract.ts';
import {
  DEFAULT_CHOICES,
  commandFromAnswer,
  createWebSolver,
  illegalAnswer,
  problemFromPlan,
} from '../../solver-worker/page/contract.ts';
import { postRefusal } from '../session/notices.ts';
import { codedError } from '../../domain/result.ts';

export interface Proposal {
  readonly label: string;
  readonly answer: SolverAnswer;
  readonly command: AssignMany;
  /** Rows whose territory would change, ascending, and where each would go. */
  readonly moves: { readonly rows: Int32Array; readonly to: Int32Array };
}

type BuildState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly progress: SolverProgress | null }
  | {
      readonly kind: 'done';
      /** The plan the run began from: proposals are about this one. */
      readonly plan: Plan;
      readonly proposals: readonly Proposal[];
      readonly chosen: number;
    };

interface BuildRun {
  readonly choices: DesignChoices;
  readonly state: BuildState;
}

export const useBuild = create<BuildRun>(() => ({ choices: DEFAULT_CHOICES, state: { kind: 'idle' } }));

let cancelled = false;

export const setChoices = (change: Partial<DesignChoices>): void =>
  useBuild.setState(({ choices }) => ({ choices: { ...choices, ...change } }));

/** Ends the search; the best plan so far becomes the proposal. */
export const stopBuild = (): void => {
  cancelled = true;
};

export const dropProposals = (): void => useBuild.setState({ state: { kind: 'idle' } });

export const chooseProposal = (chosen: number): void =>
  useBuild.setState(({ state }) => ({ state: state.kind === 'done' ? { ...state, chosen } : state }));

/** Builds one plan, or two or three that differ clearly in what they favour. */
export async function build(plan: Plan, mode: 'one' | 'alternatives'): Promise<void> {
  cancelled = false;
  useBuild.setState({ state: { kind: 'running', progress: null } });
  const { choices } = useBuild.getState();
  const worker = new Worker(new URL('../../solver-worker/worker.ts', import.meta.url), {
    type: 'module',
    name: 'optimizer',
  });
  const solver = createWebSolver(worker);
  const onProgress = (progress: SolverProgress): void =>
    useBuild.setState({ state: { kind: 'running', progress } });
  const cancel = { cancelled: () => cancelled };
  const broken = new Promise<never>((_, reject) =>
    worker.addEventListener('error', (event) => reject(new Error(event.message))),
  );
  try {
    const made = problemFromPlan(plan, choices);
    const answers = await Promise.race([
      broken,
      mode === 'one'
        ? solver
            .solve(made.problem, made.settings, onProgress, cancel)
            .then((answer) => [{ label: 'Built plan', answer }])
        : solver.alternatives(made.problem, made.settings, onProgress, cancel),
    ]);
    const illegal = answers.flatMap(({ answer }) => illegalAnswer(made.problem, answer) ?? []);
    if (illegal.length > 0) postRefusal('An answer broke a rule and was refused', illegal.slice(0, 1));
    const legal = answers.filter(({ answer }) => illegalAnswer(made.problem, answer) === null);
    if (legal.length === 0) return useBuild.setState({ state: { kind: 'idle' } });
    const proposals = legal.map(({ label, answer }) => proposalOf(plan, made, label, answer));
    useBuild.setState({ state: { kind: 'done', plan, proposals, chosen: 0 } });
  } catch (cause) {
    const message = `The optimizer stopped: ${cause instanceof Error ? cause.message : String(cause)}. The plan is unchanged; try other choices.`;
    postRefusal('No plan was built', [codedError('WORKER_FAILED', message)]);
    useBuild.setState({ state: { kind: 'idle' } });
  } finally {
    solver.close();
  }
}

function proposalOf(plan: Plan, made: PlanProblem, label: string, answer: SolverAnswer): Proposal {
  const command = commandFromAnswer(plan, made, answer);
  const moving: number[] = [];
  command.rows.forEach((row, i) => {
    if (plan.assignment[row] !== command.territories[i]) moving.push(i);
  });
  return {
    label,
    answer,
    command: { ...command, label: label === 'Built plan' ? command.label : `${command.label}, ${label}` },
    moves: {
      rows: Int32Array.from(moving, (i) => command.rows[i] ?? 0),
      to: Int32Array.from(moving, (i) => command.territories[i] ?? -1),
    },
  };
}
