/** Which issuer the store believes, as its environment says it. */
import type { Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import type { Claims } from './tokens.ts';

export interface IssuerSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string | null;
  /** Whom tokens must be made out to: the client itself for ID tokens, else an API whose access tokens are sent. */
  readonly audience: string;
  readonly scope: string;
  readonly claims: Claims;
}

type Environment = Readonly<Record<string, string | undefined>>;

const claimsOf = (environment: Environment): Claims => ({
  tenant: environment['OIDC_TENANT_CLAIM'] ?? 'tenant',
  person: environment['OIDC_PERSON_CLAIM'] ?? 'sub',
  roles: environment['OIDC_ROLES_CLAIM'] ?? 'roles',
  administrator: environment['OIDC_ADMINISTRATOR'] ?? 'bailiwick-administrator',
});

const isLocal = ({ hostname }: URL): boolean => ['localhost', '127.0.0.1', '[::1]'].includes(hostname);

/**
 * null: none is named, which only a store in development may do.
 * Codes: NO_ISSUER, BAD_ISSUER, NO_CLIENT, DEVELOPMENT_EXPOSED.
 */
export function issuerSettings(environment: Environment, host: string): Result<IssuerSettings | null> {
  const production = environment['NODE_ENV'] === 'production';
  const issuer = environment['OIDC_ISSUER'] ?? '';
  if (issuer === '') {
    if (production) {
      const message =
        'The development login is off in production. Set OIDC_ISSUER and OIDC_CLIENT_ID to those of your login.';
      return refuse(codedError('NO_ISSUER', message));
    }
    if (['127.0.0.1', '::1', 'localhost'].includes(host)) return ok(null);
    const message = `The development login asks for no password, so it is not offered to ${host}. Set OIDC_ISSUER.`;
    return refuse(codedError('DEVELOPMENT_EXPOSED', message));
  }
  const url = URL.canParse(issuer) ? new URL(issuer) : null;
  const safe = url?.protocol === 'https:' || (!production && url !== null && isLocal(url));
  if (!safe)
    return refuse(
      codedError('BAD_ISSUER', `OIDC_ISSUER is ${issuer}. Give the https address of your login.`),
    );
  const clientId = environment['OIDC_CLIENT_ID'] ?? '';
  if (clientId === '')
    return refuse(codedError('NO_CLIENT', 'Set OIDC_CLIENT_ID to what your login knows Bailiwick by.'));
  return ok({
    issuer,
    clientId,
    clientSecret: environment['OIDC_CLIENT_SECRET'] ?? null,
    audience: environment['OIDC_AUDIENCE'] ?? clientId,
    scope: environment['OIDC_SCOPE'] ?? 'openid profile',
    claims: claimsOf(environment),
  });
}

/** What the development issuer puts into its tokens. */
export const DEVELOPMENT_CLAIMS: Claims = claimsOf({});
