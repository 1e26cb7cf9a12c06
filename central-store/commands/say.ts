/** Lines of the program: JSON, for machines that collect them. */
import type { CodedError, Result } from '../../domain/result.ts';

export const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

export function fail(code: string, message: string): never {
  process.stderr.write(`${JSON.stringify({ level: 'error', code, message })}\n`);
  process.exit(2);
}

/** The value, or the end of the program with the refusal on standard error. */
export function orFail<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  const { code, message }: CodedError = result.errors[0] ?? { code: 'REFUSED', message: 'Refused.' };
  return fail(code, message);
}
