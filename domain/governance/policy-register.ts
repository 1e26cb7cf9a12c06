/**
 * Policies as versioned data (ledger AUD-04, AUD-06; "Policy"): a version never changes, and each day falls under one
 * version of a policy. One person proposes a version, another agrees or refuses; from then on, or from a later day, it
 * takes over and the one before ends the day before. What is not in the register yet is the policy the program ships with.
 */
import type { ActorId, IsoDate, IsoTime, PolicyId, Sha256Hex } from '../brand.ts';
import type { CodedError, Result } from '../result.ts';
import { codedError, ok, refuse } from '../result.ts';
import { plusDays } from './business-days.ts';
import type { Policy } from './policy.ts';
import type { Role } from './role.ts';
import { ROLE_CATALOGUE } from './role.ts';

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
  readonly standing: PolicyStanding;
}

/**
 * `by` null: the policy the program ships with, or one put in force before a second person was asked. A refused version
 * stays in the register, so that its number is never given twice.
 */
export type PolicyStanding =
  | { readonly kind: 'proposed' }
  | { readonly kind: 'agreed'; readonly by: ActorId | null; readonly at: IsoTime }
  | {
      readonly kind: 'refused';
      readonly by: ActorId;
      readonly at: IsoTime;
      readonly reason: string;
    };

export type Register = readonly RegisteredPolicy[];
export type RegisterCode =
  | 'POLICY_RANGE_TAKEN'
  | 'POLICY_NOT_NEWER'
  | 'POLICY_NOTE_REQUIRED'
  | 'POLICY_SAME_PERSON'
  | 'POLICY_NOT_PROPOSED'
  | 'POLICY_ROLE'
  | 'POLICY_PENDING';

const sameSubject = (register: Register, policyId: PolicyId): Register =>
  register
    .filter((one) => one.policy.policyId === policyId)
    .toSorted((a, b) => a.policy.version - b.policy.version);

const agreed = (register: Register, policyId: PolicyId): Register =>
  sameSubject(register, policyId).filter((one) => one.standing.kind === 'agreed');

/** The latest a second person agreed with, whether its first day has come or not. */
export const latestVersion = (register: Register, policyId: PolicyId): RegisteredPolicy | null =>
  agreed(register, policyId).at(-1) ?? null;

export const nextVersion = (register: Register, policyId: PolicyId): number =>
  (sameSubject(register, policyId).at(-1)?.policy.version ?? 0) + 1;

export const proposedVersion = (register: Register, policyId: PolicyId): RegisteredPolicy | null =>
  sameSubject(register, policyId).find((one) => one.standing.kind === 'proposed') ?? null;

export const inForce = (register: Register, policyId: PolicyId, on: IsoDate): RegisteredPolicy | null =>
  agreed(register, policyId).find((one) => one.from <= on && (one.to === null || on <= one.to)) ?? null;

/** The register with one more version; once it is agreed, the one before it ends the day before. */
export function withVersion(
  register: Register,
  entry: RegisteredPolicy,
): Result<Register, CodedError<RegisterCode>> {
  const { version, policyId } = entry.policy;
  const newest = nextVersion(register, policyId) - 1;
  const pending = proposedVersion(register, policyId);
  if (entry.note.trim() === '')
    return refuse(codedError('POLICY_NOTE_REQUIRED', 'Say why the policy changes; reviewers will read it.'));
  if (version <= newest) {
    const message = `Version ${newest} is there already; the next one is ${newest + 1}.`;
    return refuse(codedError('POLICY_NOT_NEWER', message));
  }
  if (pending !== null) {
    const message = `Version ${pending.policy.version} waits for a second person. Decide on it first.`;
    return refuse(codedError('POLICY_PENDING', message));
  }
  return takingOver(register, entry);
}

function takingOver(register: Register, entry: RegisteredPolicy): Result<Register, CodedError<RegisterCode>> {
  const last = latestVersion(register, entry.policy.policyId);
  if (last === null) return ok([...register, entry]);
  if (entry.from <= last.from) {
    const message = `Version ${last.policy.version} is in force from ${last.from}; a later one starts on ${plusDays(last.from, 1)} at the earliest.`;
    return refuse(codedError('POLICY_RANGE_TAKEN', message));
  }
  if (entry.standing.kind !== 'agreed') return ok([...register, entry]);
  const ended = { ...last, to: plusDays(entry.from, -1) };
  return ok([...register.filter((one) => one !== last), ended, entry]);
}

export interface PolicyDecision {
  readonly version: number;
  readonly by: ActorId;
  readonly role: Role;
  readonly at: IsoTime;
  readonly agrees: boolean;
  /** Why not; may be empty where she agrees. */
  readonly reason: string;
}

/**
 * A second person agrees with a proposed version or refuses it. A version never rules days before somebody agreed: where
 * its first day has passed meanwhile, it begins on the day of the decision.
 */
export function withDecision(
  register: Register,
  policyId: PolicyId,
  { version, by, role, at, agrees, reason }: PolicyDecision,
): Result<Register, CodedError<RegisterCode>> {
  const proposed = proposedVersion(register, policyId);
  if (proposed?.policy.version !== version)
    return refuse(codedError('POLICY_NOT_PROPOSED', `Version ${version} does not wait for a decision.`));
  if (proposed.savedBy === by)
    return refuse(
      codedError('POLICY_SAME_PERSON', 'You proposed this version. Somebody else has to agree with it.'),
    );
  if (!ROLE_CATALOGUE[role].releases) {
    const message = `${ROLE_CATALOGUE[role].name} does not decide on policies: revenue operations, finance and executives do.`;
    return refuse(codedError('POLICY_ROLE', message));
  }
  const others = register.filter((one) => one !== proposed);
  if (!agrees) {
    if (reason.trim() === '')
      return refuse(
        codedError('POLICY_NOTE_REQUIRED', 'Say why not, so that the next version can be better.'),
      );
    return ok([...others, { ...proposed, standing: { kind: 'refused', by, at, reason } }]);
  }
  const today = at.slice(0, 10) as IsoDate;
  const from = proposed.from < today ? today : proposed.from;
  return takingOver(others, { ...proposed, from, standing: { kind: 'agreed', by, at } });
}

/** Two ranges of one policy that share a day, or a version there twice: a register somebody tampered with. */
export function registerFaults(register: Register): readonly string[] {
  const ids = [...new Set(register.map((one) => one.policy.policyId))];
  return ids.flatMap((policyId) => {
    const numbers = sameSubject(register, policyId).map((one) => one.policy.version);
    const twice = numbers.filter((version, i) => numbers[i + 1] === version);
    if (twice.length > 0) return [`Version ${twice[0]} is there twice.`];
    const versions = agreed(register, policyId);
    return versions.flatMap((one, i) => {
      const next = versions[i + 1];
      if (next === undefined) return [];
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
    (one) =>
      one.standing.kind === 'agreed' &&
      one.policy.policyId === policy.policyId &&
      one.policy.version === policy.version,
  );
  if (registered === undefined) return { kind: 'unregistered', inForce: current };
  if (registered.sha256 !== sha256) return { kind: 'altered', registered };
  return current === null || current.sha256 === sha256
    ? { kind: 'none' }
    : { kind: 'other-version', inForce: current };
}
