import { useState } from 'react';
import type { IsoDate } from '../../../domain/brand.ts';
import type { Grant } from '../../../domain/governance/grant.ts';
import { grantsHeld } from '../../../domain/governance/handing-out.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import type { KeyringEntry, Profile } from '../../../workstation/contract.ts';
import { fingerprint, keyName, revokeKey, ROLE_NAMES } from '../../people/people.ts';
import { post, postRefusal } from '../../session/notices.ts';
import { Button } from '../../ui/Button.tsx';
import { Status, Tag } from '../../ui/Status.tsx';
import { endRole } from './access.ts';
import { periodWords, scopeWords, standing } from './grant-words.ts';

/** One key: whose it is, and what it may sign as. `by`: who is signed in to change that; null while nobody is. */
export function KeyGrants(props: {
  readonly entry: KeyringEntry;
  readonly plan: Plan;
  readonly by: Profile | null;
  readonly today: IsoDate;
}) {
  const { entry, plan, by, today } = props;
  const [sure, setSure] = useState(false);
  const here = grantsHeld(entry, plan.tenant).filter((grant) => grant.scope.tenant === plan.tenant);
  const revoke = async (): Promise<void> => {
    const done = await revokeKey(entry.keyId);
    setSure(false);
    if (!done.ok) return postRefusal('The key was not revoked', done.errors);
    post({ kind: 'done', title: `The key of ${keyName(entry)} is revoked` });
  };
  return (
    <li className="access-key">
      <header>
        <h3>{keyName(entry)}</h3>
        <Tag>{entry.revokedAt !== null ? 'Revoked' : entry.origin === 'own' ? 'This laptop' : 'Added'}</Tag>
        <code>{fingerprint(entry.keyId)}</code>
        {by === null || entry.revokedAt !== null ? null : sure ? (
          <span className="access-buttons">
            <Button kind="danger" onPress={() => void revoke()}>
              Revoke it for good
            </Button>
            <Button kind="quiet" onPress={() => setSure(false)}>
              Keep it
            </Button>
          </span>
        ) : (
          <Button kind="quiet" onPress={() => setSure(true)}>
            Revoke the key
          </Button>
        )}
      </header>
      {entry.revokedAt === null ? (
        <ul>
          {here.map((grant) => (
            <GrantLine
              key={JSON.stringify(grant)}
              grant={grant}
              limited={entry.grants !== undefined}
              plan={plan}
              today={today}
              onEnd={by === null ? null : (to) => endRole(entry.keyId, grant, to, by.actorId)}
            />
          ))}
          {here.length === 0 ? <li className="muted">Nothing in this workspace.</li> : null}
        </ul>
      ) : (
        <p className="muted">Revoked on {entry.revokedAt.slice(0, 10)}. Nothing it signs counts any more.</p>
      )}
    </li>
  );
}

function GrantLine(props: {
  readonly grant: Grant;
  /** false: the key came with its role and nothing else, which is everything in that role. */
  readonly limited: boolean;
  readonly plan: Plan;
  readonly today: IsoDate;
  readonly onEnd: ((to: IsoDate) => ReturnType<typeof endRole>) | null;
}) {
  const { grant, limited, plan, today, onEnd } = props;
  const [kind, words] = standing(grant, today);
  const over = grant.to !== null && grant.to <= today;
  const end = async (to: IsoDate): Promise<void> => {
    const done = await onEnd?.(to);
    if (done?.ok === false) postRefusal('The grant goes on', done.errors);
    else post({ kind: 'done', title: 'Ended', detail: 'What was decided under it stands.' });
  };
  return (
    <li className={over ? 'is-over' : ''}>
      <strong>{ROLE_NAMES[grant.role]}</strong>
      <span>
        {scopeWords(grant, plan)}, {periodWords(grant)}
        {limited ? '' : ' (came with the key)'}
      </span>
      <Status kind={kind}>{words}</Status>
      {onEnd === null || over ? null : (
        <Button kind="quiet" onPress={() => void end(today)}>
          End it today
        </Button>
      )}
    </li>
  );
}
