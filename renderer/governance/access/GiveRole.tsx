import { useEffect, useState } from 'react';
import type { ActorId, IsoDate, Sha256Hex, TerritoryId } from '../../../domain/brand.ts';
import type { Grant } from '../../../domain/governance/grant.ts';
import type { Role } from '../../../domain/governance/role.ts';
import { ROLE_CATALOGUE, ROLES } from '../../../domain/governance/role.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import type { CodedError, Result } from '../../../domain/result.ts';
import type { KeyringEntry, Profile } from '../../../workstation/contract.ts';
import { keyName, ROLE_NAMES } from '../../people/people.ts';
import { post } from '../../session/notices.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Field, Select } from '../../ui/Field.tsx';
import { askForRole, giveRole } from './access.ts';
import { TerritoryPicker } from './TerritoryPicker.tsx';

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const isDay = (text: string): text is IsoDate => DATE.test(text) && !Number.isNaN(Date.parse(text));

/** Who, as what, in which cycle and territories, from when until when: given at once, or asked for. */
export function GiveRole(props: {
  readonly keys: readonly KeyringEntry[];
  readonly plan: Plan;
  readonly profile: Profile;
  readonly today: IsoDate;
  /** Who is signed in to hand out and end. */
  readonly onActing: (actorId: ActorId | null) => void;
}) {
  const { plan, profile, today, onActing } = props;
  useEffect(() => {
    onActing(profile.actorId);
    return () => onActing(null);
  }, [profile.actorId, onActing]);
  const keys = props.keys.filter((key) => key.revokedAt === null);
  const [who, setWho] = useState<string>('');
  const [role, setRole] = useState<Role | null>(null);
  const [cycle, setCycle] = useState<'this' | 'every'>('this');
  const [where, setWhere] = useState<'all' | 'some'>('all');
  const [territories, setTerritories] = useState<readonly TerritoryId[]>([]);
  const [from, setFrom] = useState<string>(today);
  const [to, setTo] = useState('');
  const [errors, setErrors] = useState<readonly CodedError[]>([]);
  const key = keys.find(({ keyId }) => keyId === who) ?? keys[0];
  if (key === undefined) return null;
  const roles = ROLES.filter((one) => ROLE_CATALOGUE[one].service === (key.role === 'service'));
  const chosen = roles.find((one) => one === role) ?? roles[0] ?? key.role;
  const whole = isDay(from) && (to === '' || isDay(to)) && (where === 'all' || territories.length > 0);
  const grant = (): Grant => ({
    role: chosen,
    scope: {
      tenant: plan.tenant,
      cycle: cycle === 'this' ? plan.cycle.cycleId : null,
      territories: where === 'all' ? null : territories,
    },
    from: from as IsoDate,
    to: to === '' ? null : (to as IsoDate),
  });
  const done = (result: Result<unknown>, title: string): void => {
    setErrors(result.ok ? [] : result.errors);
    if (result.ok) post({ kind: 'done', title });
  };
  const give = async (keyId: Sha256Hex): Promise<void> =>
    done(await giveRole(keyId, grant(), profile.actorId), `${ROLE_NAMES[chosen]} granted to ${keyName(key)}`);
  const ask = async (keyId: Sha256Hex): Promise<void> => {
    await askForRole(keyId, grant(), profile.actorId);
    done({ ok: true, value: null }, 'Asked for, and on record');
  };
  return (
    <div className="access-form">
      <Select
        label="Who"
        value={key.keyId as string}
        onChange={setWho}
        choices={keys.map((one) => ({
          id: one.keyId as string,
          label: keyName(one),
          detail: ROLE_NAMES[one.role],
        }))}
      />
      <Select
        label="Acts as"
        value={chosen}
        onChange={setRole}
        choices={roles.map((id) => ({ id, label: ROLE_NAMES[id], detail: ROLE_CATALOGUE[id].answersFor }))}
      />
      <Select
        label="Cycle"
        value={cycle}
        onChange={setCycle}
        choices={[
          { id: 'this', label: plan.cycle.name },
          { id: 'every', label: 'Every cycle' },
        ]}
      />
      <Select
        label="Territories"
        value={where}
        onChange={setWhere}
        choices={[
          { id: 'all', label: 'All', detail: 'Also the list of territories itself, and new ones' },
          { id: 'some', label: 'Some', detail: 'Chosen one by one or by their manager' },
        ]}
      />
      {where === 'some' ? (
        <TerritoryPicker plan={plan} chosen={territories} onChange={setTerritories} />
      ) : null}
      <div className="access-days">
        <Field label="From" value={from} onChange={setFrom} />
        <Field label="Until" value={to} onChange={setTo} placeholder="No end" />
      </div>
      {errors.length === 0 ? null : <ErrorNotice title="Nothing was granted" errors={errors} />}
      <div className="access-buttons">
        <Button kind="primary" isDisabled={!whole} onPress={() => void give(key.keyId)}>
          Grant as {profile.name}
        </Button>
        <Button isDisabled={!whole} onPress={() => void ask(key.keyId)}>
          Ask for it
        </Button>
      </div>
    </div>
  );
}
