/**
 * An answer polished exactly by HiGHS, which is not believed: what it returns is read as an assignment, measured anew by
 * the engine, held to the independent legality check, and kept only where it is better.
 */
import type { Highs } from 'highs';
import { checkLegality } from './check-legality.ts';
import type { SolverAnswer, SolverProblem, SolverSettings } from './contract.ts';
import { NEVER_CANCELLED } from './contract.ts';
import { driveNow } from './drive.ts';
import type { ExactProgram } from './exact-program.ts';
import { exactProgram } from './exact-program.ts';
import { gapOf } from './engine/gap.ts';
import { solveSteps } from './engine/solve.ts';

export interface Polished {
  readonly answer: SolverAnswer;
  /** Objective units saved; 0 where the answer stays as it was. */
  readonly saved: number;
  /** HiGHS searched every legal assignment to the end: nothing better exists. */
  readonly proven: boolean;
}

/** HiGHS calls a program solved at this relative distance from its bound. */
const EXACT = 1e-6;

/** null where there is no program for HiGHS, it found nothing, or what it found is illegal. */
export function polish(
  highs: Highs,
  problem: SolverProblem,
  settings: SolverSettings,
  answer: SolverAnswer,
  seconds: number,
): Polished | null {
  const program = exactProgram(problem, settings, answer);
  if (program === null) return null;
  const solution = highs.solve(program.text, {
    time_limit: seconds,
    mip_rel_gap: EXACT,
    output_flag: false,
  });
  const found = assignmentOf(program, solution.Columns, answer.assignment);
  if (found === null || checkLegality(problem, found).length > 0) return null;
  const measured = measuredAnew(problem, settings, found);
  const better =
    measured.bandsViolated <= answer.bandsViolated && measured.objective < answer.objective - 1e-9;
  const kept = better ? measured : answer;
  const proven = program.whole && solution.Status === 'Optimal';
  const optimum = solution.ObjectiveValue + program.fixedCost;
  const bound = proven ? Math.max(kept.bound, optimum - 2 * EXACT * Math.abs(optimum)) : kept.bound;
  return {
    answer: {
      ...kept,
      // No answer costs less than a bound; what is beyond it here is rounding of HiGHS.
      bound: Math.min(bound, kept.objective),
      gap: gapOf(kept.objective, Math.min(bound, kept.objective)),
      run: { ...answer.run, engine: `${answer.run.engine} + HiGHS` },
    },
    saved: Math.max(0, answer.objective - kept.objective),
    proven,
  };
}

/** Each account's territory as HiGHS has it; null where one is in two, in none of its unknowns, or in a fraction. */
function assignmentOf(
  program: ExactProgram,
  columns: ReturnType<Highs['solve']>['Columns'],
  before: Int32Array,
): Int32Array | null {
  const assignment = before.slice();
  const times = new Uint8Array(before.length);
  for (let e = 0; e < program.account.length; e++) {
    const column = columns[`x${e}`];
    const value = column !== undefined && 'Primal' in column ? column.Primal : NaN;
    if (Math.abs(value) < 1e-5) continue;
    if (!(Math.abs(value - 1) < 1e-5)) return null;
    const i = program.account[e] ?? -1;
    assignment[i] = program.territory[e] ?? -1;
    times[i] = (times[i] ?? 0) + 1;
  }
  return program.account.every((i) => times[i] === 1) ? assignment : null;
}

/** The assignment with its reasons, prices and bands, by no round of improvement. */
function measuredAnew(
  problem: SolverProblem,
  settings: SolverSettings,
  assignment: Int32Array,
): SolverAnswer {
  const still = { ...settings, start: assignment, iterations: 0, wallClockSeconds: null };
  return driveNow(solveSteps(problem, still, { enumerateSmall: false }), {
    now: () => 0,
    limit: null,
    cancel: NEVER_CANCELLED,
    onProgress: () => undefined,
  });
}
