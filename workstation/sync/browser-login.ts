/** Signing in to a store with the person's own browser: code with PKCE, and back to this very machine (RFC 8252, 7.3). */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as oidc from 'openid-client';
import type { IsoTime } from '../../domain/brand.ts';
import type { Check } from '../../domain/bundle/check.ts';
import { object, text } from '../../domain/bundle/check.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import { parseAnswer } from './read-answers.ts';

export interface LoginBegun {
  /** For the person's browser. */
  readonly open: string;
  /** Codes: LOGIN_FAILED, LOGIN_LATE. */
  readonly signedIn: Promise<Result<SignedIn>>;
}

/** What the store takes as her token, and what gets the next one where the issuer gives such. */
export interface SignedIn {
  readonly token: string;
  readonly renew: Renewable | null;
}

export interface Renewable {
  readonly issuer: string;
  readonly clientId: string;
  /** The store takes ID tokens; else access tokens. */
  readonly idToken: boolean;
  readonly refresh: string;
  /** When the token of now runs out. */
  readonly until: IsoTime;
}

interface Facts {
  readonly issuer: string;
  readonly clientId: string;
  readonly scope: string;
  readonly audience: string;
}

export interface LoginOptions {
  readonly url: string;
  readonly fetch: typeof globalThis.fetch;
  readonly after: (ms: number, work: () => void) => () => void;
  readonly now: () => Date;
}

const WAIT_MS = 5 * 60_000;
const LOCAL: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

const checkFacts: Check<Facts> = object<Facts>({ issuer: text, clientId: text, scope: text, audience: text });

const failed = (message: string) => refuse(codedError('LOGIN_FAILED', message));

/** Codes: LOGIN_FAILED, ANSWER_FORM. */
export async function beginLogin(options: LoginOptions): Promise<Result<LoginBegun>> {
  const { url, fetch } = options;
  try {
    const answer = await fetch(new URL('/v1/login', url), { redirect: 'error' });
    const facts = parseAnswer(checkFacts, await answer.json(), '/v1/login');
    if (!facts.ok) return facts;
    const issuer = new URL(facts.value.issuer);
    if (!isSafe(issuer))
      return failed(`The store’s login ${issuer.origin} is not encrypted, so nobody should sign in there.`);
    const client = await clientOf(facts.value, fetch);
    return ok(await listening(client, facts.value, options));
  } catch {
    return failed('The store’s login cannot be reached. Try again, or use a token.');
  }
}

const isSafe = (issuer: URL): boolean => issuer.protocol === 'https:' || LOCAL.has(issuer.hostname);

/** Throws what discovery throws. */
export function clientOf(
  { issuer, clientId }: Pick<Facts, 'issuer' | 'clientId'>,
  fetch: typeof globalThis.fetch,
): Promise<oidc.Configuration> {
  const url = new URL(issuer);
  return oidc.discovery(url, clientId, undefined, oidc.None(), {
    [oidc.customFetch]: fetch as oidc.CustomFetch,
    ...(url.protocol === 'http:' && LOCAL.has(url.hostname) ? { execute: [oidc.allowInsecureRequests] } : {}),
  });
}

/** Asked for where the issuer says it has it: a sign-in that outlasts its first token (OpenID Connect Core, 11). */
const OFFLINE = 'offline_access';

function scopeFor(client: oidc.Configuration, scope: string): string {
  const offered = client.serverMetadata().scopes_supported?.includes(OFFLINE) ?? false;
  return offered && !scope.split(' ').includes(OFFLINE) ? `${scope} ${OFFLINE}` : scope;
}

async function listening(
  client: oidc.Configuration,
  { issuer, scope, audience, clientId }: Facts,
  { after, now }: LoginOptions,
): Promise<LoginBegun> {
  const [state, nonce, verifier] = [
    oidc.randomState(),
    oidc.randomNonce(),
    oidc.randomPKCECodeVerifier(),
  ] as const;
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const back = `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`;
  const signedIn = new Promise<Result<SignedIn>>((settle) => {
    const done = (outcome: Result<SignedIn>): void => {
      callOff();
      server.close();
      settle(outcome);
    };
    const late = codedError('LOGIN_LATE', 'Nobody signed in within five minutes. Begin again.');
    const callOff = after(WAIT_MS, () => done(refuse(late)));
    server.on('request', (request, response) => {
      const at = new URL(request.url ?? '/', back);
      response.setHeader('connection', 'close');
      if (at.pathname !== '/callback' || at.searchParams.get('state') !== state)
        return void response.writeHead(404).end();
      const way = { issuer, clientId, state, nonce, verifier, idToken: audience === clientId, now };
      void redeem(client, at, way).then((outcome) => {
        const words = outcome.ok
          ? 'You are signed in. Close this window.'
          : 'That did not work. Begin again.';
        response.writeHead(outcome.ok ? 200 : 400, { 'content-type': 'text/plain; charset=utf-8' });
        response.end(words, () => done(outcome));
      });
    });
  });
  const open = oidc.buildAuthorizationUrl(client, {
    redirect_uri: back,
    scope: scopeFor(client, scope),
    state,
    nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...(audience === clientId ? {} : { audience }),
  });
  return { open: open.href, signedIn };
}

interface Way extends Pick<Renewable, 'issuer' | 'clientId' | 'idToken'> {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly now: () => Date;
}

async function redeem(client: oidc.Configuration, at: URL, way: Way): Promise<Result<SignedIn>> {
  try {
    const tokens = await oidc.authorizationCodeGrant(client, at, {
      expectedState: way.state,
      expectedNonce: way.nonce,
      pkceCodeVerifier: way.verifier,
      idTokenExpected: true,
    });
    return ok(signedInBy(tokens, way, way.now()));
  } catch {
    return failed('The login did not let you in. Begin again, or use a token.');
  }
}

/** An ID token where tokens are made out to the program, else the access token that is made out to the store. */
export function signedInBy(
  tokens: oidc.TokenEndpointResponse & oidc.TokenEndpointResponseHelpers,
  { issuer, clientId, idToken }: Pick<Renewable, 'issuer' | 'clientId' | 'idToken'>,
  now: Date,
  /** Goes on being good where the issuer gives no other with the tokens. */
  before?: string,
): SignedIn {
  const token = idToken ? (tokens.id_token ?? '') : tokens.access_token;
  const refresh = tokens.refresh_token ?? before;
  if (refresh === undefined) return { token, renew: null };
  const seconds =
    (idToken ? secondsOf(tokens.claims()?.exp, now) : tokens.expiresIn()) ?? tokens.expiresIn() ?? 0;
  const until = new Date(now.getTime() + seconds * 1000).toISOString() as IsoTime;
  return { token, renew: { issuer, clientId, idToken, refresh, until } };
}

const secondsOf = (exp: number | undefined, now: Date): number | undefined =>
  exp === undefined ? undefined : exp - Math.floor(now.getTime() / 1000);
