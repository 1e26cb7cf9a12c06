/** What `serve` is told beside its login: address, people of the development login, roots, limits. */
import type { Sha256Hex, TenantId } from '../../domain/brand.ts';
import type { Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import type { DevelopmentPerson } from '../identity/development-issuer.ts';
import type { Limits } from '../identity/limits.ts';
import { DEFAULT_LIMITS } from '../identity/limits.ts';

export interface ServerSettings {
  readonly port: number;
  /** null: as it listens. */
  readonly url: string | null;
  readonly people: readonly DevelopmentPerson[];
  readonly roots: ReadonlyMap<TenantId, Sha256Hex>;
  readonly limits: Limits;
  readonly proxies: number;
  readonly metricsToken: string | null;
}

type Environment = Readonly<Record<string, string | undefined>>;

class Fault extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Codes: BAD_PORT, BAD_PERSON, BAD_ROOT, BAD_LIMIT, BAD_URL. */
export function serverSettings(
  line: { readonly port: string; readonly person: readonly string[]; readonly root: readonly string[] },
  environment: Environment,
): Result<ServerSettings> {
  const number = (name: string, otherwise: number): number => {
    const text = environment[name] ?? String(otherwise);
    if (/^\d{1,7}$/.test(text)) return Number(text);
    throw new Fault('BAD_LIMIT', `${name} is ${text}. Give a whole number; 0 is no limit.`);
  };
  try {
    if (!/^\d{1,5}$/.test(line.port) || Number(line.port) > 65_535)
      throw new Fault('BAD_PORT', `${line.port} is not a port. Give a number from 0 to 65535.`);
    return ok({
      port: Number(line.port),
      url: urlOf(environment['STORE_URL'] ?? ''),
      people: line.person.map(personOf),
      roots: new Map(line.root.map(rootOf)),
      limits: {
        perPerson: number('RATE_PER_PERSON', DEFAULT_LIMITS.perPerson),
        perAddress: number('RATE_PER_ADDRESS', DEFAULT_LIMITS.perAddress),
        signIns: number('RATE_SIGN_INS', DEFAULT_LIMITS.signIns),
      },
      proxies: number('TRUSTED_PROXIES', 0),
      metricsToken: environment['METRICS_TOKEN'] ?? null,
    });
  } catch (cause) {
    if (cause instanceof Fault) return refuse(codedError(cause.code, cause.message));
    throw cause;
  }
}

function personOf(name: string): DevelopmentPerson {
  const [, tenant = '', subject = '', role] = /^([^:]+):([^:]+)(:administrator)?$/.exec(name) ?? [];
  if (tenant === '')
    throw new Fault('BAD_PERSON', `${name} is not TENANT:SUBJECT, such as acme:ada@acme.example.`);
  return { tenant: tenant as TenantId, subject, administrator: role !== undefined };
}

function rootOf(name: string): [TenantId, Sha256Hex] {
  const [, tenant = '', root = ''] = /^(.+):([0-9a-f]{64})$/.exec(name.replaceAll(' ', '')) ?? [];
  if (root === '')
    throw new Fault('BAD_ROOT', `${name} is not TENANT:FINGERPRINT of the workspace’s root key.`);
  return [tenant as TenantId, root as Sha256Hex];
}

function urlOf(text: string): string | null {
  if (text === '') return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url !== null && /^https?:$/.test(url.protocol) && url.pathname === '/') return url.origin;
  throw new Fault(
    'BAD_URL',
    `STORE_URL is ${text}. Give the address people know the store by, without a path.`,
  );
}

/** Listening on every address names none; this machine's own is the one to try it by. */
export const publicUrl = (listening: string): string => new URL(listening).origin;
