/** What a store keeps of a workspace beside its versions: its keyring, keys shown to be somebody's, what is released. */
import type { PlanId, Sha256Hex, VersionId } from '../../domain/brand.ts';
import type { Check } from '../../domain/bundle/check.ts';
import { list, nullable, object, text } from '../../domain/bundle/check.ts';
import * as is from '../../domain/bundle/checks.ts';
import { ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { EnrolledKey } from '../../formats/enrolment/enrolled-key.ts';
import { checkEnrolledKeys } from '../../formats/enrolment/enrolled-key.ts';
import type { Call, Line } from './http-store.ts';
import { jsonOf, send } from './http-store.ts';
import { parseAnswer } from './read-answers.ts';

export interface StoredPlan {
  readonly plan: PlanId;
  readonly approved: VersionId | null;
  readonly released: readonly VersionId[];
}

/** Codes of each: those of `send`, ANSWER_FORM. */
export interface WorkspacePort {
  /** As it was signed; null while nobody brought one. */
  keyring(): Promise<Result<string | null>>;
  bringKeyring(content: string): Promise<Result<true>>;
  keys(): Promise<Result<readonly EnrolledKey[]>>;
  challenge(): Promise<Result<{ readonly store: Sha256Hex; readonly nonce: string }>>;
  /** The enrolment's envelope. */
  enrol(envelope: Uint8Array): Promise<Result<true>>;
  plans(): Promise<Result<readonly StoredPlan[]>>;
  /** The database asks for the policy's approvals: NOT_APPROVED. */
  release(versionId: VersionId): Promise<Result<true>>;
  /** `expected`: the approved version as it was seen. Codes: HEAD_MOVED, NOT_APPROVED. */
  moveApproved(plan: PlanId, versionId: VersionId, expected: VersionId | null): Promise<Result<true>>;
}

const version = is.sha256Hex as unknown as Check<VersionId>;
const checkPlans = list(
  object<StoredPlan>({ plan: is.planId, approved: nullable(version), released: list(version) }),
);

const checkChallenge = object<{ store: Sha256Hex; nonce: string }>({ store: is.sha256Hex, nonce: text });

const JSON_BODY = { 'content-type': 'application/json' };

export function workspacePort(line: Line): WorkspacePort {
  const done = async (call: Call): Promise<Result<true>> => {
    const answer = await send(line, call);
    return answer.ok ? ok(true) : answer;
  };
  const read = async <T>(
    call: Call,
    check: Check<T>,
    pick: (value: object) => unknown,
  ): Promise<Result<T>> => {
    const answer = await jsonOf(line, call);
    return answer.ok ? parseAnswer(check, pick((answer.value ?? {}) as object), call.path) : answer;
  };
  return {
    keyring: async () => {
      const answer = await send(line, { method: 'GET', path: '/v1/keyring' });
      if (answer.ok) return ok(new TextDecoder().decode(answer.value.bytes));
      return answer.errors[0]?.code === 'NO_KEYRING' ? ok(null) : answer;
    },
    bringKeyring: (content) =>
      done({ method: 'PUT', path: '/v1/keyring', body: content, headers: JSON_BODY }),
    keys: () => read({ method: 'GET', path: '/v1/keys' }, checkEnrolledKeys, (value) => value),
    challenge: () =>
      read({ method: 'POST', path: '/v1/keys/challenge' }, checkChallenge, (value) =>
        picked(value, ['store', 'nonce']),
      ),
    enrol: (envelope) => done({ method: 'POST', path: '/v1/keys', body: envelope, headers: JSON_BODY }),
    plans: () => read({ method: 'GET', path: '/v1/plans' }, checkPlans, listed('plans', PLAN_FIELDS)),
    release: (versionId) =>
      done({
        method: 'POST',
        path: '/v1/releases',
        body: JSON.stringify({ version: versionId }),
        headers: JSON_BODY,
      }),
    moveApproved: (plan, versionId, expected) =>
      done({
        method: 'PUT',
        path: `/v1/plans/${encodeURIComponent(plan)}/heads/approved`,
        body: JSON.stringify({ version: versionId }),
        headers: {
          ...JSON_BODY,
          ...(expected === null ? { 'if-none-match': '*' } : { 'if-match': `"${expected}"` }),
        },
      }),
  };
}

/** A later store may say more than we ask for. */
function picked(value: unknown, fields: readonly string[]): object {
  const from = (value ?? {}) as Record<string, unknown>;
  return Object.fromEntries(fields.map((field) => [field, from[field]]));
}

const listed =
  (name: string, fields: readonly string[]) =>
  (value: object): unknown => {
    const found = (value as Record<string, unknown>)[name];
    return Array.isArray(found) ? found.map((one) => picked(one, fields)) : found;
  };

const PLAN_FIELDS = ['plan', 'approved', 'released'];
