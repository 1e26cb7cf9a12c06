/**
 * A plan to proposals, whole: the problem is made, solved and checked where this runs, which is the worker's thread in
 * the app, so that a national plan never holds up the page.
 */
import { fixed } from '../domain/measures/wording.ts';
import type { Plan } from '../domain/plan/plan.ts';
import { UNASSIGNED } from '../domain/plan/plan.ts';
import type { CodedError } from '../domain/result.ts';
import { codedError } from '../domain/result.ts';
import type { CancelFlag, Conflict, OnProgress, Solver, SolverAnswer, SolverProblem } from './contract.ts';
import { checkLegality } from './check-legality.ts';
import { fewMoves } from './few-moves.ts';
import { illegalAnswer } from './illegal-answer.ts';
import { measurePlan } from './measure-plan.ts';
import { problemFromPlan } from './problem-from-plan.ts';
import type { DesignChoices, PlanProblem } from './problem-from-plan.ts';
import type { EarlierBuild } from './warm-start.ts';
import { earlierBuild, settingsAfter } from './warm-start.ts';

export type DesignMode = 'one' | 'alternatives';

/** Where a plan lies between balance, travel and disruption. */
export interface TradeOff {
  /** Largest relative distance of a territory from its target. */
  readonly imbalance: number;
  /** Hours a year. */
  readonly travel: number;
  /** Share of accounts with a baseline that leave it. */
  readonly moved: number;
}

export interface DesignAnswer {
  readonly label: string;
  readonly answer: SolverAnswer;
  /** null when it stands alone. */
  readonly figures: TradeOff | null;
}

export interface DesignedAnswers {
  readonly made: PlanProblem;
  /** Those the legality check passed. */
  readonly answers: readonly DesignAnswer[];
  /** Why there is no answer: what the check found against the first, or what cannot be kept; null where there is one. */
  readonly refused: CodedError | null;
  /** Why an alternative is not among the answers; null when all are. */
  readonly dropped: string | null;
  /** The plan as it is, on the same scales; null where it holds no territory yet, or its centres would go. */
  readonly present: TradeOff | null;
  /** What the next build of this plan may begin with; null where several plans were asked for, or none was legal. */
  readonly earlier: EarlierBuild | null;
}

/** The few moves that repair most of a plan, in its own rows and territories. */
export interface PlanMoves {
  readonly moves: readonly {
    readonly row: number;
    readonly from: number;
    readonly to: number;
    /** Share of all trouble at the start. */
    readonly repairs: number;
    /** Hours a year more. */
    readonly travel: number;
  }[];
  /** Share of what lies outside bands and capacities that is left after all of them. */
  readonly left: number;
  /** The moves broke a rule that the plan did not break before, and none is offered. */
  readonly refused: CodedError | null;
}

/** The optimizer for whoever holds a plan. */
export interface PlanSolver extends Solver {
  design(
    plan: Plan,
    choices: DesignChoices,
    mode: DesignMode,
    onProgress?: OnProgress,
    cancel?: CancelFlag,
    /** The last build of this plan: after a small change one plan is built from there. */
    earlier?: EarlierBuild | null,
  ): Promise<DesignedAnswers>;
  /** At most `most` moves from the plan as it is (ledger DSN-13). */
  fewMoves(plan: Plan, choices: DesignChoices, most: number): Promise<PlanMoves>;
}

export async function designPlan(
  solver: Solver,
  plan: Plan,
  choices: DesignChoices,
  mode: DesignMode,
  onProgress?: OnProgress,
  cancel?: CancelFlag,
  earlier: EarlierBuild | null = null,
): Promise<DesignedAnswers> {
  const made = problemFromPlan(plan, choices);
  const warm = mode === 'one' && earlier !== null ? settingsAfter(earlier, plan, choices, made) : null;
  const asked = warm === null ? made : { ...made, settings: warm };
  const found = await answersTo(solver, asked, mode, onProgress, cancel);
  if (warm !== null && found.some(({ answer }) => illegalAnswer(made.problem, answer) !== null))
    return designPlan(solver, plan, choices, mode, onProgress, cancel);
  const faults = found.map(({ answer }) => illegalAnswer(made.problem, answer));
  const first = faults.find((error) => error !== null);
  const { contiguity, capacities } = made.problem;
  if (
    first !== undefined &&
    made.problem.churn !== null &&
    (contiguity !== null || (capacities.length > 0 && !faults.includes(null)))
  ) {
    const eased = await designPlan(
      solver,
      plan,
      { ...choices, churnCap: false },
      mode,
      onProgress,
      cancel,
      earlier,
    );
    return { ...eased, answers: eased.answers.map((each) => withoutCap(each, made)) };
  }
  const answers = found.filter((_, i) => faults[i] === null);
  const [only] = answers;
  const [lost] = found.filter((_, i) => faults[i] !== null);
  return {
    made,
    answers,
    refused: answers.length > 0 || lost === undefined ? null : (noPlan(lost.answer) ?? first ?? null),
    dropped: answers.length === 0 || lost === undefined ? null : droppedText(made.problem, lost),
    present: choices.freeCentres ? null : presentOf(plan, made),
    earlier: mode === 'one' && only !== undefined ? earlierBuild(plan, choices, made, only.answer) : null,
  };
}

/** Wishes that no plan can keep are no fault of the optimizer: they are named instead. Null where there are none. */
function noPlan({ infeasibility }: SolverAnswer): CodedError | null {
  const hard = (infeasibility?.conflicts ?? []).filter(({ code }) => HARD.has(code));
  if (hard.length === 0) return null;
  return codedError(
    'NO_LEGAL_PLAN',
    `No plan keeps every hard rule. ${hard.map(({ text }) => text).join(' ')} The plan is unchanged.`,
  );
}

const HARD: ReadonlySet<Conflict['code']> = new Set([
  'LOCKED_OVER_CAPACITY',
  'TOTAL_CAPACITY',
  'NO_ELIGIBLE_TERRITORY',
  'CHURN_CAP',
  'LOCK_CONFLICT',
  'CONTIGUITY_UNREACHED',
]);

function droppedText(problem: SolverProblem, { label, answer }: DesignAnswer): string {
  const [fault] = checkLegality(problem, answer.assignment);
  const where = problem.territoryNames[fault?.territory ?? -1];
  const what =
    fault === undefined ? 'a hard rule' : `${fault.kind}${where === undefined ? '' : ` in ${where}`}`;
  return `“${label}” is not among them: within its limits it would break ${what}.`;
}

async function answersTo(
  solver: Solver,
  { problem, settings }: PlanProblem,
  mode: DesignMode,
  onProgress?: OnProgress,
  cancel?: CancelFlag,
): Promise<readonly DesignAnswer[]> {
  if (mode === 'one') {
    const answer = await solver.solve(problem, settings, onProgress, cancel);
    return [{ label: 'Built plan', answer, figures: null }];
  }
  const found = await solver.alternatives(problem, settings, onProgress, cancel);
  return found.map(({ label, answer, imbalance, travel, moved }) => {
    return { label, answer, figures: { imbalance, travel, moved } };
  });
}

/** Territories in one piece, or within capacity, and the cap on change could not both hold; what gave way is said, and by how much. */
function withoutCap(each: DesignAnswer, asked: PlanProblem): DesignAnswer {
  const { problem } = asked;
  const cap = problem.churn?.maxAccounts ?? Infinity;
  let moved = 0;
  problem.baseline.forEach((home, i) => {
    if (home >= 0 && each.answer.assignment[i] !== home) moved++;
  });
  if (moved <= cap) return each;
  const conflict: Conflict = {
    code: 'CHURN_CAP',
    kind: 'churn-accounts',
    name: '',
    territory: -1,
    accounts: new Int32Array(0),
    excess: moved - cap,
    text: capText(asked, fixed(moved, 0), fixed(cap, 0)),
  };
  const before = each.answer.infeasibility;
  const infeasibility = {
    nearest: before?.nearest ?? [],
    conflicts: [conflict, ...(before?.conflicts ?? [])],
  };
  return { ...each, answer: { ...each.answer, infeasibility } };
}

function capText({ problem, settings }: PlanProblem, moved: string, cap: string): string {
  if (problem.contiguity !== null)
    return `Territories in one piece need ${moved} accounts to move, and the cap allows ${cap}. The cap was left out; keep it by letting territories lie in several pieces.`;
  if (settings.approach === 'rules')
    return `Going down the list moves ${moved} accounts, and the cap allows ${cap}. The cap was left out: this approach does not look ahead. Hybrid and Capacity keep it where it can be kept.`;
  return `Capacities as they are need ${moved} accounts to leave their territory, and the cap allows ${cap}. The cap was left out; keep it by raising capacities or adding territories.`;
}

/** The plan on screen by the measures of its alternatives. */
function presentOf(plan: Plan, made: PlanProblem): TradeOff | null {
  const local = new Map(Array.from(made.territories, (index, t) => [index, t]));
  const assignment = Int32Array.from(made.rows, (row) => local.get(plan.assignment[row] ?? -1) ?? -1);
  if (!assignment.some((t) => t >= 0)) return null;
  const { imbalance, travel, moved } = measurePlan(made.problem, assignment);
  return { imbalance, travel, moved };
}

export function planMoves(plan: Plan, choices: DesignChoices, most: number): PlanMoves {
  const made = problemFromPlan(plan, { ...choices, warmStart: true, connectedBy: null });
  const { problem, settings, rows, territories } = made;
  const start = settings.start ?? new Int32Array(problem.n).fill(-1);
  const found = fewMoves(problem, settings, start, most);
  const refused = newlyBroken(problem, start, found.assignment);
  const indexOf = (t: number): number => (t < 0 ? UNASSIGNED : (territories[t] ?? UNASSIGNED));
  return {
    moves:
      refused !== null
        ? []
        : found.moves.map(({ account, from, to, repairs, travel }) => {
            return { row: rows[account] ?? -1, from: indexOf(from), to: indexOf(to), repairs, travel };
          }),
    left: found.troubleBefore > 0 ? found.troubleAfter / found.troubleBefore : 0,
    refused,
  };
}

/** A plan at work may break rules already; what counts is whether moves break one more, or one by more. */
function newlyBroken(
  problem: SolverProblem,
  before: Int32Array,
  after: Int32Array,
): ReturnType<typeof illegalAnswer> {
  const known = new Map(
    checkLegality(problem, before).map(({ kind, account, territory, excess }) => [
      `${kind} ${account} ${territory}`,
      excess,
    ]),
  );
  const worse = checkLegality(problem, after).some(
    ({ kind, account, territory, excess }) =>
      excess > (known.get(`${kind} ${account} ${territory}`) ?? 0) + 1e-6 * Math.max(1, excess),
  );
  return worse ? illegalAnswer(problem, { assignment: after }) : null;
}
