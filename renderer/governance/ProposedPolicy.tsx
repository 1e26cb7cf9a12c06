import { useState } from 'react';
import { policyChanges } from '../../domain/governance/policy-changes.ts';
import type { RegisteredPolicy } from '../../domain/governance/policy-register.ts';
import type { Policy } from '../../domain/governance/policy.ts';
import { ROLE_CATALOGUE } from '../../domain/governance/role.ts';
import type { CodedError } from '../../domain/result.ts';
import type { Profile } from '../../workstation/contract.ts';
import { ROLE_NAMES, usePeople } from '../people/people.ts';
import { SignAs } from '../people/SignAs.tsx';
import { post } from '../session/notices.ts';
import { Button } from '../ui/Button.tsx';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { Field } from '../ui/Field.tsx';
import { Panel } from '../ui/Panel.tsx';
import { Status } from '../ui/Status.tsx';
import { decideOnPolicy } from './policies.ts';
import { PolicyChanges } from './PolicyChanges.tsx';

/** A version that waits for a second person: what it would change, who proposed it and why, and her answer. */
export function ProposedPolicy({
  entry,
  before,
}: {
  readonly entry: RegisteredPolicy;
  readonly before: Policy;
}) {
  const { policy, from, note, savedBy } = entry;
  const maker = usePeople((state) => state.profiles.find((one) => one.actorId === savedBy)?.name ?? savedBy);
  return (
    <Panel title={`Version ${policy.version}, proposed`}>
      <PolicyChanges changes={policyChanges(before, policy)} />
      <div className="policy-save">
        <p className="muted">
          {maker} proposes it from {from}: {note}
        </p>
        <SignAs
          purpose="decide"
          prefer={({ actorId, role }) => actorId !== savedBy && ROLE_CATALOGUE[role].releases}
        >
          {(profile) => <Answer key={profile.actorId} entry={entry} profile={profile} />}
        </SignAs>
      </div>
    </Panel>
  );
}

function Answer({ entry, profile }: { readonly entry: RegisteredPolicy; readonly profile: Profile }) {
  const [reason, setReason] = useState('');
  const [errors, setErrors] = useState<readonly CodedError[]>([]);
  if (profile.actorId === entry.savedBy)
    return (
      <Status prose kind="info">
        {profile.name} proposed it, so somebody else has to agree. Choose another profile.
      </Status>
    );
  if (!ROLE_CATALOGUE[profile.role].releases)
    return (
      <Status prose kind="info">
        {ROLE_NAMES[profile.role]} does not agree to policies: revenue operations, finance and executives do.
      </Status>
    );
  const answer = async (agrees: boolean): Promise<void> => {
    const done = await decideOnPolicy(entry, profile, agrees, reason.trim());
    if (!done.ok) return setErrors(done.errors);
    post(
      agrees
        ? { kind: 'done', title: 'Agreed', detail: 'Plans follow it once you choose it for them.' }
        : { kind: 'done', title: 'Refused', detail: 'The version in force stays.' },
    );
  };
  return (
    <>
      <Field label="Reason" value={reason} onChange={setReason} placeholder="What you looked at" />
      {errors.length === 0 ? null : <ErrorNotice title="Nothing was decided" errors={errors} />}
      <div className="release-buttons">
        <Button kind="primary" onPress={() => void answer(true)}>
          Agree as {profile.name}
        </Button>
        <Button isDisabled={reason.trim() === ''} onPress={() => void answer(false)}>
          Refuse
        </Button>
      </div>
    </>
  );
}
