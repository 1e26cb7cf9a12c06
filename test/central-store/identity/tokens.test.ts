/** Every way a token may be wrong is refused with its own code; nothing but a private key's signature is believed. */
import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { beforeAll, expect, test } from 'vitest';
import type { Login } from '../../../central-store/identity/tokens.ts';
import { tokenLogin } from '../../../central-store/identity/tokens.ts';

const NOW = new Date('2026-03-01T12:00:00.000Z');
const at = (seconds: number): number => NOW.getTime() / 1000 + seconds;
const ALGORITHMS = ['ES256', 'ES384', 'PS256', 'RS256', 'EdDSA'] as const;
const keys = new Map<string, CryptoKey>();
let login: Login;

beforeAll(async () => {
  const jwks = [];
  for (const alg of ALGORITHMS) {
    const { publicKey, privateKey } = await generateKeyPair(alg);
    keys.set(alg, privateKey as CryptoKey);
    jwks.push({ ...(await exportJWK(publicKey)), kid: alg, alg });
  }
  login = tokenLogin({
    issuer: () => 'https://login.example',
    audience: 'bailiwick',
    clientId: 'bailiwick',
    claims: { tenant: 'tenant', person: 'sub', roles: 'roles', administrator: 'bailiwick-administrator' },
    keys: createLocalJWKSet({ keys: jwks }),
    now: () => NOW,
  });
});

const CLAIMS = {
  iss: 'https://login.example',
  aud: 'bailiwick' as string | string[],
  sub: 'ada',
  tenant: 'acme',
  iat: at(-10),
  exp: at(600),
};

function signed(
  changes: Readonly<Record<string, unknown>>,
  alg: string = 'ES256',
  kid = alg,
): Promise<string> {
  const claims = Object.fromEntries(
    Object.entries({ ...CLAIMS, ...changes }).filter(([, value]) => value !== undefined),
  );
  return new SignJWT(claims).setProtectedHeader({ alg, kid }).sign(keys.get(alg) as CryptoKey);
}

async function codeOf(token: string): Promise<string> {
  const verified = await login.verify(token);
  return verified.ok ? 'ok' : (verified.errors[0]?.code ?? '');
}

test.each(ALGORITHMS)('a token signed with %s by the issuer names person and workspace', async (alg) => {
  const verified = await login.verify(await signed({ roles: ['bailiwick-administrator'] }, alg));
  expect(verified).toMatchObject({
    ok: true,
    value: { tenant: 'acme', subject: 'ada', administrator: true },
  });
});

test.each([
  ['another issuer', { iss: 'https://login.example.evil' }, 'TOKEN_ISSUER'],
  ['another audience', { aud: 'payroll' }, 'TOKEN_AUDIENCE'],
  [
    'several audiences, made for another',
    { aud: ['bailiwick', 'payroll'], azp: 'payroll' },
    'TOKEN_AUDIENCE',
  ],
  ['expired', { exp: at(-60) }, 'TOKEN_EXPIRED'],
  ['not yet valid', { nbf: at(120) }, 'TOKEN_EARLY'],
  ['without an end', { exp: undefined }, 'TOKEN_CLAIMS'],
  ['without a person', { sub: undefined }, 'TOKEN_CLAIMS'],
  ['without a workspace', { tenant: undefined }, 'TOKEN_CLAIMS'],
  ['with a workspace that is no name', { tenant: 'a\nb' }, 'TOKEN_CLAIMS'],
])('a token that is %s is refused', async (_what, changes, code) => {
  expect(await codeOf(await signed(changes))).toBe(code);
});

test('clocks may differ by half a minute', async () => {
  expect(await codeOf(await signed({ exp: at(-20) }))).toBe('ok');
  expect(await codeOf(await signed({ nbf: at(20) }))).toBe('ok');
});

test('no signature, a shared secret, a key the issuer does not name, and changed claims are refused', async () => {
  expect(await codeOf(new UnsecuredJWT(CLAIMS).encode())).not.toBe('ok');
  const secret = new TextEncoder().encode('x'.repeat(64));
  const shared = await new SignJWT(CLAIMS).setProtectedHeader({ alg: 'HS256', kid: 'ES256' }).sign(secret);
  expect(await codeOf(shared)).toBe('TOKEN_ALGORITHM');
  const stranger = (await generateKeyPair('ES256')).privateKey;
  const forged = await new SignJWT(CLAIMS).setProtectedHeader({ alg: 'ES256', kid: 'ES256' }).sign(stranger);
  expect(await codeOf(forged)).toBe('TOKEN_INVALID');
  expect(await codeOf(await signed({}, 'ES256', 'RS256'))).toBe('TOKEN_INVALID');
  const [head, , signature] = (await signed({})).split('.');
  const other = Buffer.from(JSON.stringify({ ...CLAIMS, tenant: 'other' })).toString('base64url');
  expect(await codeOf(`${head}.${other}.${signature}`)).toBe('TOKEN_INVALID');
  expect(await codeOf('nonsense')).toBe('TOKEN_INVALID');
});

test('an issuer out of reach is said to be so, and refuses nobody for good', async () => {
  const away = tokenLogin({
    issuer: () => 'https://login.example',
    audience: 'bailiwick',
    clientId: 'bailiwick',
    claims: { tenant: 'tenant', person: 'sub', roles: 'roles', administrator: 'x' },
    keys: () => Promise.reject(new TypeError('fetch failed')),
    now: () => NOW,
  });
  const verified = await away.verify(await signed({}));
  expect(verified).toMatchObject({ ok: false, errors: [{ code: 'ISSUER_UNREACHABLE' }] });
});
