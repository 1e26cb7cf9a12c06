/** A question about a plan in a bundle: reads it, answers it, prints the answer as text or as one JSON object. */
import type { Plan } from '../domain/plan/plan.ts';
import type { CodedError, Result } from '../domain/result.ts';
import { codedError } from '../domain/result.ts';
import type { Command, ExitCode } from './command.ts';
import { parseCommandLine, printJson, refuseInput } from './command.ts';
import type { Io } from './io.ts';
import { readBundleFile } from './read-bundle.ts';

type Options = Readonly<Record<string, { readonly type: 'string' | 'boolean' }>>;
type Values<O extends Options> = {
  readonly [K in keyof O]?: (O[K]['type'] extends 'boolean' ? boolean : string) | undefined;
};

export interface Question<O extends Options, A extends object> extends Pick<
  Command,
  'name' | 'summary' | 'usage'
> {
  /** Beside --json. */
  readonly options: O;
  readonly ask: (plan: Plan, values: Values<O>) => Promise<Result<A>> | Result<A>;
  readonly describe: (answer: A) => string;
}

/** A command that asks one question of one BUNDLE. */
export const questionCommand = <const O extends Options, A extends object>(
  question: Question<O, A>,
): Command => ({
  name: question.name,
  summary: question.summary,
  usage: question.usage,
  run: (argv, io) => answerQuestion(io, question, argv),
});

async function answerQuestion<O extends Options, A extends object>(
  io: Io,
  question: Question<O, A>,
  argv: readonly string[],
): Promise<ExitCode> {
  const { usage, options } = question;
  const json = argv.includes('--json');
  const known = { ...options, json: { type: 'boolean' } } as const;
  const line = parseCommandLine(argv, known, { min: 1, max: 1, what: 'one BUNDLE' });
  if (!line.ok) return refuseInput(io, line.errors, json, usage);
  const opened = await readBundleFile(io, line.value.positionals[0] ?? '');
  if (!opened.ok) return refuseInput(io, opened.errors, json);
  const answer = await question.ask(opened.value.plan, line.value.values as Values<O>);
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
