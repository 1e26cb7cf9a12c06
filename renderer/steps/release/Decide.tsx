import { useState } from 'react';
import type { PlanAct } from '../../../domain/governance/statement.ts';
import type { CodedError } from '../../../domain/result.ts';
import type { Profile } from '../../../workstation/contract.ts';
import { SignAs } from '../../people/SignAs.tsx';
import { post } from '../../session/notices.ts';
import type { StoredVersion } from '../../storage/version-store.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Field } from '../../ui/Field.tsx';
import { Status } from '../../ui/Status.tsx';
import { decide } from '../../versions/versions.ts';

/** A second pair of eyes: approve or reject, with a reason, signed. The maker is told that it cannot be her. */
export function Decide(props: { readonly version: StoredVersion; readonly acts: readonly PlanAct[] }) {
  const maker = props.acts.find((act) => act.decision === 'submit')?.signer;
  return (
    <section className="decide">
      <h3>Your decision</h3>
      <SignAs purpose="decide">
        {(profile) =>
          profile.actorId === maker?.actorId || profile.keyId === maker?.keyId ? (
            <Status prose kind="info">
              {profile.name} submitted this version, so somebody else has to decide on it. Choose another
              profile.
            </Status>
          ) : (
            <Decision version={props.version} profile={profile} />
          )
        }
      </SignAs>
    </section>
  );
}

function Decision({ version, profile }: { readonly version: StoredVersion; readonly profile: Profile }) {
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [errors, setErrors] = useState<readonly CodedError[]>([]);
  const act = async (decision: 'approve' | 'reject'): Promise<void> => {
    setBusy(true);
    const done = await decide(version, profile, decision, reason.trim());
    setBusy(false);
    if (!done.ok) return setErrors(done.errors);
    post({ kind: 'done', title: decision === 'approve' ? 'Approved and signed' : 'Rejected and signed' });
  };
  return (
    <>
      <Field label="Reason" value={reason} onChange={setReason} placeholder="What you looked at" />
      {errors.length === 0 ? null : <ErrorNotice title="Nothing was signed" errors={errors} />}
      <div className="release-buttons">
        <Button kind="primary" isDisabled={busy} onPress={() => void act('approve')}>
          Approve as {profile.name}
        </Button>
        <Button kind="danger" isDisabled={busy || reason.trim() === ''} onPress={() => void act('reject')}>
          Reject
        </Button>
      </div>
    </>
  );
}
