/**
 * Signing in with a browser alone: the store itself is the client of the issuer (code, PKCE, state and nonce), so that
 * no token is ever within reach of a script. What has to be remembered on the way lies in a cookie of ten minutes.
 */
import type { FastifyInstance, FastifyReply } from 'fastify';
import * as oidc from 'openid-client';
import { object, text } from '../../domain/bundle/check.ts';
import { Refusal } from '../http/refusal.ts';
import { parse } from '../http/request.ts';
import type { Issuer } from './issuer.ts';
import { cookieOf, keepSession, MAX_COOKIE_BYTES, setCookie } from './sessions.ts';

const ON_THE_WAY = 'bailiwick-login';
const WAY_SECONDS = 600;

const checkWay = object<{ state: string; nonce: string; verifier: string }>({
  state: text,
  nonce: text,
  verifier: text,
});

const unreachable = (): Refusal =>
  new Refusal(503, 'ISSUER_UNREACHABLE', 'The login cannot be reached now. Try again in a minute.');

export function serveBrowserLogin(app: FastifyInstance, issuer: Issuer, url: () => string): void {
  const secure = (): boolean => url().startsWith('https:');
  const callback = (): string => `${url()}/login/callback`;
  app.get('/login', async (_request, reply): Promise<FastifyReply> => {
    const client = await issuer.client().catch(() => Promise.reject(unreachable()));
    const way = {
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
      verifier: oidc.randomPKCECodeVerifier(),
    };
    const { audience, clientId, scope } = issuer.facts();
    const target = oidc.buildAuthorizationUrl(client, {
      redirect_uri: callback(),
      scope,
      state: way.state,
      nonce: way.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(way.verifier),
      code_challenge_method: 'S256',
      ...(audience === clientId ? {} : { audience }),
    });
    const kept = Buffer.from(JSON.stringify(way)).toString('base64url');
    setCookie(reply, ON_THE_WAY, kept, { secure: secure(), sameSite: 'Lax', seconds: WAY_SECONDS });
    return reply.redirect(target.href, 302);
  });
  app.get('/login/callback', async (request, reply): Promise<FastifyReply> => {
    const way = wayBack(cookieOf(request, ON_THE_WAY, secure()));
    setCookie(reply, ON_THE_WAY, '', { secure: secure(), sameSite: 'Lax', seconds: 0 });
    const token = await redeemed(issuer, new URL(request.url, url()), way);
    const caller = await issuer.verify(token);
    if (!caller.ok) {
      const { code, message } = caller.errors[0] ?? { code: 'LOGIN_FAILED', message: 'Sign in again.' };
      throw new Refusal(403, code, message);
    }
    if (token.length > MAX_COOKIE_BYTES)
      throw new Refusal(403, 'TOKEN_LARGE', 'The login says more than a browser can keep. Have it say less.');
    keepSession(reply, token, (caller.value.expires.getTime() - Date.now()) / 1000, secure());
    return reply.redirect('/', 302);
  });
  app.post('/logout', (_request, reply): FastifyReply => {
    keepSession(reply, '', 0, secure());
    return reply.code(204).send();
  });
}

type Way = ReturnType<typeof checkWay>;

function wayBack(kept: string | null): Way {
  try {
    return parse(checkWay, JSON.parse(Buffer.from(kept ?? '', 'base64url').toString('utf8')));
  } catch {
    throw new Refusal(400, 'LOGIN_STALE', 'This sign-in was begun too long ago, or elsewhere. Begin again.');
  }
}

/** The code for a token: an ID token where tokens are made out to the client, else the API's access token. */
async function redeemed(issuer: Issuer, back: URL, way: Way): Promise<string> {
  const client = await issuer.client().catch(() => Promise.reject(unreachable()));
  try {
    const tokens = await oidc.authorizationCodeGrant(client, back, {
      expectedState: way.state,
      expectedNonce: way.nonce,
      pkceCodeVerifier: way.verifier,
      idTokenExpected: true,
    });
    const { audience, clientId } = issuer.facts();
    return audience === clientId ? (tokens.id_token ?? '') : tokens.access_token;
  } catch {
    throw new Refusal(403, 'LOGIN_FAILED', 'The login did not let you in. Begin again.');
  }
}
