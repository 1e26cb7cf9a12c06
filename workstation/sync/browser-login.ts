/** Signing in to a store with the person's own browser: code with PKCE, and back to this very machine (RFC 8252, 7.3). */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as oidc from 'openid-client';
import type { Check } from '../../domain/bundle/check.ts';
import { object, text } from '../../domain/bundle/check.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import { parseAnswer } from './read-answers.ts';

export interface LoginBegun {
  /** For the person's browser. */
  readonly open: string;
  /** What the store takes as her token. Codes: LOGIN_FAILED, LOGIN_LATE. */
  readonly token: Promise<Result<string>>;
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
}

const WAIT_MS = 5 * 60_000;
const LOCAL: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

const checkFacts: Check<Facts> = object<Facts>({ issuer: text, clientId: text, scope: text, audience: text });

const failed = (message: string) => refuse(codedError('LOGIN_FAILED', message));

/** Codes: LOGIN_FAILED, ANSWER_FORM. */
export async function beginLogin({ url, fetch, after }: LoginOptions): Promise<Result<LoginBegun>> {
  try {
    const answer = await fetch(new URL('/v1/login', url), { redirect: 'error' });
    const facts = parseAnswer(checkFacts, await answer.json(), '/v1/login');
    if (!facts.ok) return facts;
    const issuer = new URL(facts.value.issuer);
    if (issuer.protocol !== 'https:' && !LOCAL.has(issuer.hostname))
      return failed(`The store’s login ${issuer.origin} is not encrypted, so nobody should sign in there.`);
    const client = await oidc.discovery(issuer, facts.value.clientId, undefined, oidc.None(), {
      [oidc.customFetch]: fetch as oidc.CustomFetch,
      ...(issuer.protocol === 'http:' ? { execute: [oidc.allowInsecureRequests] } : {}),
    });
    return ok(await listening(client, facts.value, after));
  } catch {
    return failed('The store’s login cannot be reached. Try again, or use a token.');
  }
}

async function listening(
  client: oidc.Configuration,
  { scope, audience, clientId }: Facts,
  after: LoginOptions['after'],
): Promise<LoginBegun> {
  const [state, nonce, verifier] = [
    oidc.randomState(),
    oidc.randomNonce(),
    oidc.randomPKCECodeVerifier(),
  ] as const;
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const back = `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`;
  const token = new Promise<Result<string>>((settle) => {
    const done = (outcome: Result<string>): void => {
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
      void redeem(client, at, { state, nonce, verifier, idToken: audience === clientId }).then((outcome) => {
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
    scope,
    state,
    nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...(audience === clientId ? {} : { audience }),
  });
  return { open: open.href, token };
}

/** An ID token where tokens are made out to the program, else the access token that is made out to the store. */
async function redeem(
  client: oidc.Configuration,
  at: URL,
  way: {
    readonly state: string;
    readonly nonce: string;
    readonly verifier: string;
    readonly idToken: boolean;
  },
): Promise<Result<string>> {
  try {
    const tokens = await oidc.authorizationCodeGrant(client, at, {
      expectedState: way.state,
      expectedNonce: way.nonce,
      pkceCodeVerifier: way.verifier,
      idTokenExpected: true,
    });
    return ok(way.idToken ? (tokens.id_token ?? '') : tokens.access_token);
  } catch {
    return failed('The login did not let you in. Begin again, or use a token.');
  }
}
