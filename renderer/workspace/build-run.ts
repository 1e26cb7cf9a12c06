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
  measureAssignment,
  problemFromPlan,
} from '../../solver-worker/page/contract.ts';
import { postRefusal } from '../session/notices.ts';
import { codedError } from '../../domain/result.ts';

/** Where a plan lies between balance, travel and disruption. */
export interface TradeOff {
  /** Largest relative distance of a territory from its target. */
  readonly imbalance: number;
  /** Hours a year. */
  readonly travel: number;
  /** Share of accounts with a baseline that leave it. */
  readonly moved: number;
}

export interface Proposal {
  readonly label: string;
  readonly answer: SolverAnswer;
  /** null when it stands alone. */
  readonly figures: TradeOff | null;
  /** What was asked, to find out which wishes conflict. */
  readonly asked: Pick<PlanProblem, 'problem' | 'settings'>;
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
      /** The plan as it is, on the same scales; null where it holds no territory yet, or its centres would go. */
      readonly present: TradeOff | null;
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
    const proposals = legal.map((each) => proposalOf(plan, made, each));
    const present = choices.freeCentres ? null : presentOf(plan, made);
    useBuild.setState({ state: { kind: 'done', plan, proposals, chosen: 0, present } });
  } catch (cause) {
    const message = `The optimizer stopped: ${cause instanceof Error ? cause.message : String(cause)}. The plan is unchanged; try other choices.`;
    postRefusal('No plan was built', [codedError('WORKER_FAILED', message)]);
    useBuild.setState({ state: { kind: 'idle' } });
  } finally {
    solver.close();
  }
}

/** The plan on screen by the measures of its alternatives. */
function presentOf(plan: Plan, made: PlanProblem): TradeOff | null {
  const local = new Map(Array.from(made.territories, (index, t) => [index, t]));
  const assignment = Int32Array.from(made.rows, (row) => local.get(plan.assignment[row] ?? -1) ?? -1);
  if (!assignment.some((t) => t >= 0)) return null;
  const { imbalance, travel, moved } = measureAssignment(made.problem, assignment);
  return { imbalance, travel, moved };
}

type Answered = { readonly label: string; readonly answer: SolverAnswer } & Partial<TradeOff>;

function proposalOf(
  plan: Plan,
  made: PlanProblem,
  { label, answer, imbalance, travel, moved }: Answered,
): Proposal {
  const command = commandFromAnswer(plan, made, answer);
  const moving: number[] = [];
  command.rows.forEach((row, i) => {
    if (plan.assignment[row] !== command.territories[i]) moving.push(i);
  });
  return {
    label,
    answer,
    asked: { problem: made.problem, settings: made.settings },
    figures:
      imbalance === undefined || travel === undefined || moved === undefined
        ? null
        : { imbalance, travel, moved },
    command: { ...command, label: label === 'Built plan' ? command.label : `${command.label}, ${label}` },
    moves: {
      rows: Int32Array.from(moving, (i) => command.rows[i] ?? 0),
      to: Int32Array.from(moving, (i) => command.territories[i] ?? -1),
    },
  };
}
