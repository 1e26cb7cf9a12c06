/**
 * The third host: the central store itself, for a reviewer who has a browser and a login and nothing installed. It
 * carries what a review needs and nothing else; who she is, the browser knows by a cookie no script can read.
 */
import type { PlanId, Sha256Hex, TenantId, VersionId } from '../../domain/brand.ts';
import type { Check } from '../../domain/bundle/check.ts';
import { Faults, flag, integer, list, nullable, object, text } from '../../domain/bundle/check.ts';
import * as is from '../../domain/bundle/checks.ts';
import type { DsseEnvelope } from '../../domain/governance/envelope.ts';
import type { Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import { sha256Of } from '../../formats/bundle/digest.ts';
import { envelopeBytes } from '../../formats/bundle/dsse.ts';
import type { EnrolledKey } from '../../formats/enrolment/enrolled-key.ts';
import { checkEnrolledKeys } from '../../formats/enrolment/enrolled-key.ts';

export interface StoreSession {
  readonly tenant: TenantId;
  readonly subject: string;
}

export interface StorePlan {
  readonly plan: PlanId;
  readonly name: string;
  readonly cycle: string;
  readonly versions: number;
  readonly heads: readonly VersionId[];
  readonly diverged: boolean;
  readonly approved: VersionId | null;
  readonly released: readonly VersionId[];
}

/** Codes of each: SIGNED_OUT, STORE_UNREACHABLE, ANSWER_FORM, and what the store refuses with. */
export interface StoreHost {
  session(): Promise<Result<StoreSession>>;
  plans(): Promise<Result<readonly StorePlan[]>>;
  /** The unsigned bag, and what is signed about it. */
  version(id: VersionId): Promise<Result<{ bag: Uint8Array; acts: readonly DsseEnvelope[] }>>;
  /** null while nobody brought one. */
  keyring(): Promise<Result<string | null>>;
  keys(): Promise<Result<readonly EnrolledKey[]>>;
  challenge(): Promise<Result<{ store: Sha256Hex; nonce: string; expires: string }>>;
  enrol(envelope: DsseEnvelope): Promise<Result<true>>;
  revoke(keyId: Sha256Hex, reason: string): Promise<Result<true>>;
  attest(envelope: DsseEnvelope): Promise<Result<true>>;
  /** The store's database asks for the policy's approvals once more: NOT_APPROVED. */
  release(version: VersionId): Promise<Result<true>>;
  /** `expected`: the approved version as it was seen. Codes: HEAD_MOVED, NOT_APPROVED. */
  moveApproved(plan: PlanId, version: VersionId, expected: VersionId | null): Promise<Result<true>>;
  signOut(): Promise<Result<true>>;
}

const versionId = is.sha256Hex as unknown as Check<VersionId>;
const count = integer(0, Number.MAX_SAFE_INTEGER);
const checkSession = object<StoreSession>({ tenant: is.tenantId, subject: text });
const checkPlans = object<{ plans: readonly StorePlan[] }>({
  plans: list(
    object<StorePlan>({
      plan: is.planId,
      name: text,
      cycle: text,
      versions: count,
      heads: list(versionId),
      diverged: flag,
      approved: nullable(versionId),
      released: list(versionId),
    }),
  ),
});
const checkVersion = object<{ blob: Sha256Hex; attestations: readonly Sha256Hex[] }>({
  blob: is.sha256Hex,
  attestations: list(is.sha256Hex),
});
const checkChallenge = object<{ store: Sha256Hex; nonce: string; expires: string }>({
  store: is.sha256Hex,
  nonce: text,
  expires: text,
});
const checkEnvelope = object<DsseEnvelope>({
  payloadType: text,
  payload: text,
  signatures: list(object({ keyid: text, sig: text })),
});
const checkRefusal = object<{ code: string; message: string }>({ code: text, message: text });

export function storeHost(ask: (path: string, init: RequestInit) => Promise<Response>): StoreHost {
  const send = async (path: string, init: RequestInit = {}): Promise<Result<Uint8Array<ArrayBuffer>>> => {
    try {
      const answer = await ask(path, { ...init, cache: 'no-store', redirect: 'error' });
      const bytes = new Uint8Array(await answer.arrayBuffer());
      return answer.ok ? ok(bytes) : refusalOf(answer.status, bytes);
    } catch {
      return refuse(codedError('STORE_UNREACHABLE', 'The store cannot be reached. Are you online?'));
    }
  };
  const read = async <T>(path: string, check: Check<T>, init?: RequestInit): Promise<Result<T>> => {
    const answer = await send(path, init);
    return answer.ok ? parsed(answer.value, check) : answer;
  };
  const put = async (
    path: string,
    body: Uint8Array<ArrayBuffer> | string,
    init: { readonly method?: string; readonly headers?: Readonly<Record<string, string>> } = {},
  ): Promise<Result<true>> => {
    const headers = { 'content-type': 'application/json', ...init.headers };
    const answer = await send(path, { method: init.method ?? 'POST', body, headers });
    return answer.ok ? ok(true) : answer;
  };
  const blob = async (digest: Sha256Hex): Promise<Result<Uint8Array<ArrayBuffer>>> => {
    const bytes = await send(`/v1/blobs/${digest}`);
    if (!bytes.ok || sha256Of(bytes.value) === digest) return bytes;
    return refuse(codedError('DIGEST_WRONG', 'The store sent other bytes than were asked for. Try again.'));
  };
  return {
    session: () => read('/v1/session', checkSession),
    plans: async () => {
      const answer = await read('/v1/plans', checkPlans);
      return answer.ok ? ok(answer.value.plans) : answer;
    },
    version: async (id) => {
      const named = await read(`/v1/versions/${id}`, checkVersion);
      if (!named.ok) return named;
      const bag = await blob(named.value.blob);
      if (!bag.ok) return bag;
      const acts: DsseEnvelope[] = [];
      for (const digest of named.value.attestations) {
        const bytes = await blob(digest);
        const act = bytes.ok ? parsed(bytes.value, checkEnvelope) : bytes;
        if (!act.ok) return act;
        acts.push(act.value);
      }
      return ok({ bag: bag.value, acts });
    },
    keyring: async () => {
      const answer = await send('/v1/keyring');
      if (answer.ok) return ok(new TextDecoder().decode(answer.value));
      return answer.errors[0]?.code === 'NO_KEYRING' ? ok(null) : answer;
    },
    keys: () => read('/v1/keys', checkEnrolledKeys),
    challenge: () => read('/v1/keys/challenge', checkChallenge, { method: 'POST' }),
    enrol: (envelope) => put('/v1/keys', envelopeBytes(envelope)),
    revoke: (keyId, reason) => put(`/v1/keys/${keyId}/revoke`, JSON.stringify({ reason })),
    attest: (envelope) => put('/v1/attestations', envelopeBytes(envelope)),
    release: (version) => put('/v1/releases', JSON.stringify({ version })),
    moveApproved: (plan, version, expected) =>
      put(`/v1/plans/${encodeURIComponent(plan)}/heads/approved`, JSON.stringify({ version }), {
        method: 'PUT',
        headers: expected === null ? { 'if-none-match': '*' } : { 'if-match': `"${expected}"` },
      }),
    signOut: () => put('/logout', ''),
  };
}

function parsed<T>(bytes: Uint8Array, check: Check<T>): Result<T> {
  const faults = new Faults();
  try {
    const value = check(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)), '', faults);
    if (faults.list.length === 0) return ok(value);
  } catch {
    // Said below: what is no JSON is no answer either.
  }
  const why = faults.list[0]?.message ?? 'it is not JSON';
  return refuse(codedError('ANSWER_FORM', `The store’s answer cannot be read (${why}). Reload this page.`));
}

function refusalOf(status: number, bytes: Uint8Array): Result<never> {
  const said = parsed(bytes, checkRefusal);
  const { code, message } = said.ok
    ? said.value
    : { code: 'STORE_REFUSED', message: `The store refused with ${status}.` };
  return refuse(status === 401 ? codedError('SIGNED_OUT', message) : codedError(code, message));
}
