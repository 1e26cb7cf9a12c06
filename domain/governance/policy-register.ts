/**
 * Policies as versioned data (ledger AUD-04, AUD-06; "Policy"): a version never changes, and each day falls under one
 * version of a policy. A new version takes over from a day on; the one before ends the day before. What is not in the
 * register yet is the policy the program ships with.
 */
import type { ActorId, IsoDate, IsoTime, PolicyId, Sha256Hex } from '../brand.ts';
import type { CodedError, Result } from '../result.ts';
import { codedError, ok, refuse } from '../result.ts';
import { plusDays } from './business-days.ts';
import type { Policy } from './policy.ts';

export interface RegisteredPolicy {
  readonly policy: Policy;
  /** sha256 of the policy's canonical JSON. */
  readonly sha256: Sha256Hex;
  /** First and last day it is in force; null: until a later version takes over. */
  readonly from: IsoDate;
  readonly to: IsoDate | null;
  readonly savedAt: IsoTime;
  readonly savedBy: ActorId;
  /** Why it was changed. */
  readonly note: string;
}

export type Register = readonly RegisteredPolicy[];
export type RegisterCode =
  'POLICY_RANGE_TAKEN' | 'POLICY_NOT_NEWER' | 'POLICY_NOTE_REQUIRED' | 'POLICY_UNCHANGED';

const sameSubject = (register: Register, policyId: PolicyId): Register =>
  register
    .filter((one) => one.policy.policyId === policyId)
    .toSorted((a, b) => a.policy.version - b.policy.version);

export const latestVersion = (register: Register, policyId: PolicyId): RegisteredPolicy | null =>
  sameSubject(register, policyId).at(-1) ?? null;

export const nextVersion = (register: Register, policyId: PolicyId): number =>
  (latestVersion(register, policyId)?.policy.version ?? 0) + 1;

export const inForce = (register: Register, policyId: PolicyId, on: IsoDate): RegisteredPolicy | null =>
  sameSubject(register, policyId).find((one) => one.from <= on && (one.to === null || on <= one.to)) ?? null;

/** The register with one more version, the one before it ending the day before. */
export function withVersion(
  register: Register,
  entry: RegisteredPolicy,
): Result<Register, CodedError<RegisterCode>> {
  const last = latestVersion(register, entry.policy.policyId);
  const { version } = entry.policy;
  if (entry.note.trim() === '')
    return refuse(codedError('POLICY_NOTE_REQUIRED', 'Say why the policy changes; reviewers will read it.'));
  if (last === null) return ok([...register, entry]);
  if (version <= last.policy.version) {
    const message = `Version ${last.policy.version} is there already; the next one is ${last.policy.version + 1}.`;
    return refuse(codedError('POLICY_NOT_NEWER', message));
  }
  if (entry.from <= last.from) {
    const message = `Version ${last.policy.version} is in force from ${last.from}; a later one starts on ${plusDays(last.from, 1)} at the earliest.`;
    return refuse(codedError('POLICY_RANGE_TAKEN', message));
  }
  const ended = { ...last, to: plusDays(entry.from, -1) };
  return ok([...register.filter((one) => one !== last), ended, entry]);
}

/** Two ranges of one policy that share a day, or a version there twice: a register somebody tampered with. */
export function registerFaults(register: Register): readonly string[] {
  const ids = [...new Set(register.map((one) => one.policy.policyId))];
  return ids.flatMap((policyId) => {
    const versions = sameSubject(register, policyId);
    return versions.flatMap((one, i) => {
      const next = versions[i + 1];
      if (next === undefined) return [];
      if (next.policy.version === one.policy.version)
        return [`Version ${one.policy.version} is there twice.`];
      const apart = one.to !== null && one.to < next.from;
      return apart ? [] : [`Versions ${one.policy.version} and ${next.policy.version} share days.`];
    });
  });
}

export type Drift =
  | { readonly kind: 'none' }
  /** The plan follows another version than the one in force today. */
  | { readonly kind: 'other-version'; readonly inForce: RegisteredPolicy }
  /** It names a registered version and says something else. */
  | { readonly kind: 'altered'; readonly registered: RegisteredPolicy }
  /** It follows what was never registered. */
  | { readonly kind: 'unregistered'; readonly inForce: RegisteredPolicy | null };

/** Whether the policy a plan follows is the one in force (ledger AUD-06). */
export function policyDrift(policy: Policy, sha256: Sha256Hex, register: Register, on: IsoDate): Drift {
  const current = inForce(register, policy.policyId, on);
  const registered = register.find(
    (one) => one.policy.policyId === policy.policyId && one.policy.version === policy.version,
  );
  if (registered === undefined) return { kind: 'unregistered', inForce: current };
  if (registered.sha256 !== sha256) return { kind: 'altered', registered };
  return current === null || current.sha256 === sha256
    ? { kind: 'none' }
    : { kind: 'other-version', inForce: current };
}
