/** A question about a plan in a bundle: reads it, answers it, prints the answer as text or as one JSON object. */
import type { Plan } from '../domain/plan/plan.ts';
import type { CodedError, Result } from '../domain/result.ts';
import { codedError } from '../domain/result.ts';
import type { ExitCode } from './command.ts';
import { printJson, refuseInput } from './command.ts';
import type { Io } from './io.ts';
import { readBundleFile } from './read-bundle.ts';

export interface Question<A extends object> {
  readonly bundle: string;
  readonly json: boolean;
  readonly usage: string;
  readonly ask: (plan: Plan) => Promise<Result<A>> | Result<A>;
  readonly describe: (answer: A) => string;
}

export async function answerQuestion<A extends object>(io: Io, question: Question<A>): Promise<ExitCode> {
  const { bundle, json, usage } = question;
  const opened = await readBundleFile(io, bundle);
  if (!opened.ok) return refuseInput(io, opened.errors, json);
  const answer = await question.ask(opened.value.plan);
  if (!answer.ok) return refuseInput(io, answer.errors, json, usage);
  if (json) printJson(io, { versionId: opened.value.versionId, ...answer.value });
  else io.out(question.describe(answer.value));
  return 0;
}

/** A positive number of an option, or undefined where it is not given. */
export function positiveOption(
  name: string,
  value: string | undefined,
): Result<number | undefined, CodedError> {
  if (value === undefined) return { ok: true, value: undefined };
  const read = value.trim() === '' ? NaN : Number(value);
  if (Number.isFinite(read) && read > 0) return { ok: true, value: read };
  return { ok: false, errors: [codedError('USAGE', `--${name} is a number above 0, not "${value}".`)] };
}
