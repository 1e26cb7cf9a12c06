import { useState } from 'react';
import { PERSON_ROLES, ROLE_CATALOGUE } from '../../domain/governance/role.ts';
import type { CodedError } from '../../domain/result.ts';
import type { Profile, ProfileRole } from '../../workstation/contract.ts';
import { Button } from '../ui/Button.tsx';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { Field, Select } from '../ui/Field.tsx';
import { PassphraseField } from '../ui/PassphraseField.tsx';
import { createProfile, ROLE_NAMES } from './people.ts';

const ROLE_CHOICES = PERSON_ROLES.map((id) => ({
  id,
  label: ROLE_NAMES[id],
  detail: ROLE_CATALOGUE[id].answersFor,
}));

/** A person gets a key of her own, wrapped under a passphrase nobody else knows. */
export function NewProfile(props: { readonly purpose: string; readonly onMade: (profile: Profile) => void }) {
  const [name, setName] = useState('');
  const [role, setRole] = useState<ProfileRole>('planner');
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [errors, setErrors] = useState<readonly CodedError[]>([]);
  const [busy, setBusy] = useState(false);
  const differs = again !== '' && again !== passphrase;
  const make = async (): Promise<void> => {
    setBusy(true);
    const made = await createProfile(name.trim(), role, passphrase);
    setBusy(false);
    if (!made.ok) return setErrors(made.errors);
    props.onMade(made.value);
  };
  return (
    <form
      className="sign-as"
      onSubmit={(event) => {
        event.preventDefault();
        void make();
      }}
    >
      <p className="muted">
        To {props.purpose}, you sign with a key that only you can open. It stays on this laptop.
      </p>
      <Field label="Your name" value={name} onChange={setName} placeholder="Ada Novak" />
      <Select<ProfileRole> label="You are" value={role} onChange={setRole} choices={ROLE_CHOICES} />
      <PassphraseField
        label="Passphrase"
        value={passphrase}
        onChange={setPassphrase}
        isNew
        hint="It cannot be recovered; a lost key is replaced by a new one."
      />
      <PassphraseField
        label="Passphrase again"
        value={again}
        onChange={setAgain}
        isNew
        {...(differs ? { hint: 'The two differ.' } : {})}
      />
      {errors.length === 0 ? null : <ErrorNotice title="No profile was made" errors={errors} />}
      <Button
        type="submit"
        kind="primary"
        isDisabled={busy || name.trim() === '' || passphrase === '' || again !== passphrase}
      >
        {busy ? 'Making the key …' : 'Make my key'}
      </Button>
    </form>
  );
}
