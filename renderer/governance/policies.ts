/** The register as screens see it, and the two things a person does with it: a new version, and following one. */
import { create } from 'zustand';
import type { ActorId, IsoDate } from '../../domain/brand.ts';
import type { Policy } from '../../domain/governance/policy.ts';
import { DEFAULT_POLICY } from '../../domain/governance/policy.ts';
import { policyChanges } from '../../domain/governance/policy-changes.ts';
import type { Register, RegisteredPolicy } from '../../domain/governance/policy-register.ts';
import { nextVersion } from '../../domain/governance/policy-register.ts';
import { policyErrors } from '../../domain/commands/set-policy.ts';
import type { CodedError, Result } from '../../domain/result.ts';
import { refuse } from '../../domain/result.ts';
import { policyReference } from '../../formats/bundle/policy-reference.ts';
import type { Profile } from '../../workstation/contract.ts';
import { actor, commit, database, now } from '../session/session.ts';
import { PolicyStore } from '../storage/policy-store.ts';
import { note } from './trail.ts';

interface PoliciesState {
  /** null until read; never empty: what ships with the program is its first entry. */
  readonly register: Register | null;
  readonly errors: readonly CodedError[];
}

export const usePolicies = create<PoliciesState>(() => ({ register: null, errors: [] }));

/** The policy the program ships with, in force from ever on until a version of one's own takes over. */
const shipped = (): RegisteredPolicy => ({
  policy: DEFAULT_POLICY,
  sha256: policyReference(DEFAULT_POLICY).sha256,
  from: '0001-01-01' as IsoDate,
  to: null,
  savedAt: now(),
  savedBy: actor(),
  note: 'The defaults Bailiwick ships with.',
  standing: { kind: 'agreed', by: null, at: now() },
});

const store = (): PolicyStore => new PolicyStore(database());

export async function loadPolicies(): Promise<void> {
  const read = await store().read();
  if (!read.ok) return usePolicies.setState({ errors: read.errors });
  const filled = read.value.length === 0 ? await store().add(shipped()) : read;
  if (filled.ok) usePolicies.setState({ register: filled.value, errors: [] });
  else usePolicies.setState({ errors: filled.errors });
}

/** Proposes a draft as the next version. It never changes again, and rules nothing until somebody else agrees. */
export async function proposePolicy(
  before: Policy,
  draft: Policy,
  from: IsoDate,
  why: string,
  by: ActorId,
): Promise<Result<Register>> {
  const errors = policyErrors(draft);
  if (errors.length > 0) return refuse(...errors);
  const register = usePolicies.getState().register ?? [];
  const policy: Policy = { ...draft, version: nextVersion(register, draft.policyId) };
  const { sha256 } = policyReference(policy);
  const saved = await store().add({
    policy,
    sha256,
    from,
    to: null,
    savedAt: now(),
    savedBy: by,
    note: why,
    standing: { kind: 'proposed' },
  });
  if (!saved.ok) return saved;
  usePolicies.setState({ register: saved.value });
  const changes = policyChanges(before, policy).map((one) => `${one.what}: ${one.before} to ${one.after}`);
  await note({
    action: 'policy.propose',
    label: `Propose ${policy.name}, version ${policy.version}, from ${from}`,
    object: `policy:${policy.policyId}`,
    by,
    before: { version: before.version, sha256: policyReference(before).sha256 },
    after: { version: policy.version, sha256, from, why, changes },
  });
  return saved;
}

/** A second person agrees with a proposed version or refuses it; either is on record. */
export async function decideOnPolicy(
  { policy, sha256 }: RegisteredPolicy,
  { actorId: by, role }: Pick<Profile, 'actorId' | 'role'>,
  agrees: boolean,
  reason: string,
): Promise<Result<Register>> {
  const { policyId, version, name } = policy;
  const decided = await store().decide(policyId, { version, by, role, at: now(), agrees, reason });
  if (!decided.ok) return decided;
  usePolicies.setState({ register: decided.value });
  await note({
    action: agrees ? 'policy.agree' : 'policy.refuse',
    label: `${agrees ? 'Agree with' : 'Refuse'} ${name}, version ${version}`,
    object: `policy:${policyId}`,
    after: { version, sha256, reason },
    by,
  });
  return decided;
}

/** The open plan follows this version from now on; one edit, which can be undone. */
export const followPolicy = (policy: Policy) => commit({ type: 'setPolicy', policy, registered: true });
