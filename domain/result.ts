/**
 * What a pure function answers when it may refuse: a value, or coded errors, never an exception.
 * A message names the value and says what to do; `code` is what programs and tests look at.
 */
export interface CodedError<Code extends string = string> {
  readonly code: Code;
  readonly message: string;
  /** Values the message speaks of, for a screen that wants to link to them. */
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
}

export type Result<T, E extends CodedError = CodedError> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly errors: readonly E[] };

export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value });

export const refuse = <E extends CodedError>(...errors: readonly E[]): Result<never, E> => ({
  ok: false,
  errors,
});

export function codedError<Code extends string>(
  code: Code,
  message: string,
  details?: Readonly<Record<string, string | number | boolean | null>>,
): CodedError<Code> {
  return details === undefined ? { code, message } : { code, message, details };
}
