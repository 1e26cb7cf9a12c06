/** Builds the configurations that are compared: one run of the optimizer a way to cut, in its own thread, one after the other. */
import { create } from 'zustand';
import type { Configuration } from '../../domain/advisor/configurations.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import type { SolverAnswer } from '../../solver-worker/contract.ts';
import type { Basis, PlanProblem } from '../../solver-worker/page/contract.ts';
import { choicesFromPolicy, commandFromAnswer } from '../../solver-worker/page/contract.ts';
import { postRefusal } from '../session/notices.ts';
import { askOptimizer } from '../workspace/ask-optimizer.ts';

export const CUTS: readonly { readonly id: Basis; readonly label: string; readonly cutBy: string }[] = [
  { id: 'geographic', label: 'By place', cutBy: 'where accounts are' },
  { id: 'named-geographic', label: 'Named and place', cutBy: 'the strategic stay by name, others by place' },
  { id: 'industry', label: 'By industry', cutBy: 'what accounts are' },
  { id: 'size', label: 'By size', cutBy: 'how large accounts are' },
  { id: 'named', label: 'By name', cutBy: 'who works them today, others by place' },
];

export interface BuiltConfiguration {
  readonly configuration: Configuration;
  readonly made: PlanProblem;
  readonly answer: SolverAnswer;
}

interface RunState {
  readonly chosen: readonly Basis[];
  /** What is built now, and how many are done; null while nothing runs. */
  readonly running: { readonly label: string; readonly done: number; readonly of: number } | null;
  readonly built: readonly BuiltConfiguration[];
  /** Tells one run from the next. */
  readonly run: number;
  /** The plan they were built from. */
  readonly plan: Plan | null;
}

export const useConfigurations = create<RunState>(() => ({
  chosen: ['geographic', 'named-geographic', 'size'],
  running: null,
  built: [],
  run: 0,
  plan: null,
}));

let stopped = false;

/** What is done by then is kept. */
export const stopConfigurations = (): void => {
  stopped = true;
};

export async function buildConfigurations(plan: Plan): Promise<void> {
  stopped = false;
  const wanted = CUTS.filter(({ id }) => useConfigurations.getState().chosen.includes(id));
  const built: BuiltConfiguration[] = [];
  const tell = (label: string): void =>
    useConfigurations.setState({ running: { label, done: built.length, of: wanted.length } });
  for (const cut of wanted) {
    if (stopped) break;
    tell(cut.label);
    const choices = { ...choicesFromPolicy(plan.policy), basis: cut.id };
    const found = await askOptimizer((solver) =>
      solver.design(plan, choices, 'one', undefined, { cancelled: () => stopped }),
    );
    if (!found.ok) {
      postRefusal(`“${cut.label}” was not built`, found.errors);
      break;
    }
    const [answer] = found.value.answers;
    if (answer === undefined) {
      if (found.value.refused !== null)
        postRefusal(`“${cut.label}” broke a rule and was left out`, [found.value.refused]);
      continue;
    }
    built.push(builtFrom(plan, cut, found.value.made, answer.answer));
  }
  useConfigurations.setState(({ run }) => ({ running: null, built, run: run + 1, plan }));
}

function builtFrom(
  plan: Plan,
  { label, cutBy }: (typeof CUTS)[number],
  made: PlanProblem,
  answer: SolverAnswer,
): BuiltConfiguration {
  const command = commandFromAnswer(plan, made, answer);
  const assignment = plan.assignment.slice();
  command.rows.forEach((row, i) => (assignment[row] = command.territories[i] ?? -1));
  // How reps fit is worked out where the answer is, beside the page.
  return { configuration: { label, cutBy, assignment, repFit: null }, made, answer };
}
