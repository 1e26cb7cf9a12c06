import { useEffect, useState } from 'react';
import type { ActorId, IsoDate } from '../../../domain/brand.ts';
import { loadPeople, usePeople } from '../../people/people.ts';
import { SignAs } from '../../people/SignAs.tsx';
import { now, useSession } from '../../session/session.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Panel } from '../../ui/Panel.tsx';
import './access.css';
import { loadTrail } from '../beside-plans.ts';
import { AccessRequests, AccessReview } from './AccessRequests.tsx';
import { GiveRole } from './GiveRole.tsx';
import { KeyGrants } from './KeyGrants.tsx';

/** Who may sign as what, for which cycle and territories, from when until when; handed out, ended and looked over. */
export function AccessScreen() {
  const plan = useSession((state) => state.open)?.plan ?? null;
  const { keys, profiles } = usePeople();
  const [acting, setActing] = useState<ActorId | null>(null);
  const today = now().slice(0, 10) as IsoDate;
  useEffect(() => {
    void loadPeople();
    void loadTrail();
  }, []);
  if (plan === null)
    return (
      <EmptyState title="No plan is open">Roles are granted for a plan’s cycle and territories.</EmptyState>
    );
  const unlocked = profiles.filter((profile) => profile.unlocked);
  const by = unlocked.find((profile) => profile.actorId === acting) ?? null;
  return (
    <div className="access">
      <div className="access-list">
        <AccessReview by={by} today={today} />
        <AccessRequests plan={plan} by={by} today={today} />
        <section>
          <h2>Who may sign as what</h2>
          <ul className="access-keys">
            {keys.map((entry) => (
              <KeyGrants key={entry.keyId} entry={entry} plan={plan} by={by} today={today} />
            ))}
          </ul>
        </section>
      </div>
      <Panel title="Give a role">
        <div className="access-side">
          <SignAs purpose="hand out roles">
            {(profile) => (
              <GiveRole keys={keys} plan={plan} profile={profile} today={today} onActing={setActing} />
            )}
          </SignAs>
          <p className="muted">
            A grant counts on this laptop at once, and elsewhere with the keyring you save next in Release:
            your root key signs it. What was decided under a grant stands when it ends. Nobody decides on what
            she made herself, whatever she was granted.
          </p>
        </div>
      </Panel>
    </div>
  );
}
