/**
 * How somebody was told to be who she is, as her token states it (amr: RFC 8176; acr: OpenID Connect Core, 2). For people
 * to read: the store checks the token, and a laptop takes nothing from this.
 */
import { fromBase64, textOrNull } from '../../formats/bundle/bytes.ts';

export interface Assurance {
  /** e.g. `pwd`, `otp`, `hwk`, `mfa`. */
  readonly methods: readonly string[];
  readonly level: string | null;
}

const FEW = 10;
const isWord = (value: unknown): value is string =>
  typeof value === 'string' && /^[\x21-\x7e]{1,100}$/.test(value);

/** null where the token is no JWT or says neither. */
export function assuranceOf(token: string): Assurance | null {
  const payload = token.split('.')[1]?.replaceAll('-', '+').replaceAll('_', '/') ?? '';
  const bytes = fromBase64(payload.padEnd(Math.ceil(payload.length / 4) * 4, '='));
  try {
    const { amr, acr } = (JSON.parse(textOrNull(bytes ?? new Uint8Array()) ?? '') ?? {}) as Record<
      string,
      unknown
    >;
    const methods = Array.isArray(amr) ? amr.filter(isWord).slice(0, FEW) : [];
    const level = isWord(acr) ? acr : null;
    return methods.length === 0 && level === null ? null : { methods, level };
  } catch {
    return null;
  }
}
