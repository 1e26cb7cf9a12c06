/** Who somebody is, by a token that the configured issuer signed (OpenID Connect ID token, or a JWT access token). */
import type { JWTPayload, JWTVerifyGetKey } from 'jose';
import { errors, jwtVerify } from 'jose';
import type { TenantId } from '../../domain/brand.ts';
import type { CodedError, Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';

export interface Caller {
  readonly tenant: TenantId;
  readonly subject: string;
  /** For people to read; never stored and never trusted. */
  readonly name: string;
  /** May bring the workspace's first keyring and revoke anybody's key. */
  readonly administrator: boolean;
  readonly expires: Date;
}

export interface Login {
  /** Codes: TOKEN_*, ISSUER_UNREACHABLE. */
  verify(token: string): Promise<Result<Caller>>;
}

export interface Claims {
  readonly tenant: string;
  readonly person: string;
  readonly roles: string;
  /** The value among the roles that makes an administrator. */
  readonly administrator: string;
}

export interface TokenRules {
  readonly issuer: () => string | string[];
  readonly audience: string;
  /** Whom tokens are made out to; where one names several audiences, it must be the party it was made for. */
  readonly clientId: string;
  readonly claims: Claims;
  readonly keys: JWTVerifyGetKey;
  readonly now: () => Date;
}

/** Signatures by a private key alone: no `none`, and nothing that the store itself could sign with what it knows. */
const ALGORITHMS = [
  'ES256',
  'ES384',
  'ES512',
  'PS256',
  'PS384',
  'PS512',
  'RS256',
  'RS384',
  'RS512',
  'EdDSA',
  'Ed25519',
];
/** Clocks of issuer and store differ. */
const TOLERANCE_S = 30;

export const tokenLogin = (rules: TokenRules): Login => ({
  async verify(token) {
    try {
      const { payload } = await jwtVerify(token, rules.keys, {
        issuer: rules.issuer(),
        audience: rules.audience,
        algorithms: ALGORITHMS,
        currentDate: rules.now(),
        clockTolerance: TOLERANCE_S,
        requiredClaims: ['exp', 'iat', 'sub'],
      });
      return callerOf(payload, rules);
    } catch (cause) {
      return refuse(faultOf(cause));
    }
  },
});

function callerOf(payload: JWTPayload, { claims, audience, clientId }: TokenRules): Result<Caller> {
  const { aud, azp } = payload;
  if (audience === clientId && Array.isArray(aud) && aud.length > 1 && azp !== clientId)
    return refuse(codedError('TOKEN_AUDIENCE', 'The token was made for another program.'));
  const [tenant, subject] = [payload[claims.tenant], payload[claims.person]];
  const missing = [
    ...(isName(tenant) ? [] : [claims.tenant]),
    ...(isName(subject) ? [] : [claims.person]),
  ].join(' and ');
  if (!isName(tenant) || !isName(subject)) {
    const message = `The token says no ${missing}. Ask whoever runs the login to add it.`;
    return refuse(codedError('TOKEN_CLAIMS', message));
  }
  const roles = payload[claims.roles];
  const administrator = Array.isArray(roles)
    ? roles.includes(claims.administrator)
    : roles === claims.administrator;
  const name = isName(payload['name']) ? payload['name'] : subject;
  const expires = new Date((payload.exp ?? 0) * 1000);
  return ok({ tenant: tenant as TenantId, subject, name, administrator, expires });
}

const isName = (value: unknown): value is string =>
  typeof value === 'string' && /^\P{Cc}{1,200}$/u.test(value);

const CLAIM_CODES: ReadonlyMap<string, string> = new Map([
  ['iss', 'TOKEN_ISSUER'],
  ['aud', 'TOKEN_AUDIENCE'],
  ['nbf', 'TOKEN_EARLY'],
]);

function faultOf(cause: unknown): CodedError {
  if (cause instanceof errors.JWTExpired)
    return codedError('TOKEN_EXPIRED', 'You were signed out. Sign in again.');
  if (cause instanceof errors.JOSEAlgNotAllowed)
    return codedError('TOKEN_ALGORITHM', 'The token is signed in a way that is not accepted.');
  if (cause instanceof errors.JWTClaimValidationFailed)
    return codedError(CLAIM_CODES.get(cause.claim) ?? 'TOKEN_CLAIMS', 'The token is not for this store.');
  const own =
    cause instanceof errors.JWKSTimeout ||
    (cause instanceof errors.JOSEError && cause.code === 'ERR_JOSE_GENERIC');
  if (own || !(cause instanceof errors.JOSEError))
    return codedError('ISSUER_UNREACHABLE', 'The login cannot be checked now. It is tried again.');
  return codedError('TOKEN_INVALID', 'Sign in first.');
}
