/** The register as screens see it, and the two things a person does with it: a new version, and following one. */
import { create } from 'zustand';
import type { IsoDate } from '../../domain/brand.ts';
import type { Policy } from '../../domain/governance/policy.ts';
import { DEFAULT_POLICY } from '../../domain/governance/policy.ts';
import { policyChanges } from '../../domain/governance/policy-changes.ts';
import type { Register, RegisteredPolicy } from '../../domain/governance/policy-register.ts';
import { nextVersion } from '../../domain/governance/policy-register.ts';
import { policyErrors } from '../../domain/commands/set-policy.ts';
import type { CodedError, Result } from '../../domain/result.ts';
import { refuse } from '../../domain/result.ts';
import { policyReference } from '../../formats/bundle/policy-reference.ts';
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
});

const store = (): PolicyStore => new PolicyStore(database());

export async function loadPolicies(): Promise<void> {
  const read = await store().read();
  if (!read.ok) return usePolicies.setState({ errors: read.errors });
  const filled = read.value.length === 0 ? await store().add(shipped()) : read;
  if (filled.ok) usePolicies.setState({ register: filled.value, errors: [] });
  else usePolicies.setState({ errors: filled.errors });
}

/** Puts a draft in force as the next version. It never changes again. */
export async function savePolicy(
  before: Policy,
  draft: Policy,
  from: IsoDate,
  why: string,
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
    savedBy: actor(),
    note: why,
  });
  if (!saved.ok) return saved;
  usePolicies.setState({ register: saved.value });
  const changes = policyChanges(before, policy).map((one) => `${one.what}: ${one.before} to ${one.after}`);
  await note({
    action: 'policy.save',
    label: `Put ${policy.name}, version ${policy.version}, in force from ${from}`,
    object: `policy:${policy.policyId}`,
    before: { version: before.version, sha256: policyReference(before).sha256 },
    after: { version: policy.version, sha256, from, why, changes },
  });
  return saved;
}

/** The open plan follows this version from now on; one edit, which can be undone. */
export const followPolicy = (policy: Policy) => commit({ type: 'setPolicy', policy, registered: true });
