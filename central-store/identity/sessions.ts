/** Who sends a request: by a bearer token of a laptop, or by the session cookie of a page of this store. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../http/refusal.ts';
import type { Caller, Login } from './tokens.ts';

const UNAVAILABLE: ReadonlySet<string> = new Set(['ISSUER_UNREACHABLE']);
/** Browsers drop larger cookies without a word. */
export const MAX_COOKIE_BYTES = 4000;
const SESSION = 'bailiwick-session';

/** `__Host-` binds a cookie to this very origin; it needs https, which only a machine's own store goes without. */
export const cookieName = (name: string, secure: boolean): string => (secure ? `__Host-${name}` : name);

export interface CookieOptions {
  readonly secure: boolean;
  readonly sameSite: 'Strict' | 'Lax';
  /** 0 forgets it. */
  readonly seconds: number;
}

export function setCookie(reply: FastifyReply, name: string, value: string, options: CookieOptions): void {
  const { secure, sameSite, seconds } = options;
  const parts = [
    `${cookieName(name, secure)}=${value}`,
    'Path=/',
    'HttpOnly',
    `SameSite=${sameSite}`,
    `Max-Age=${Math.max(0, Math.floor(seconds))}`,
    ...(secure ? ['Secure'] : []),
  ];
  const before = reply.getHeader('set-cookie');
  void reply.removeHeader('set-cookie');
  const all = before === undefined ? [] : Array.isArray(before) ? before : [String(before)];
  void reply.header('set-cookie', [...all, parts.join('; ')]);
}

export function cookieOf({ headers }: FastifyRequest, name: string, secure: boolean): string | null {
  const wanted = `${cookieName(name, secure)}=`;
  const found = (headers.cookie ?? '').split('; ').find((part) => part.startsWith(wanted));
  return found?.slice(wanted.length) ?? null;
}

export const keepSession = (reply: FastifyReply, token: string, seconds: number, secure: boolean): void =>
  setCookie(reply, SESSION, token, { secure, sameSite: 'Strict', seconds });

/**
 * A cookie goes along without anybody meaning it, so what changes something must also come from a page of this very
 * origin. Thrown: 401 TOKEN_* or SIGNED_OUT, 403 FOREIGN_PAGE, 503 ISSUER_UNREACHABLE.
 */
export async function callerOf(request: FastifyRequest, login: Login, origin: string): Promise<Caller> {
  const bearer = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
  const token = bearer ?? cookieOf(request, SESSION, origin.startsWith('https:'));
  if (token === null) throw new Refusal(401, 'SIGNED_OUT', 'Sign in first.');
  const reads = request.method === 'GET' || request.method === 'HEAD';
  if (bearer === undefined && !reads && request.headers.origin !== origin)
    throw new Refusal(403, 'FOREIGN_PAGE', 'Only a page of this store may do this.');
  const verified = await login.verify(token);
  if (verified.ok) return verified.value;
  const { code, message } = verified.errors[0] ?? { code: 'SIGNED_OUT', message: 'Sign in first.' };
  throw new Refusal(UNAVAILABLE.has(code) ? 503 : 401, code, message);
}
