/**
 * A login for a store on one's own machine: OpenID Connect with code and PKCE (S256 alone), where the people named at
 * the start are chosen from a list and no password is asked. Never part of a store in production (issuer-settings.ts).
 */
import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { createLocalJWKSet, exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose';
import type { JWK, JWTVerifyGetKey } from 'jose';
import type { TenantId } from '../../domain/brand.ts';
import { readOrNull, writeDurably } from '../durable.ts';
import { Refusal } from '../http/refusal.ts';
import { bytesOf } from '../http/request.ts';
import { DEVELOPMENT_CLAIMS } from './issuer-settings.ts';
import { RefreshTokens } from './development-refresh.ts';
import { CHOICE_POLICY, choicePage } from './development-page.ts';

export interface DevelopmentPerson {
  readonly tenant: TenantId;
  readonly subject: string;
  readonly administrator: boolean;
}

export const DEVELOPMENT_CLIENT = 'bailiwick';
/** Of tokens handed out at the start, which outlive the port the store happens to have. */
export const DEVELOPMENT_ISSUER = 'urn:bailiwick:development';
const LIFETIME_S = 12 * 3600;
const CODE_LIFETIME_MS = 60_000;

interface Code {
  readonly person: DevelopmentPerson;
  readonly redirectUri: string;
  readonly challenge: string;
  readonly nonce: string | null;
  /** She asked to stay signed in. */
  readonly offline: boolean;
  readonly until: number;
}

export interface DevelopmentIssuer {
  readonly keys: JWTVerifyGetKey;
  /** A token without asking anybody, for tests and the command line. */
  token(person: DevelopmentPerson, issuer?: string, nonce?: string | null): Promise<string>;
  serve(app: FastifyInstance, url: () => string): void;
}

async function keyIn(data: string): Promise<JWK> {
  const path = join(data, 'development-issuer.json');
  const found = await readOrNull(path);
  if (found !== null) return JSON.parse(found.toString('utf8')) as JWK;
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const made = { ...(await exportJWK(privateKey)), alg: 'ES256', kid: 'development' };
  await writeDurably(path, JSON.stringify(made));
  return made;
}

export async function developmentIssuer(
  data: string,
  people: readonly DevelopmentPerson[],
  now: () => Date,
): Promise<DevelopmentIssuer> {
  const privateJwk = await keyIn(data);
  const { d: _secret, ...publicJwk } = privateJwk;
  const jwks = { keys: [publicJwk] };
  const key = await importJWK(privateJwk, 'ES256');
  const token: DevelopmentIssuer['token'] = (person, issuer = DEVELOPMENT_ISSUER, nonce = null) => {
    const at = Math.floor(now().getTime() / 1000);
    return new SignJWT({
      [DEVELOPMENT_CLAIMS.tenant]: person.tenant,
      [DEVELOPMENT_CLAIMS.roles]: person.administrator ? [DEVELOPMENT_CLAIMS.administrator] : [],
      name: person.subject,
      ...(nonce === null ? {} : { nonce }),
    })
      .setProtectedHeader({ alg: 'ES256', kid: 'development', typ: 'JWT' })
      .setIssuer(issuer)
      .setAudience(DEVELOPMENT_CLIENT)
      .setSubject(person.subject)
      .setIssuedAt(at)
      .setExpirationTime(at + LIFETIME_S)
      .sign(key);
  };
  return {
    keys: createLocalJWKSet(jwks),
    token,
    serve: (app, url) => serveIssuer(app, { people, now, token, jwks, url }),
  };
}

interface Issuing {
  readonly people: readonly DevelopmentPerson[];
  readonly now: () => Date;
  readonly token: DevelopmentIssuer['token'];
  readonly jwks: { readonly keys: readonly JWK[] };
  /** The store's own address; the issuer lies under it. */
  readonly url: () => string;
}

function serveIssuer(app: FastifyInstance, issuing: Issuing): void {
  const issuer = (): string => `${issuing.url()}/issuer`;
  const codes = new Map<string, Code>();
  const refresh = new RefreshTokens(() => issuing.now().getTime());
  app.get('/issuer/.well-known/openid-configuration', () => ({
    issuer: issuer(),
    authorization_endpoint: `${issuer()}/authorize`,
    token_endpoint: `${issuer()}/token`,
    jwks_uri: `${issuer()}/jwks`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['ES256'],
    code_challenge_methods_supported: ['S256'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    revocation_endpoint: `${issuer()}/revoke`,
    token_endpoint_auth_methods_supported: ['none'],
    scopes_supported: ['openid', 'profile', 'offline_access'],
  }));
  app.get('/issuer/jwks', () => issuing.jwks);
  app.get('/issuer/authorize', (request, reply): FastifyReply => {
    const asked = new URLSearchParams(request.query as Record<string, string>);
    checkAsked(asked, issuing.url());
    const chosen = asked.get('person');
    if (chosen === null)
      return reply
        .type('text/html; charset=utf-8')
        .header('content-security-policy', CHOICE_POLICY)
        .send(choicePage(issuing.people, asked));
    const person = issuing.people[Number(chosen)];
    if (person === undefined) throw new Refusal(400, 'PERSON_UNKNOWN', 'There is no such person here.');
    const code = randomBytes(24).toString('base64url');
    const [redirectUri, challenge] = [asked.get('redirect_uri') ?? '', asked.get('code_challenge') ?? ''];
    const until = issuing.now().getTime() + CODE_LIFETIME_MS;
    const offline = (asked.get('scope') ?? '').split(' ').includes('offline_access');
    codes.set(code, { person, redirectUri, challenge, nonce: asked.get('nonce'), offline, until });
    const back = new URL(redirectUri);
    back.searchParams.set('code', code);
    back.searchParams.set('iss', issuer());
    const state = asked.get('state');
    if (state !== null) back.searchParams.set('state', state);
    return reply.redirect(back.href, 302);
  });
  app.post('/issuer/token', async (request, reply): Promise<FastifyReply> => {
    const form = new URLSearchParams(new TextDecoder().decode(bytesOf(request)));
    const granted = grantOf(form, codes, refresh, issuing.now().getTime());
    void reply.header('cache-control', 'no-store');
    if (granted === null) return reply.code(400).send({ error: 'invalid_grant' });
    const token = await issuing.token(granted.person, issuer(), granted.nonce);
    return reply.send({
      access_token: token,
      id_token: token,
      token_type: 'Bearer',
      expires_in: LIFETIME_S,
      ...(granted.next === null ? {} : { refresh_token: granted.next }),
    });
  });
  app.post('/issuer/revoke', (request, reply): FastifyReply => {
    refresh.revoke(new URLSearchParams(new TextDecoder().decode(bytesOf(request))).get('token') ?? '');
    return reply.code(200).send();
  });
}

interface Granted {
  readonly person: DevelopmentPerson;
  readonly nonce: string | null;
  /** The refresh token that goes along. */
  readonly next: string | null;
}

function grantOf(
  form: URLSearchParams,
  codes: Map<string, Code>,
  refresh: RefreshTokens,
  now: number,
): Granted | null {
  if (form.get('grant_type') === 'refresh_token') {
    const used =
      form.get('client_id') === DEVELOPMENT_CLIENT ? refresh.use(form.get('refresh_token') ?? '') : null;
    return used === null ? null : { ...used, nonce: null };
  }
  const code = redeem(codes, form, now);
  if (code === null) return null;
  return { person: code.person, nonce: code.nonce, next: code.offline ? refresh.begin(code.person) : null };
}

function checkAsked(asked: URLSearchParams, own: string): void {
  const redirect = asked.get('redirect_uri') ?? '';
  const target = URL.canParse(redirect) ? new URL(redirect) : null;
  const laptop = target?.protocol === 'http:' && target.hostname === '127.0.0.1';
  if (!laptop && target?.origin !== new URL(own).origin)
    throw new Refusal(400, 'REDIRECT_FOREIGN', 'The development login returns to this machine alone.');
  const wanted: readonly (readonly [string, string])[] = [
    ['client_id', DEVELOPMENT_CLIENT],
    ['response_type', 'code'],
    ['code_challenge_method', 'S256'],
  ];
  for (const [name, value] of wanted)
    if (asked.get(name) !== value) throw new Refusal(400, 'LOGIN_FORM', `${name} must be ${value}.`);
  if (!/^[\w-]{43}$/.test(asked.get('code_challenge') ?? ''))
    throw new Refusal(400, 'LOGIN_FORM', 'code_challenge must be that of PKCE with S256.');
}

/** A code is good once, whoever shows it: one that was stolen and used fails the person it was stolen from. */
function redeem(codes: Map<string, Code>, form: URLSearchParams, now: number): Code | null {
  for (const [name, { until }] of codes) if (until < now) codes.delete(name);
  const name = form.get('code') ?? '';
  const code = codes.get(name);
  codes.delete(name);
  if (code === undefined || form.get('grant_type') !== 'authorization_code') return null;
  const shown = createHash('sha256')
    .update(form.get('code_verifier') ?? '')
    .digest('base64url');
  const same = form.get('client_id') === DEVELOPMENT_CLIENT && form.get('redirect_uri') === code.redirectUri;
  return same && shown === code.challenge ? code : null;
}
