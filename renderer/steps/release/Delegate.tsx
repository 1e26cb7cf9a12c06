import { useState } from 'react';
import type { ActorId, IsoDate } from '../../../domain/brand.ts';
import { plusDays } from '../../../domain/governance/business-days.ts';
import type { ApprovalSettings } from '../../../domain/governance/approval-settings.ts';
import type { Role } from '../../../domain/governance/role.ts';
import type { CodedError } from '../../../domain/result.ts';
import type { Profile } from '../../../workstation/contract.ts';
import { ROLE_NAMES, usePeople } from '../../people/people.ts';
import { post } from '../../session/notices.ts';
import { now } from '../../session/session.ts';
import type { StoredVersion } from '../../storage/version-store.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Field, Select } from '../../ui/Field.tsx';
import { decide } from '../../versions/versions.ts';

/** Lends one's vote on this version to somebody else until a day; it cannot be lent on. */
export function Delegate(props: {
  readonly version: StoredVersion;
  readonly profile: Profile;
  /** The role whose vote is lent. */
  readonly role: Role;
  readonly settings: ApprovalSettings;
  readonly maker: ActorId | undefined;
}) {
  const { version, profile, role, settings, maker } = props;
  const keys = usePeople((state) => state.keys);
  const others = keys.filter(
    (key) => key.actorId !== profile.actorId && key.actorId !== maker && key.revokedAt === null,
  );
  const today = now().slice(0, 10) as IsoDate;
  const longest = plusDays(today, settings.delegation.maxDays);
  const [to, setTo] = useState<string>(others[0]?.actorId ?? '');
  const [until, setUntil] = useState<string>(longest);
  const [errors, setErrors] = useState<readonly CodedError[]>([]);
  if (others.length === 0) return null;
  const chosen = others.find((key) => key.actorId === to) ?? others[0];
  const lend = async (): Promise<void> => {
    if (chosen === undefined) return;
    const delegate = { to: chosen.actorId, until: until as IsoDate };
    const done = await decide(version, profile, 'delegate', '', { delegate }, role);
    if (!done.ok) return setErrors(done.errors);
    post({ kind: 'done', title: `${chosen.name} may decide for you until ${until}` });
  };
  return (
    <details className="delegate">
      <summary>Let somebody else decide for you</summary>
      <Select
        label="Who"
        value={chosen?.actorId ?? ''}
        onChange={setTo}
        choices={others.map((key) => ({
          id: key.actorId as string,
          label: key.name,
          detail: ROLE_NAMES[key.role],
        }))}
      />
      <Field
        label="Until"
        value={until}
        onChange={setUntil}
        hint={`${longest} at the latest. Her vote counts as yours, and once.`}
      />
      {errors.length === 0 ? null : <ErrorNotice title="Nothing was signed" errors={errors} />}
      <Button isDisabled={!(until >= today && until <= longest)} onPress={() => void lend()}>
        Delegate as {profile.name}, {ROLE_NAMES[role]}
      </Button>
    </details>
  );
}
