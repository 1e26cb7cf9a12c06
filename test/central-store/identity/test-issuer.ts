/** A login of a test's own, over HTTP: it keeps to RFC 7636 itself, so that a store that does not is refused. */
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

export interface Asked {
  readonly challenge: string;
  readonly nonce: string | null;
  readonly claims: Readonly<Record<string, unknown>>;
}

export interface TestIssuer {
  readonly url: string;
  /** Lets somebody in for what was asked at `location`; the code to come back with. */
  letIn(location: URL, claims: Asked['claims']): string;
  /** How often a code was exchanged for a token. */
  readonly exchanges: () => number;
  close(): Promise<void>;
}

export const CLIENT = 'bailiwick-of-acme';

export async function startIssuer(): Promise<TestIssuer> {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256', use: 'sig' };
  const codes = new Map<string, Asked>();
  let exchanged = 0;
  const server = createServer((request, response) => {
    const json = (status: number, value: object): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    };
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      if (request.url === '/.well-known/openid-configuration')
        return json(200, {
          issuer: url,
          authorization_endpoint: `${url}/authorize`,
          token_endpoint: `${url}/token`,
          jwks_uri: `${url}/jwks`,
          response_types_supported: ['code'],
          subject_types_supported: ['public'],
          id_token_signing_alg_values_supported: ['RS256'],
          code_challenge_methods_supported: ['S256'],
        });
      if (request.url === '/jwks') return json(200, { keys: [jwk] });
      if (request.url !== '/token') return json(404, {});
      void exchange(new URLSearchParams(Buffer.concat(parts).toString('utf8'))).then(
        (token) => json(200, token),
        () => json(400, { error: 'invalid_grant' }),
      );
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function exchange(form: URLSearchParams): Promise<object> {
    const code = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    const shown = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (code === undefined || shown !== code.challenge) throw new Error('invalid_grant');
    exchanged++;
    const token = await new SignJWT({ tenant: 'acme', sub: 'ada', aud: CLIENT, ...code.claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'one' })
      .setIssuer(url)
      .setIssuedAt()
      .setExpirationTime('10 minutes')
      .sign(privateKey as CryptoKey);
    return { access_token: 'opaque', id_token: token, token_type: 'Bearer', expires_in: 600 };
  }

  return {
    url,
    exchanges: () => exchanged,
    letIn: (location, claims) => {
      const asked = location.searchParams;
      if (asked.get('code_challenge_method') !== 'S256') throw new Error('The store asked without PKCE.');
      const code = `code-${codes.size}-${exchanged}`;
      const nonce = asked.get('nonce');
      codes.set(code, { challenge: asked.get('code_challenge') ?? '', nonce, claims: { nonce, ...claims } });
      return code;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((closed) => void server.close(() => closed()));
    },
  };
}
