import { useEffect } from 'react';
import type { IsoDate } from '../../domain/brand.ts';
import { approvalOf } from '../../domain/governance/approval-settings.ts';
import { approvalAct } from '../../domain/governance/decide.ts';
import { rolesAt } from '../../domain/governance/grant.ts';
import { grantsHeld } from '../../domain/governance/handing-out.ts';
import type { Waiting } from '../../domain/governance/inbox.ts';
import { waitingFor } from '../../domain/governance/inbox.ts';
import type { KeyringEntry, Profile } from '../../workstation/contract.ts';
import { goTo } from '../app/route.ts';
import { loadPeople, ROLE_NAMES, usePeople } from '../people/people.ts';
import { now } from '../session/session.ts';
import { counted, dayAndTime } from '../ui/format.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Status } from '../ui/Status.tsx';
import { loadVersions, showVersion, useVersions } from '../versions/versions.ts';
import { needWords } from './PolicyRequirements.tsx';
import { Exceptions } from './Exceptions.tsx';
import type { Judged } from './judged.ts';
import { judgeAll, useJudged } from './judged.ts';

const TITLES: Readonly<Record<Waiting['as'], string>> = {
  decide: 'Waits for your decision',
  escalated: 'Overdue, and told to you',
  revise: 'Came back to you',
  release: 'Ready to be released',
};

interface Item {
  readonly profile: Profile;
  readonly judged: Judged;
  readonly waiting: Waiting;
}

const urgency = ({ waiting }: Item): string => `${waiting.overdue ? 0 : 1}${waiting.dueOn ?? '9999'}`;

function itemsFor(
  profiles: readonly Profile[],
  keys: readonly KeyringEntry[],
  judged: readonly Judged[],
): readonly Item[] {
  const on = now().slice(0, 10) as IsoDate;
  return profiles
    .flatMap((profile) =>
      judged.flatMap((one): readonly Item[] => {
        const [act] = one.acts;
        if (one.outcome === null || one.policy === null || act === undefined) return [];
        const key = keys.find(({ keyId }) => keyId === profile.keyId) ?? { ...profile, revokedAt: null };
        const { tenant, cycle } = act;
        const point = { tenant, cycle, territories: one.outcome.territories, on };
        const reader = { ...profile, roles: rolesAt(grantsHeld(key, tenant), point) };
        const waiting = waitingFor(reader, one.acts.map(approvalAct), one.outcome, approvalOf(one.policy));
        return waiting === null ? [] : [{ profile, judged: one, waiting }];
      }),
    )
    .toSorted((a, b) => (urgency(a) < urgency(b) ? -1 : 1));
}

/** What waits for whom on this laptop: why her, and by when. Opens the version to be decided on. */
export function Inbox() {
  const { versions, loaded } = useVersions();
  const { profiles, keys } = usePeople();
  const { judged, busy } = useJudged();
  useEffect(() => {
    void loadPeople();
    void loadVersions();
  }, []);
  useEffect(() => void judgeAll(versions), [versions, keys]);
  const items = itemsFor(profiles, keys, judged);
  if (busy || !loaded)
    return (
      <EmptyState title="Looking …">Every version on this laptop is verified before it is listed.</EmptyState>
    );
  return (
    <div className="inbox-page">
      <Waits items={items} profiles={profiles} />
      <InReview judged={judged} />
      <Exceptions judged={judged} />
    </div>
  );
}

function Waits({
  items,
  profiles,
}: {
  readonly items: readonly Item[];
  readonly profiles: readonly Profile[];
}) {
  if (items.length === 0)
    return (
      <EmptyState title="Nothing waits">
        {profiles.length === 0
          ? 'Nobody has a profile on this laptop yet. Make one where you sign, in Review or Release.'
          : 'No version on this laptop asks for anybody who signs here.'}
      </EmptyState>
    );
  return (
    <ul className="inbox-waiting">
      {items.map(({ profile, judged: one, waiting }) => (
        <li key={`${profile.actorId}-${one.version.versionId}`} className="inbox-item">
          <div>
            <h3>{one.version.planName}</h3>
            <p className="muted">
              {TITLES[waiting.as]}, {profile.name} ({ROLE_NAMES[profile.role]}). Submitted by{' '}
              {one.version.makerName}, {dayAndTime(one.version.createdAt)}.
            </p>
            <ul className="inbox-why">
              {waiting.why.map((why) => (
                <li key={why}>{why}</li>
              ))}
            </ul>
          </div>
          <div className="inbox-side">
            {waiting.dueOn === null ? null : (
              <Status kind={waiting.overdue ? 'bad' : 'info'}>
                {waiting.overdue ? `Was due ${waiting.dueOn}` : `Due ${waiting.dueOn}`}
              </Status>
            )}
            <Button
              kind={waiting.as === 'decide' ? 'primary' : 'normal'}
              onPress={() => {
                showVersion(one.version.versionId);
                goTo('release');
              }}
            >
              Open it
            </Button>
          </div>
        </li>
      ))}
    </ul>
  );
}

/** Every version under review: what is still open, in whose role, and by when, whether that is on this laptop or not. */
function InReview({ judged }: { readonly judged: readonly Judged[] }) {
  const open = judged.flatMap(({ version, outcome }) =>
    outcome?.state === 'InReview'
      ? outcome.requirements.filter((one) => !one.met).map((one) => ({ version, outcome, one }))
      : [],
  );
  if (open.length === 0) return null;
  const late = open.filter(({ one }) => one.overdue).length;
  return (
    <section className="inbox-section">
      <h2>Under review</h2>
      <p className="muted">
        {counted(open.length, 'thing is', 'things are')} still asked for, {late === 0 ? 'none' : late} of them
        overdue.
      </p>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">Version</th>
            <th scope="col">Asked of</th>
            <th scope="col">Why</th>
            <th scope="col">Due</th>
          </tr>
        </thead>
        <tbody>
          {open
            .toSorted((a, b) => ((a.one.dueOn ?? '9999') < (b.one.dueOn ?? '9999') ? -1 : 1))
            .map(({ version, outcome, one }) => (
              <tr key={`${version.versionId}-${one.requirement.id}`}>
                <td>
                  {version.planName} <code>{version.versionId.slice(0, 8)}</code>
                </td>
                <td>{needWords(one.requirement.need)}</td>
                <td>{one.requirement.why}</td>
                <td>
                  <Status kind={one.overdue ? 'bad' : 'info'}>
                    {one.overdue ? `Was due ${one.dueOn ?? ''}` : (one.dueOn ?? 'Any day')}
                  </Status>
                  {outcome.expiresOn === null ? null : <p className="muted">Expires {outcome.expiresOn}</p>}
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </section>
  );
}
