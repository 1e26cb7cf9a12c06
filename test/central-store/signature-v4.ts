/**
 * AWS Signature Version 4 as a bucket checks it, by node:crypto alone and from the documentation's own steps: canonical
 * request, string to sign, derived key.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

export interface SignedRequest {
  readonly method: string;
  /** Path and query as they came. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

function canonicalQuery(query: string): string {
  const pairs = [...new URLSearchParams(query)].map(([k, v]) => [encoded(k), encoded(v)] as const);
  return pairs
    .toSorted(([a, x], [b, y]) => (a < b || (a === b && x < y) ? -1 : 1))
    .map(([k, v]) => `${k}=${v}`)
    .join('&');
}

interface Authorization {
  readonly keyId: string;
  readonly scope: readonly [date: string, region: string, service: string];
  readonly signed: readonly string[];
  readonly signature: string;
}

function authorizationOf(header: string): Authorization | null {
  const found =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      header,
    );
  const [, keyId, date, region, service, signed, signature] = found ?? [];
  if (keyId === undefined || date === undefined || region === undefined || service === undefined) return null;
  return {
    keyId,
    scope: [date, region, service],
    signed: (signed ?? '').split(';'),
    signature: signature ?? '',
  };
}

export function signatureOf(
  request: SignedRequest,
  { scope, signed }: Pick<Authorization, 'scope' | 'signed'>,
  secret: string,
): string {
  const [path = '', query = ''] = request.target.split('?', 2);
  const valueOf = (name: string): string => String(request.headers[name] ?? '').trim();
  const canonical = [
    request.method,
    decodeURIComponent(path).split('/').map(encoded).join('/'),
    canonicalQuery(query),
    ...signed.map((name) => `${name}:${valueOf(name)}`),
    '',
    signed.join(';'),
    valueOf('x-amz-content-sha256'),
  ].join('\n');
  const [date, region, service] = scope;
  const whole = [
    'AWS4-HMAC-SHA256',
    valueOf('x-amz-date'),
    `${date}/${region}/${service}/aws4_request`,
    sha256(canonical),
  ].join('\n');
  const key = hmac(hmac(hmac(hmac(`AWS4${secret}`, date), region), service), 'aws4_request');
  return hmac(key, whole).toString('hex');
}

const MUST_BE_SIGNED = ['host', 'x-amz-content-sha256', 'x-amz-date'];
const SKEW_MS = 15 * 60_000;

/** null when it holds; else what S3 calls the fault. */
export function signatureFault(
  request: SignedRequest,
  known: { readonly keyId: string; readonly secret: string; readonly region: string; readonly now: Date },
): string | null {
  const authorization = authorizationOf(String(request.headers['authorization'] ?? ''));
  if (authorization === null) return 'AccessDenied';
  const { keyId, scope, signed, signature } = authorization;
  if (keyId !== known.keyId) return 'InvalidAccessKeyId';
  const amz = Object.keys(request.headers).filter((name) => name.startsWith('x-amz-'));
  if ([...MUST_BE_SIGNED, ...amz].some((name) => !signed.includes(name))) return 'AccessDenied';
  const at = String(request.headers['x-amz-date'] ?? '');
  const time = Date.parse(at.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  if (!(Math.abs(known.now.getTime() - time) < SKEW_MS)) return 'RequestTimeTooSkewed';
  if (scope[0] !== at.slice(0, 8) || scope[1] !== known.region || scope[2] !== 's3')
    return 'AuthorizationHeaderMalformed';
  const right = Buffer.from(signatureOf(request, authorization, known.secret));
  const given = Buffer.from(signature);
  return right.length === given.length && timingSafeEqual(right, given) ? null : 'SignatureDoesNotMatch';
}
