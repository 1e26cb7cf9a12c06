import type { CodedError, Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';

const kindOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value;

const isRecord = (value: unknown): value is Record<string, unknown> => kindOf(value) === 'object';

/**
 * `value` with every field of `template` it lacks; a field of another kind than the template's is refused with its
 * path. Null in the template stands for "anything", lists are taken as they are.
 */
export function withDefaults<T>(value: unknown, template: T, path: string): Result<T> {
  const errors: CodedError[] = [];
  const filled = fill(value, template, path, errors);
  return errors.length > 0 ? refuse(...errors) : ok(filled as T);
}

function fill(value: unknown, template: unknown, path: string, errors: CodedError[]): unknown {
  if (template === null || value === null) return value;
  if (value === undefined) return template;
  if (kindOf(value) !== kindOf(template)) {
    errors.push(
      codedError('ROW_UNREADABLE', `${path} is ${kindOf(value)}, where ${kindOf(template)} is expected`),
    );
    return template;
  }
  if (!isRecord(template) || !isRecord(value)) return value;
  const filled: Record<string, unknown> = { ...value };
  for (const [key, inner] of Object.entries(template))
    filled[key] = fill(value[key], inner, `${path}.${key}`, errors);
  return filled;
}
