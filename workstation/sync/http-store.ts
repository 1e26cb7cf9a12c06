/** The store over HTTP. A call that is cut off, stalls or comes back garbled is STORE_UNREACHABLE and is tried again. */
import type { Sha256Hex } from '../../domain/brand.ts';
import type { Check } from '../../domain/bundle/check.ts';
import { integer, list, object, text } from '../../domain/bundle/check.ts';
import * as is from '../../domain/bundle/checks.ts';
import type { DsseEnvelope } from '../../domain/governance/envelope.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import type { CodedError, Result } from '../../domain/result.ts';
import { fromBase64 } from '../../formats/bundle/bytes.ts';
import { checkEntry, checkEnvelopeForm } from '../../formats/log/receipt.ts';
import type { StoreKey } from './read-answers.ts';
import { openCheckpoint, openReceipt, parseAnswer } from './read-answers.ts';
import type { Identity, LogEntry, StorePort } from './store-port.ts';

export interface HttpStoreOptions {
  /** e.g. `https://store.example.com`, without a path. */
  readonly url: string;
  readonly token: string;
  readonly key: StoreKey;
  readonly fetch: typeof globalThis.fetch;
  readonly sha256: (bytes: Uint8Array) => Sha256Hex;
  /** A call that says nothing for so long is given up. */
  readonly stallMs?: number;
}

const STALL_MS = 60_000;
/** Blobs above this go up in parts, each of which survives what comes after it. */
export const PART_BYTES = 8 * 1024 * 1024;

export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'HEAD';
  readonly path: string;
  readonly body?: Uint8Array | string;
  readonly headers?: Readonly<Record<string, string>>;
}

const count = integer(0, Number.MAX_SAFE_INTEGER);
const checkHave = object<{ missing: readonly Sha256Hex[]; storeEpoch: string; checkpoint: DsseEnvelope }>({
  missing: list(is.sha256Hex),
  storeEpoch: text,
  checkpoint: checkEnvelopeForm,
});
const checkLog = object<{ from: number; entries: readonly LogEntry[] }>({
  from: count,
  entries: list(checkEntry),
});
const checkVersion = object<{ blob: Sha256Hex; attestations: readonly Sha256Hex[] }>({
  blob: is.sha256Hex,
  attestations: list(is.sha256Hex),
});
const checkIdentity: Check<Identity> = object<Identity>({ tenant: is.tenantId, subject: text });
const checkHealth = object<{ publicKey: string }>({ publicKey: text });
const checkRefusal = object<{ code: string; message: string }>({ code: text, message: text });

export function httpStore(options: HttpStoreOptions): StorePort {
  const { key, sha256 } = options;
  const json = async <T>(call: Call, check: Check<T>): Promise<Result<T>> => {
    const answer = await jsonOf(options, call);
    return answer.ok ? parseAnswer(check, answer.value, call.path) : answer;
  };
  const post = (path: string, body: object): Call => ({
    method: 'POST',
    path,
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
  const blob = async (digest: Sha256Hex): Promise<Result<Uint8Array>> => {
    const answer = await send(options, { method: 'GET', path: `/v1/blobs/${digest}` });
    if (!answer.ok) return answer;
    return sha256(answer.value.bytes) === digest
      ? ok(answer.value.bytes)
      : unreachable('it sent other bytes than asked for');
  };
  const receipt = async (call: Call, subject: Sha256Hex) => {
    const answer = await jsonOf(options, call);
    return answer.ok ? openReceipt(answer.value, subject, key) : answer;
  };
  return {
    identity: () => json({ method: 'GET', path: '/v1/session' }, checkIdentity),
    have: async (digests) => {
      const answer = await json(post('/v1/have', { digests }), checkHave);
      if (!answer.ok) return answer;
      const checkpoint = openCheckpoint(answer.value.checkpoint, key);
      return checkpoint.ok ? ok({ missing: answer.value.missing, checkpoint: checkpoint.value }) : checkpoint;
    },
    putBlob: (digest, bytes) => putBlob(options, digest, bytes),
    commitVersion: (versionId, digest) =>
      receipt(post(`/v1/versions/${versionId}`, { blob: digest }), versionId as string as Sha256Hex),
    attest: (digest, envelope) =>
      receipt(
        {
          method: 'POST',
          path: '/v1/attestations',
          body: envelope,
          headers: { 'content-type': 'application/json' },
        },
        digest,
      ),
    log: async (from) => {
      const answer = await json({ method: 'GET', path: `/v1/log?from=${from}` }, checkLog);
      return answer.ok ? ok(answer.value.entries) : answer;
    },
    version: async (versionId) => {
      const named = await json({ method: 'GET', path: `/v1/versions/${versionId}` }, checkVersion);
      if (!named.ok) return named;
      const bytes = await blob(named.value.blob);
      if (!bytes.ok) return bytes;
      const attestations: Uint8Array[] = [];
      for (const digest of named.value.attestations) {
        const envelope = await blob(digest);
        if (!envelope.ok) return envelope;
        attestations.push(envelope.value);
      }
      return ok({ versionId, blob: bytes.value, attestations });
    },
    attestation: blob,
  };
}

/** The store's public key as it names it itself: shown to a person once, compared, and pinned. */
export async function askStoreKey(
  options: Pick<HttpStoreOptions, 'url' | 'fetch'>,
): Promise<Result<Uint8Array>> {
  const answer = await jsonOf({ ...options, token: '' }, { method: 'GET', path: '/v1/health' });
  if (!answer.ok) return answer;
  const { publicKey } = (answer.value ?? {}) as { readonly publicKey?: unknown };
  const health = parseAnswer(checkHealth, { publicKey }, '/v1/health');
  if (!health.ok) return health;
  const raw = fromBase64(health.value.publicKey);
  return raw?.length === 32 ? ok(raw) : refuse(codedError('ANSWER_FORM', 'The store names no Ed25519 key.'));
}

/** Parts carry on where the store says it has got to, so that a broken line costs one part. */
async function putBlob(
  options: HttpStoreOptions,
  digest: Sha256Hex,
  bytes: Uint8Array,
): Promise<Result<true>> {
  const path = `/v1/blobs/${digest}`;
  if (bytes.length <= PART_BYTES) {
    const put = await send(options, { method: 'PUT', path, body: bytes });
    return put.ok ? ok(true) : put;
  }
  const got = await send(options, { method: 'HEAD', path });
  let at = got.ok ? Number(got.value.headers.get('upload-offset') ?? 0) : 0;
  if (!Number.isSafeInteger(at) || at < 0 || at > bytes.length) at = 0;
  while (at < bytes.length) {
    const end = Math.min(bytes.length, at + PART_BYTES);
    const range = `bytes ${at}-${end - 1}/${bytes.length}`;
    const put = await send(options, {
      method: 'PUT',
      path,
      body: bytes.subarray(at, end),
      headers: { 'content-range': range },
    });
    if (!put.ok) return put;
    at = end;
  }
  return ok(true);
}

const unreachable = (why: string) =>
  refuse(codedError('STORE_UNREACHABLE', `The store cannot be reached: ${why}. It is tried again.`));

export type Line = Pick<HttpStoreOptions, 'url' | 'fetch' | 'token' | 'stallMs'>;

/** Codes: those of `send`. */
export async function jsonOf(options: Line, call: Call): Promise<Result<unknown>> {
  const answer = await send(options, call);
  if (!answer.ok) return answer;
  try {
    return ok(JSON.parse(new TextDecoder().decode(answer.value.bytes)));
  } catch {
    return unreachable('its answer was cut off');
  }
}

/** Codes: STORE_UNREACHABLE, STORE_BUSY, SIGNED_OUT, and what the store refuses with. */
export async function send(
  { url, fetch, token, stallMs = STALL_MS }: Line,
  { method, path, body, headers }: Call,
): Promise<Result<{ readonly bytes: Uint8Array; readonly headers: Headers }>> {
  try {
    const response = await fetch(new URL(path, url), {
      method,
      // A redirect could carry the token to somebody else.
      redirect: 'error',
      headers: { ...headers, ...(token === '' ? {} : { authorization: `Bearer ${token}` }) },
      signal: AbortSignal.timeout(stallMs),
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : new Uint8Array(body) }),
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    return response.ok ? ok({ bytes, headers: response.headers }) : refuse(refusalOf(response.status, bytes));
  } catch (cause) {
    const stalled = cause instanceof Error && cause.name === 'TimeoutError';
    return unreachable(stalled ? 'it has said nothing for too long' : 'there is no connection to it');
  }
}

function refusalOf(status: number, bytes: Uint8Array): CodedError {
  if (status === 401) return codedError('SIGNED_OUT', 'The store does not know you any more. Sign in again.');
  if (status === 429 || status >= 500)
    return codedError('STORE_BUSY', `The store cannot take this now (${status}). It is tried again.`);
  try {
    const value = JSON.parse(new TextDecoder().decode(bytes)) as { errors?: readonly unknown[] };
    const parsed = parseAnswer(checkRefusal, firstError(value), 'the refusal');
    if (parsed.ok) return codedError(parsed.value.code, parsed.value.message);
  } catch {
    // Said below: a refusal that cannot be read is still a refusal.
  }
  return codedError('STORE_REFUSED', `The store refused with ${status} and did not say why.`);
}

function firstError(value: { readonly errors?: readonly unknown[] }): unknown {
  const first = (value.errors?.[0] ?? value) as { readonly code?: unknown; readonly message?: unknown };
  return { code: first.code, message: first.message };
}
