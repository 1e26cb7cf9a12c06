import { useState } from 'react';
import type { Outcome } from '../../../domain/governance/approval.ts';
import type { ApprovalSettings } from '../../../domain/governance/approval-settings.ts';
import type { CodedError } from '../../../domain/result.ts';
import type { Profile } from '../../../workstation/contract.ts';
import { ROLE_NAMES } from '../../people/people.ts';
import { SignAs } from '../../people/SignAs.tsx';
import { post } from '../../session/notices.ts';
import type { StoredVersion } from '../../storage/version-store.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Status } from '../../ui/Status.tsx';
import { decide } from '../../versions/versions.ts';

/** Releases what is approved, signed by somebody the policy lets; or says when that was done. */
export function ReleaseIt(props: {
  readonly version: StoredVersion;
  readonly outcome: Outcome;
  readonly settings: ApprovalSettings;
}) {
  const { version, outcome, settings } = props;
  if (outcome.releasedOn !== null)
    return (
      <section className="decide">
        <h3>Released</h3>
        <p className="muted">
          On {outcome.releasedOn}. For {settings.lockDays} days the accounts it moved stay where they are.
        </p>
      </section>
    );
  const roles = settings.releasers.map((role) => ROLE_NAMES[role]).join(', ');
  return (
    <section className="decide">
      <h3>Release it</h3>
      <p className="muted">Everything the policy asks for is there. {roles} may release it.</p>
      <SignAs purpose="release" prefer={({ role }) => settings.releasers.includes(role)}>
        {(profile) =>
          settings.releasers.includes(profile.role) ? (
            <Release version={version} profile={profile} />
          ) : (
            <Status prose kind="info">
              The policy does not let {ROLE_NAMES[profile.role]} release. Choose another profile.
            </Status>
          )
        }
      </SignAs>
    </section>
  );
}

function Release({ version, profile }: { readonly version: StoredVersion; readonly profile: Profile }) {
  const [errors, setErrors] = useState<readonly CodedError[]>([]);
  const release = async (): Promise<void> => {
    const done = await decide(version, profile, 'release', '');
    if (!done.ok) return setErrors(done.errors);
    post({ kind: 'done', title: 'Released and signed' });
  };
  return (
    <>
      {errors.length === 0 ? null : <ErrorNotice title="Nothing was signed" errors={errors} />}
      <Button kind="primary" onPress={() => void release()}>
        Release as {profile.name}
      </Button>
    </>
  );
}
