/**
 * RFC 8785 (JSON Canonicalization Scheme): one value, one text. What is hashed and signed is always this text, and
 * what is read is refused unless it is this text: JSON.parse keeps the last of two equal keys and rounds integers
 * above 2^53, and comparing with the canonical text shows the first and `safeIntegers` the second.
 */
import type { CodedError, Result } from '../result.ts';
import { codedError, ok, refuse } from '../result.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A value JSON cannot say (NaN, an unpaired surrogate): a programming error inside, a refusal at a boundary. */
export class CanonicalJsonError extends Error {}

/** The canonical text of a value; throws CanonicalJsonError where RFC 8785 says to stop. */
export function canonicalJson(value: Json): string {
  if (typeof value === 'string') return canonicalString(value);
  if (typeof value === 'number') return canonicalNumber(value);
  if (value === null || typeof value === 'boolean') return String(value);
  if (isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = Object.keys(value)
    .sort()
    .map((key) => `${canonicalString(key)}:${canonicalJson(value[key] as Json)}`);
  return `{${members.join(',')}}`;
}

const isArray = (value: object): value is readonly Json[] => Array.isArray(value);

function canonicalNumber(value: number): string {
  if (!Number.isFinite(value)) throw new CanonicalJsonError(`${value} is not a JSON number`);
  return value === 0 ? '0' : String(value);
}

/** In `u` mode \p{Surrogate} matches only a surrogate without its other half. */
const UNPAIRED = /\p{Surrogate}/u;

function canonicalString(text: string): string {
  if (UNPAIRED.test(text)) throw new CanonicalJsonError('a text holds half of a surrogate pair');
  return JSON.stringify(text);
}

export type CanonicalCode = 'NOT_JSON' | 'NOT_CANONICAL' | 'INTEGER_TOO_LARGE';

/** Parses a text that must be canonical. Codes: NOT_JSON, NOT_CANONICAL, INTEGER_TOO_LARGE. */
export function parseCanonicalJson(text: string, name: string): Result<Json, CodedError<CanonicalCode>> {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    return refuse(codedError('NOT_JSON', `${name} is not JSON.`));
  }
  const large = firstUnsafeInteger(value);
  if (large !== null) {
    return refuse(
      codedError(
        'INTEGER_TOO_LARGE',
        `${name} holds ${large}, an integer above 2^53 that JSON cannot carry.`,
      ),
    );
  }
  if (canonicalOrNull(value) !== text) {
    const message = `${name} is not canonical JSON (RFC 8785): a repeated key, another order or another spelling.`;
    return refuse(codedError('NOT_CANONICAL', message));
  }
  return ok(value);
}

function canonicalOrNull(value: Json): string | null {
  try {
    return canonicalJson(value);
  } catch {
    return null;
  }
}

function firstUnsafeInteger(value: Json): number | null {
  if (typeof value === 'number') {
    return Number.isInteger(value) && !Number.isSafeInteger(value) ? value : null;
  }
  if (value === null || typeof value !== 'object') return null;
  for (const member of isArray(value) ? value : Object.values(value)) {
    const found = firstUnsafeInteger(member);
    if (found !== null) return found;
  }
  return null;
}
