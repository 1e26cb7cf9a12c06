/** Signing in at an organisation's own login with a browser, and what the session is good for. */
import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { IssuerSettings } from '../../../central-store/identity/issuer-settings.ts';
import { issuerSettings } from '../../../central-store/identity/issuer-settings.ts';
import { configuredIssuer } from '../../../central-store/identity/issuer.ts';
import { must } from '../../formats/bundle/sample.ts';
import type { InProcess } from './in-process.ts';
import { inProcess, URL_OF_STORE } from './in-process.ts';
import type { TestIssuer } from './test-issuer.ts';
import { CLIENT, startIssuer } from './test-issuer.ts';

let issuer: TestIssuer;
beforeAll(async () => {
  issuer = await startIssuer();
});
afterAll(() => issuer.close());

const settingsOf = (url: string): IssuerSettings =>
  must(issuerSettings({ OIDC_ISSUER: url, OIDC_CLIENT_ID: CLIENT }, '0.0.0.0')) as IssuerSettings;
const serve = (url = issuer.url): Promise<InProcess> =>
  inProcess({ login: configuredIssuer(settingsOf(url), () => new Date()) });

const cookiesOf = (answer: LightMyRequestResponse): readonly string[] =>
  [answer.headers['set-cookie'] ?? []].flat();
const pair = (cookies: readonly string[], name: string): string =>
  cookies.find((one) => one.startsWith(`__Host-${name}=`))?.split(';', 1)[0] ?? '';

interface Begun {
  readonly location: URL;
  readonly cookie: string;
}

async function begin(store: InProcess): Promise<Begun> {
  const answer = await store.app.inject('/login');
  expect(answer.statusCode).toBe(302);
  return {
    location: new URL(answer.headers.location as string),
    cookie: pair(cookiesOf(answer), 'bailiwick-login'),
  };
}

/** What the login sends her browser back with. */
function comeBack(
  store: InProcess,
  { location, cookie }: Begun,
  claims: Readonly<Record<string, unknown>> = {},
  changes: Readonly<Record<string, string>> = {},
) {
  const code = issuer.letIn(location, claims);
  const query = new URLSearchParams({ code, state: location.searchParams.get('state') ?? '', ...changes });
  return store.app.inject({ url: `/login/callback?${query}`, headers: { cookie } });
}

async function signedIn(store: InProcess): Promise<string> {
  return pair(cookiesOf(await comeBack(store, await begin(store))), 'bailiwick-session');
}
const asWith = (store: InProcess, cookie: string, method: 'GET' | 'POST', headers = {}) =>
  store.app.inject({
    method,
    url: method === 'GET' ? '/v1/session' : '/v1/keys/challenge',
    headers: { cookie, ...headers },
    ...(method === 'GET' ? {} : { payload: '{}' }),
  });

test('[ROL-06] she signs in at her organisation’s login by code and PKCE, and no token is within reach of a script', async () => {
  const store = await serve();
  const begun = await begin(store);
  const asked = begun.location.searchParams;
  expect(begun.location.origin).toBe(issuer.url);
  expect([asked.get('response_type'), asked.get('client_id'), asked.get('redirect_uri')]).toEqual([
    'code',
    CLIENT,
    `${URL_OF_STORE}/login/callback`,
  ]);
  const back = await comeBack(store, begun);
  expect([back.statusCode, back.headers.location]).toEqual([302, '/']);
  const session = cookiesOf(back).find((one) => one.startsWith('__Host-bailiwick-session=')) ?? '';
  for (const attribute of ['Path=/', 'HttpOnly', 'SameSite=Strict', 'Secure'])
    expect(session.split('; ')).toContain(attribute);
  expect(back.body).toBe('');
  const who = await asWith(store, session.split(';', 1)[0] ?? '', 'GET');
  expect([who.statusCode, who.json()]).toEqual([200, { tenant: 'acme', subject: 'ada' }]);
  expect(who.headers['strict-transport-security']).toContain('max-age=');
});

test('[ROL-06] an answer that was not asked for in this browser, or was asked for otherwise, lets nobody in', async () => {
  const store = await serve();
  const exchanges = issuer.exchanges();
  const begun = await begin(store);
  const codeOf = (answer: LightMyRequestResponse): unknown => [answer.statusCode, answer.json().code];
  expect(codeOf(await comeBack(store, { ...begun, cookie: '' }))).toEqual([400, 'LOGIN_STALE']);
  expect(codeOf(await comeBack(store, begun, {}, { state: 'guessed' }))).toEqual([403, 'LOGIN_FAILED']);
  expect(codeOf(await comeBack(store, begun, {}, { code: 'guessed' }))).toEqual([403, 'LOGIN_FAILED']);
  const other = await begin(store);
  // Somebody else's code, in her browser.
  expect(codeOf(await comeBack(store, { ...begun, location: other.location }))).toEqual([
    403,
    'LOGIN_FAILED',
  ]);
  expect(issuer.exchanges()).toBe(exchanges);
  for (const claims of [{ nonce: 'another' }, { aud: 'payroll' }])
    expect(codeOf(await comeBack(store, await begin(store), claims))).toEqual([403, 'LOGIN_FAILED']);
  expect(codeOf(await comeBack(store, await begin(store), { tenant: undefined }))).toEqual([
    403,
    'TOKEN_CLAIMS',
  ]);
  expect(codeOf(await comeBack(store, await begin(store), { name: 'x'.repeat(5000) }))).toEqual([
    403,
    'TOKEN_LARGE',
  ]);
});

test('[ROL-06] a session reads from anywhere, changes things from this store’s own pages, and ends', async () => {
  const store = await serve();
  const cookie = await signedIn(store);
  expect((await asWith(store, '', 'GET')).json().code).toBe('SIGNED_OUT');
  for (const headers of [{}, { origin: 'https://evil.example' }, { origin: 'null' }]) {
    const refused = await asWith(store, cookie, 'POST', headers);
    expect([refused.statusCode, refused.json().code]).toEqual([403, 'FOREIGN_PAGE']);
  }
  expect((await asWith(store, cookie, 'POST', { origin: URL_OF_STORE })).statusCode).toBe(200);
  const ended = await store.app.inject({ method: 'POST', url: '/logout', headers: { cookie } });
  expect(cookiesOf(ended).find((one) => one.startsWith('__Host-bailiwick-session='))).toContain('Max-Age=0');
  const broken = cookie.slice(0, -8) + 'AAAAAAAA';
  expect((await asWith(store, broken, 'GET')).statusCode).toBe(401);
});

test('[ROL-06] a login that is away is said to be so, and nobody is told that her token is wrong', async () => {
  const away = await startIssuer();
  await away.close();
  const store = await serve(away.url);
  const refused = await store.app.inject('/login');
  expect([refused.statusCode, refused.json().code]).toEqual([503, 'ISSUER_UNREACHABLE']);
  const bearer = {
    authorization: `Bearer ${Buffer.from('{"alg":"RS256","kid":"one"}').toString('base64url')}.e30.AA`,
  };
  const asked = await store.app.inject({ url: '/v1/session', headers: bearer });
  expect([asked.statusCode, asked.json().code]).toEqual([503, 'ISSUER_UNREACHABLE']);
});
