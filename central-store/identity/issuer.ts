/** The login of a store: a configured issuer, or its own in development. */
import { createRemoteJWKSet } from 'jose';
import * as oidc from 'openid-client';
import type { DevelopmentIssuer } from './development-issuer.ts';
import { DEVELOPMENT_CLIENT, DEVELOPMENT_ISSUER } from './development-issuer.ts';
import type { IssuerSettings } from './issuer-settings.ts';
import { DEVELOPMENT_CLAIMS } from './issuer-settings.ts';
import type { Login } from './tokens.ts';
import { tokenLogin } from './tokens.ts';

export interface Issuer extends Login {
  /** What a program that signs somebody in must know. */
  readonly facts: () => {
    readonly issuer: string;
    readonly clientId: string;
    readonly scope: string;
    readonly audience: string;
  };
  /** The issuer's endpoints, asked for once. */
  readonly client: () => Promise<oidc.Configuration>;
  readonly development: DevelopmentIssuer | null;
}

/** A discovery that failed is tried again by the next who signs in. */
function discovered(ask: () => Promise<oidc.Configuration>): () => Promise<oidc.Configuration> {
  let known: Promise<oidc.Configuration> | null = null;
  return () => {
    known ??= ask().catch((cause: unknown) => {
      known = null;
      throw cause;
    });
    return known;
  };
}

const discover = (issuer: string, clientId: string, secret: string | null): Promise<oidc.Configuration> => {
  const url = new URL(issuer);
  const options = url.protocol === 'http:' ? { execute: [oidc.allowInsecureRequests] } : {};
  const authentication = secret === null ? oidc.None() : oidc.ClientSecretPost(secret);
  return oidc.discovery(url, clientId, undefined, authentication, options);
};

/** The keys are looked up by the issuer's own metadata, once, and fetched again when a token names an unknown one. */
export function configuredIssuer(settings: IssuerSettings, now: () => Date): Issuer {
  const { issuer, clientId, clientSecret, scope, audience, claims } = settings;
  const client = discovered(() => discover(issuer, clientId, clientSecret));
  let remote: ReturnType<typeof createRemoteJWKSet> | null = null;
  const login = tokenLogin({
    issuer: () => issuer,
    audience,
    clientId,
    claims,
    now,
    keys: async (header, token) => {
      remote ??= createRemoteJWKSet(new URL((await client()).serverMetadata().jwks_uri ?? ''));
      return remote(header, token);
    },
  });
  return { ...login, facts: () => ({ issuer, clientId, scope, audience }), client, development: null };
}

export function ownIssuer(development: DevelopmentIssuer, url: () => string, now: () => Date): Issuer {
  const issuer = (): string => `${url()}/issuer`;
  const login = tokenLogin({
    issuer: () => [issuer(), DEVELOPMENT_ISSUER],
    audience: DEVELOPMENT_CLIENT,
    clientId: DEVELOPMENT_CLIENT,
    claims: DEVELOPMENT_CLAIMS,
    keys: development.keys,
    now,
  });
  const facts = () => ({
    issuer: issuer(),
    clientId: DEVELOPMENT_CLIENT,
    scope: 'openid profile',
    audience: DEVELOPMENT_CLIENT,
  });
  return {
    ...login,
    facts,
    client: discovered(() => discover(issuer(), DEVELOPMENT_CLIENT, null)),
    development,
  };
}
