import { useState } from 'react';
import type { IsoDate } from '../../../domain/brand.ts';
import type { Outcome } from '../../../domain/governance/approval.ts';
import { approvalOf } from '../../../domain/governance/approval-settings.ts';
import type { Role } from '../../../domain/governance/role.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import type { CodedError } from '../../../domain/result.ts';
import type { Profile } from '../../../workstation/contract.ts';
import { ROLE_NAMES, usePeople } from '../../people/people.ts';
import { rolesHere } from '../../people/roles-here.ts';
import { SignAs } from '../../people/SignAs.tsx';
import { now } from '../../session/session.ts';
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
  readonly plan: Plan;
}) {
  const { version, outcome, plan } = props;
  const keys = usePeople((state) => state.keys);
  const settings = approvalOf(plan.policy);
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
        {(profile) => {
          const key = keys.find(({ keyId }) => keyId === profile.keyId) ?? { ...profile, revokedAt: null };
          const on = now().slice(0, 10) as IsoDate;
          const held = rolesHere(key, { plan, territories: outcome.territories, on }, 'decides');
          const role = held.find((one) => settings.releasers.includes(one));
          return role === undefined ? (
            <Status prose kind="info">
              {settings.releasers.includes(profile.role)
                ? `No grant of ${profile.name} covers this version today. Choose another profile.`
                : `The policy does not let ${ROLE_NAMES[profile.role]} release. Choose another profile.`}
            </Status>
          ) : (
            <Release version={version} profile={profile} role={role} />
          );
        }}
      </SignAs>
    </section>
  );
}

function Release({
  version,
  profile,
  role,
}: {
  readonly version: StoredVersion;
  readonly profile: Profile;
  readonly role: Role;
}) {
  const [errors, setErrors] = useState<readonly CodedError[]>([]);
  const release = async (): Promise<void> => {
    const done = await decide(version, profile, 'release', '', {}, role);
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
