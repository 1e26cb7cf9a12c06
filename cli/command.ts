/** What a command is, and the two ways every command answers: a person's text or one JSON object. */
import { parseArgs } from 'node:util';
import type { ParseArgsConfig } from 'node:util';
import type { IsoTime } from '../domain/brand.ts';
import { codedError, ok, refuse } from '../domain/result.ts';
import type { CodedError, Result } from '../domain/result.ts';
import type { Io } from './io.ts';

/** 0 success, 1 a negative finding (the bundle does not verify, the gate is not met), 2 a usage or input error. */
export type ExitCode = 0 | 1 | 2;

export interface Command {
  readonly name: string;
  /** One line for `bailiwick --help`. */
  readonly summary: string;
  /** The whole help text of `bailiwick <name> --help`, beginning with the usage line. */
  readonly usage: string;
  run(argv: readonly string[], io: Io): Promise<ExitCode>;
}

type Options = NonNullable<ParseArgsConfig['options']>;
type Parsed<O extends Options> = ReturnType<
  typeof parseArgs<{ args: string[]; options: O; allowPositionals: true; strict: true }>
>;

/**
 * `util.parseArgs` with a refusal instead of an exception: USAGE names the option that is wrong.
 * `positionals` is how many operands the command takes, at least and at most.
 */
export function parseCommandLine<const O extends Options>(
  argv: readonly string[],
  options: O,
  positionals: { readonly min: number; readonly max: number; readonly what: string },
): Result<{ values: Parsed<O>['values']; positionals: readonly string[] }> {
  try {
    const parsed = parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
    const count = parsed.positionals.length;
    if (count < positionals.min || count > positionals.max) {
      return refuse(
        codedError(
          'USAGE',
          `Expected ${positionals.what}, got ${count === 1 ? '1 operand' : `${count} operands`}.`,
          { count },
        ),
      );
    }
    return ok({ values: parsed.values as Parsed<O>['values'], positionals: parsed.positionals });
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    return refuse(codedError('USAGE', message.replaceAll('\n', ' ')));
  }
}

/** An integer option within bounds; `undefined` stays undefined. */
export function integerOption(
  name: string,
  text: string | undefined,
  bounds: { readonly min: number; readonly max: number },
): Result<number | undefined> {
  if (text === undefined) return ok(undefined);
  const value = Number(text);
  if (!/^[+-]?\d+$/.test(text) || value < bounds.min || value > bounds.max) {
    const range = `${bounds.min} to ${bounds.max}`;
    return refuse(
      codedError('USAGE', `--${name} must be a whole number from ${range}, not "${text}".`, { name }),
    );
  }
  return ok(value);
}

/** A date, or a time that says its zone (ISO 8601), as its instant; a day no calendar has is refused. Error: USAGE. */
export function timeOption(name: string, text: string | undefined, now: Date): Result<IsoTime> {
  if (text === undefined) return ok(now.toISOString() as IsoTime);
  const form = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:?\d{2}))?$/.exec(text);
  const day = new Date(`${form?.[1]}T00:00:00Z`);
  const time = new Date(text);
  const real = form !== null && !Number.isNaN(time.getTime()) && !Number.isNaN(day.getTime());
  // JavaScript reads February 30 as March 2.
  if (real && day.toISOString().startsWith(form[1] ?? '')) return ok(time.toISOString() as IsoTime);
  const message = `--${name} must be a date or time like 2026-01-31T09:00:00.000Z, not "${text}".`;
  return refuse(codedError('USAGE', message, { name }));
}

/** Says which file a refusal is about, where the reader of its bytes could not know. */
export function naming<T>(path: string, result: Result<T>): Result<T> {
  if (result.ok) return result;
  const errors = result.errors.map((error) =>
    error.message.includes(path) ? error : { ...error, message: `${path}: ${error.message}` },
  );
  return { ok: false, errors };
}

/** One JSON object, on one line, as the only thing on standard output. */
export function printJson(io: Io, value: object): void {
  io.out(JSON.stringify(value));
}

/** Says why a command could not run: to stderr for a person, and with `--json` as the one object as well. */
export function refuseInput(io: Io, errors: readonly CodedError[], json: boolean, usage?: string): 2 {
  for (const error of errors) io.err(`bailiwick: ${error.message} [${error.code}]`);
  if (usage !== undefined && errors.some((error) => error.code === 'USAGE')) io.err(usage);
  if (json) printJson(io, { ok: false, errors });
  return 2;
}
