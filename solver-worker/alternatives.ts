import type { Alternative, SolverAnswer, SolverProblem, SolverSettings } from './contract.ts';
import { untilSeconds } from './engine/share-time.ts';
import { solveSteps } from './engine/solve.ts';
import type { Steps } from './engine/steps.ts';
import { unitVectors } from './engine/travel.ts';
import { illegalAnswer } from './illegal-answer.ts';
import { measurePlan } from './measure-plan.ts';

interface Emphasis {
  readonly emphasis: Alternative['emphasis'];
  readonly label: string;
  /** Factor on every tolerance. */
  readonly tolerance: number;
  /** Factor on the weight of continuity. */
  readonly continuity: number;
  /** Factor on the caps of change: where they bind every plan moves as much as they allow, whatever a move costs. */
  readonly churn: number;
}

const EMPHASES: readonly Emphasis[] = [
  { emphasis: 'balance', label: 'Even loads', tolerance: 0.4, continuity: 0.2, churn: 1 },
  { emphasis: 'travel', label: 'Short travel', tolerance: 3, continuity: 0.2, churn: 1 },
  { emphasis: 'continuity', label: 'Few changes', tolerance: 1.5, continuity: 20, churn: 0.5 },
];

/** Plans that differ in fewer accounts than this are one plan. */
const LEAST_DIFFERENCE = 0.02;

/**
 * Plans at the ends of the trade-off front: tight bands, loose bands, and (where there is a baseline) dear changes.
 * Each is a full run with its own bound; one that is worse than another in every respect, or a copy, is left out.
 */
export function* alternativeSteps(
  problem: SolverProblem,
  settings: SolverSettings,
): Steps<readonly Alternative[]> {
  const hasBaseline = problem.baseline.some((t) => t >= 0);
  const wanted = EMPHASES.filter((e) => e.emphasis !== 'continuity' || hasBaseline);
  const found: Alternative[] = [];
  const share = settings.wallClockSeconds === null ? Infinity : settings.wallClockSeconds / wanted.length;
  for (const [k, emphasis] of wanted.entries()) {
    const own = { ...settings, weights: weightsOf(settings, emphasis) };
    const wide = withTolerance(problem, emphasis.tolerance);
    let answer = yield* untilSeconds(solveSteps(withCaps(wide, emphasis.churn), own), share * (k + 1));
    // Half the moves may be too few to keep a capacity: then half way back to what was allowed.
    if (emphasis.churn < 1 && illegalAnswer(problem, answer) !== null && answer.run.stoppedBy !== 'cancelled')
      answer = yield* untilSeconds(
        solveSteps(withCaps(wide, (1 + emphasis.churn) / 2), own),
        share * (k + 1),
      );
    found.push(describe(problem, own, answer, emphasis));
    if (answer.run.stoppedBy === 'cancelled') break;
  }
  return distinct(found);
}

const weightsOf = (settings: SolverSettings, emphasis: Emphasis): SolverSettings['weights'] => ({
  ...settings.weights,
  continuity: settings.weights.continuity * emphasis.continuity,
});

const withTolerance = (problem: SolverProblem, factor: number): SolverProblem => ({
  ...problem,
  measures: problem.measures.map((m) => ({ ...m, tolerance: Math.min(0.9, m.tolerance * factor) })),
});

const withCaps = (problem: SolverProblem, factor: number): SolverProblem =>
  problem.churn === null || factor === 1
    ? problem
    : {
        ...problem,
        churn: {
          ...problem.churn,
          maxAccounts: Math.floor(problem.churn.maxAccounts * factor),
          maxRevenue: problem.churn.maxRevenue * factor,
        },
      };

function describe(
  problem: SolverProblem,
  settings: SolverSettings,
  answer: SolverAnswer,
  { emphasis, label }: Emphasis,
): Alternative {
  const centres = unitVectors(answer.centreLat, answer.centreLon);
  const { imbalance, travel, moved } = measurePlan(problem, answer.assignment, centres);
  return { label, emphasis, settings, answer, imbalance, travel, moved };
}

/** Keeps plans that differ enough and that no other beats in balance, travel and disruption at once. */
function distinct(found: readonly Alternative[]): readonly Alternative[] {
  const kept: Alternative[] = [];
  for (const one of found) {
    const beaten = found.some(
      (other) =>
        other !== one &&
        other.imbalance <= one.imbalance &&
        other.travel <= one.travel &&
        other.moved <= one.moved &&
        (other.imbalance < one.imbalance || other.travel < one.travel || other.moved < one.moved),
    );
    const copy = kept.some(
      (other) => difference(other.answer.assignment, one.answer.assignment) < LEAST_DIFFERENCE,
    );
    if (!beaten && !copy) kept.push(one);
  }
  return kept;
}

/** Share of accounts on which two plans disagree. */
export function difference(a: Int32Array, b: Int32Array): number {
  let count = 0;
  a.forEach((t, i) => {
    if (t !== b[i]) count++;
  });
  return a.length > 0 ? count / a.length : 0;
}
