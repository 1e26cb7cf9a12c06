/**
 * A run of the optimizer, from the choices to proposals that wait to be committed. It goes on while other panels are
 * looked at; the optimizer works in its own thread, and this one only hears how far it is.
 */
import { useMemo } from 'react';
import { create } from 'zustand';
import type { AssignMany } from '../../domain/commands/assign-many.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import type { SolverAnswer, SolverProgress } from '../../solver-worker/contract.ts';
import type {
  DesignAnswer,
  DesignChoices,
  DesignMode,
  EarlierBuild,
  PlanProblem,
  Reassignment,
  StressEvent,
  TradeOff,
} from '../../solver-worker/page/contract.ts';
import {
  choicesFromPolicy,
  commandAfter,
  commandFromAnswer,
  createWebSolver,
  measureAssignment,
  reassignmentAfter,
} from '../../solver-worker/page/contract.ts';
import { postRefusal } from '../session/notices.ts';
import { usePlan } from '../session/session.ts';
import { codedError } from '../../domain/result.ts';

export interface EventAnswered {
  readonly event: StressEvent;
  readonly label: string;
  readonly asked: Reassignment;
}

export interface Proposal {
  readonly label: string;
  readonly answer: SolverAnswer;
  /** null when it stands alone. */
  readonly figures: TradeOff | null;
  /** What was asked, to find out which wishes conflict. */
  readonly asked: PlanProblem;
  readonly command: AssignMany;
  /** What happened that it answers to; null where nothing did. */
  readonly after: EventAnswered | null;
  /** Rows whose territory would change, ascending, and where each would go. */
  readonly moves: { readonly rows: Int32Array; readonly to: Int32Array };
}

type BuildState =
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'running';
      readonly progress: SolverProgress | null;
      /** What was told of the plan being built now, oldest first. */
      readonly history: readonly SolverProgress[];
    }
  | {
      readonly kind: 'done';
      /** The plan the run began from: proposals are about this one. */
      readonly plan: Plan;
      /** What was chosen for it; goes on record with the proposal that is committed. */
      readonly choices: DesignChoices;
      readonly mode: DesignMode;
      /** Why an alternative is not among the proposals. */
      readonly dropped: string | null;
      readonly proposals: readonly Proposal[];
      readonly chosen: number;
      /** The plan as it is, on the same scales; null where it holds no territory yet, or its centres would go. */
      readonly present: TradeOff | null;
    };

interface BuildRun {
  /** What the person chose otherwise than the plan's policy does. */
  readonly changed: Partial<DesignChoices>;
  readonly state: BuildState;
}

export const useBuild = create<BuildRun>(() => ({ changed: {}, state: { kind: 'idle' } }));

/** The policy's choices with the person's own over them. */
export const choicesFor = ({ policy }: Pick<Plan, 'policy'>): DesignChoices => ({
  ...choicesFromPolicy(policy),
  ...useBuild.getState().changed,
});

export function useChoices(): DesignChoices {
  const { policy } = usePlan();
  const changed = useBuild((run) => run.changed);
  return useMemo(() => ({ ...choicesFromPolicy(policy), ...changed }), [policy, changed]);
}

let cancelled = false;

/** Where a build after a small change begins: the last answer of this window. */
let earlier: EarlierBuild | null = null;

export const setChoices = (change: Partial<DesignChoices>): void =>
  useBuild.setState(({ changed }) => ({ changed: { ...changed, ...change } }));

export const resetChoices = (): void => useBuild.setState({ changed: {} });

/** Ends the search; the best plan so far becomes the proposal. */
export const stopBuild = (): void => {
  cancelled = true;
};

export const dropProposals = (): void => useBuild.setState({ state: { kind: 'idle' } });

export const chooseProposal = (chosen: number): void =>
  useBuild.setState(({ state }) => ({ state: state.kind === 'done' ? { ...state, chosen } : state }));

/** The chosen proposal with a better answer to what was asked. */
export const takeAnswer = (proposal: Proposal, answer: SolverAnswer): void =>
  useBuild.setState(({ state }) => {
    if (state.kind !== 'done') return {};
    const { label, figures, asked, after } = proposal;
    const better = proposalOf(
      state.plan,
      asked,
      { label, answer, figures: figuresOf(asked, answer, figures) },
      after,
    );
    return {
      state: { ...state, proposals: state.proposals.map((each) => (each === proposal ? better : each)) },
    };
  });

/** Builds one plan, or two or three that differ clearly in what they favour. */
export const build = (plan: Plan, mode: DesignMode): Promise<void> => run(plan, choicesFor(plan), mode, null);

/** Proposes who takes over what an event leaves behind (ledger GOV-06); everything else stays where it is. */
export async function proposeAfter(plan: Plan, event: StressEvent, label: string): Promise<void> {
  const asked = reassignmentAfter(plan, choicesFor(plan), event);
  if (!asked.ok) return postRefusal('Nothing to propose', asked.errors);
  return run(plan, asked.value.choices, 'one', { event, label, asked: asked.value });
}

/** `after`: the event that has happened in the plan the optimizer sees; proposals are about `plan` all the same. */
async function run(
  plan: Plan,
  choices: DesignChoices,
  mode: DesignMode,
  after: EventAnswered | null,
): Promise<void> {
  cancelled = false;
  useBuild.setState({ state: { kind: 'running', progress: null, history: [] } });
  const worker = new Worker(new URL('../../solver-worker/worker.ts', import.meta.url), {
    type: 'module',
    name: 'optimizer',
  });
  const solver = createWebSolver(worker);
  const onProgress = (progress: SolverProgress): void =>
    useBuild.setState(({ state }) => ({
      state: {
        kind: 'running',
        progress,
        history: told(state.kind === 'running' ? state.history : [], progress),
      },
    }));
  const cancel = { cancelled: () => cancelled };
  const broken = new Promise<never>((_, reject) =>
    worker.addEventListener('error', (event) => reject(new Error(event.message))),
  );
  try {
    const designed = await Promise.race([
      broken,
      solver.design(after?.asked.plan ?? plan, choices, mode, onProgress, cancel, earlier),
    ]);
    const { made, answers, refused, dropped, present } = designed;
    earlier = designed.earlier ?? earlier;
    if (refused !== null) postRefusal('No plan was built', [refused]);
    if (answers.length === 0) return useBuild.setState({ state: { kind: 'idle' } });
    const proposals = answers.map((each) => proposalOf(plan, made, each, after));
    useBuild.setState({
      state: { kind: 'done', plan, choices, mode, dropped, proposals, chosen: 0, present },
    });
  } catch (cause) {
    const message = `The optimizer stopped: ${cause instanceof Error ? cause.message : String(cause)}. The plan is unchanged; try other choices.`;
    postRefusal('No plan was built', [codedError('WORKER_FAILED', message)]);
    useBuild.setState({ state: { kind: 'idle' } });
  } finally {
    solver.close();
  }
}

/** Proposals that were built elsewhere, of the plan as it is: looked at and committed like any. */
export function offerProposals(
  plan: Plan,
  offered: readonly { readonly label: string; readonly made: PlanProblem; readonly answer: SolverAnswer }[],
  chosen: number,
): void {
  const proposals = offered.map(({ label, made, answer }) =>
    proposalOf(
      plan,
      made,
      { label, answer, figures: measureAssignment(made.problem, answer.assignment) },
      null,
    ),
  );
  const choices = choicesFromPolicy(plan.policy);
  useBuild.setState({
    state: { kind: 'done', plan, choices, mode: 'one', dropped: null, proposals, chosen, present: null },
  });
}

/** An alternative is built after the other: its bound starts anew, and so does its history. Every second point is kept once there are many. */
const MOST_POINTS = 400;

function told(history: readonly SolverProgress[], progress: SolverProgress): readonly SolverProgress[] {
  const last = history.at(-1);
  if (last !== undefined && progress.objective === null && last.objective !== null) return [progress];
  const kept = history.length < MOST_POINTS ? history : history.filter((_, i) => i % 2 === 0);
  return [...kept, progress];
}

const figuresOf = (asked: PlanProblem, answer: SolverAnswer, before: TradeOff | null): TradeOff | null =>
  before === null ? null : measureAssignment(asked.problem, answer.assignment);

function proposalOf(
  plan: Plan,
  made: PlanProblem,
  { label, answer, figures }: DesignAnswer,
  after: EventAnswered | null,
): Proposal {
  const command = commandOf(plan, made, answer, after);
  const moving: number[] = [];
  command.rows.forEach((row, i) => {
    if (plan.assignment[row] !== command.territories[i]) moving.push(i);
  });
  return {
    label,
    answer,
    asked: made,
    figures,
    command: { ...command, label: label === 'Built plan' ? command.label : `${command.label}, ${label}` },
    after,
    moves: {
      rows: Int32Array.from(moving, (i) => command.rows[i] ?? 0),
      to: Int32Array.from(moving, (i) => command.territories[i] ?? -1),
    },
  };
}

function commandOf(
  plan: Plan,
  made: PlanProblem,
  answer: SolverAnswer,
  after: EventAnswered | null,
): AssignMany {
  if (after === null) return commandFromAnswer(plan, made, answer);
  return commandAfter(plan, after.asked, commandFromAnswer(after.asked.plan, made, answer), after.label);
}
