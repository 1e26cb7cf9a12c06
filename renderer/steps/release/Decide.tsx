import type { IsoDate } from '../../../domain/brand.ts';
import type { Outcome } from '../../../domain/governance/approval.ts';
import { approvalOf } from '../../../domain/governance/approval-settings.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import type { PlanAct } from '../../../domain/governance/statement.ts';
import { usePeople } from '../../people/people.ts';
import { rolesHere } from '../../people/roles-here.ts';
import { SignAs } from '../../people/SignAs.tsx';
import { now } from '../../session/session.ts';
import type { StoredVersion } from '../../storage/version-store.ts';
import { Status } from '../../ui/Status.tsx';
import { decide } from '../../versions/versions.ts';
import { DecisionForm } from './DecisionForm.tsx';
import { Delegate } from './Delegate.tsx';

export interface DecideProps {
  readonly version: StoredVersion;
  readonly acts: readonly PlanAct[];
  readonly outcome: Outcome | null;
  readonly plan: Plan;
}

/** A second pair of eyes: approve, return or reject, with a reason, signed. The maker is told that it cannot be her. */
export function Decide({ version, acts, outcome, plan }: DecideProps) {
  const keys = usePeople((state) => state.keys);
  const { policy } = plan;
  const today = now().slice(0, 10) as IsoDate;
  const maker = acts.find((act) => act.decision === 'submit')?.signer;
  const settings = approvalOf(policy);
  return (
    <section className="decide">
      <h3>Your decision</h3>
      <SignAs purpose="decide" prefer={(profile) => profile.actorId !== maker?.actorId}>
        {(profile) =>
          profile.actorId === maker?.actorId || profile.keyId === maker?.keyId ? (
            <Status prose kind="info">
              {profile.name} submitted this version, so somebody else has to decide on it. Choose another
              profile.
            </Status>
          ) : (
            <DecisionForm
              key={profile.actorId}
              acts={acts}
              outcome={outcome}
              policy={policy}
              signer={profile}
              roles={rolesHere(
                keys.find(({ keyId }) => keyId === profile.keyId) ?? { ...profile, revokedAt: null },
                { plan, territories: outcome?.territories ?? null, on: today },
                'decides',
              )}
              today={today}
              onDecide={(decision, reason, more, as) => decide(version, profile, decision, reason, more, as)}
              takesEvidence
              delegation={(role) =>
                settings.delegation.allowed ? (
                  <Delegate
                    version={version}
                    profile={profile}
                    role={role}
                    settings={settings}
                    maker={maker?.actorId}
                  />
                ) : null
              }
            />
          )
        }
      </SignAs>
    </section>
  );
}
