import type { CodedError } from '../domain/result.ts';
import { codedError } from '../domain/result.ts';
import { checkLegality } from './check-legality.ts';
import type { SolverAnswer, SolverProblem } from './contract.ts';

/** What the independent check found against an answer, or null. An answer that breaks a hard rule is never offered. */
export function illegalAnswer(
  problem: SolverProblem,
  answer: Pick<SolverAnswer, 'assignment'>,
): CodedError<'ILLEGAL_ANSWER'> | null {
  const found = checkLegality(problem, answer.assignment);
  const first = found[0];
  if (first === undefined) return null;
  const where = problem.territoryNames[first.territory];
  const place = where === undefined ? '' : ` in ${where}`;
  return codedError(
    'ILLEGAL_ANSWER',
    `The optimizer's answer breaks ${found.length === 1 ? 'a hard rule' : `${found.length} hard rules`} (${first.kind}${place}) and was refused. The plan is unchanged; try other choices, and please report it.`,
    { kind: first.kind, violations: found.length },
  );
}
