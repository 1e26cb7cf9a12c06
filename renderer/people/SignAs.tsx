import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { CodedError } from '../../domain/result.ts';
import type { Profile } from '../../workstation/contract.ts';
import { Button } from '../ui/Button.tsx';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { Select } from '../ui/Field.tsx';
import { PassphraseField } from '../ui/PassphraseField.tsx';
import { NewProfile } from './NewProfile.tsx';
import './people.css';
import { loadPeople, lockProfile, ROLE_NAMES, unlockProfile, usePeople } from './people.ts';

const NEW = 'new-profile';

/** Who signs: choose yourself, open your key with your passphrase, then do what is offered inside. */
export function SignAs(props: {
  /** What the person is about to do, for the words around it: "submit", "approve". */
  readonly purpose: string;
  /** Of several people whose keys are open, whom to offer first. */
  readonly prefer?: (profile: Profile) => boolean;
  readonly children: (profile: Profile) => ReactNode;
}) {
  const { profiles, trouble, loaded } = usePeople();
  const [chosen, setChosen] = useState<string | null>(null);
  useEffect(() => void loadPeople(), []);
  if (!loaded) return <p className="muted">Looking for profiles …</p>;
  if (trouble.length > 0) return <ErrorNotice title="Nobody can sign here" errors={trouble} />;
  const unlocked = profiles.filter((profile) => profile.unlocked);
  const open = unlocked.find((profile) => props.prefer?.(profile) ?? true) ?? unlocked[0];
  const choice = chosen ?? open?.actorId ?? profiles[0]?.actorId ?? NEW;
  const profile = profiles.find((candidate) => candidate.actorId === choice);
  return (
    <div className="sign-as">
      {profiles.length === 0 ? null : (
        <Select
          label="Sign as"
          value={choice}
          onChange={setChosen}
          choices={[
            ...profiles.map(({ actorId, name, role }) => ({
              id: actorId as string,
              label: name,
              detail: ROLE_NAMES[role],
            })),
            { id: NEW, label: 'Somebody else …', detail: 'Make a profile with a key of its own' },
          ]}
        />
      )}
      {profile === undefined ? (
        <NewProfile purpose={props.purpose} onMade={({ actorId }) => setChosen(actorId)} />
      ) : profile.unlocked ? (
        <>
          {props.children(profile)}
          <Button kind="quiet" onPress={() => void lockProfile(profile.actorId)}>
            Lock the key of {profile.name}
          </Button>
        </>
      ) : (
        <Unlock key={profile.actorId} profile={profile} purpose={props.purpose} />
      )}
    </div>
  );
}

function Unlock({ profile, purpose }: { readonly profile: Profile; readonly purpose: string }) {
  const [passphrase, setPassphrase] = useState('');
  const [errors, setErrors] = useState<readonly CodedError[]>([]);
  const [busy, setBusy] = useState(false);
  const unlock = async (): Promise<void> => {
    setBusy(true);
    const done = await unlockProfile(profile.actorId, passphrase);
    setBusy(false);
    setPassphrase('');
    setErrors(done.ok ? [] : done.errors);
  };
  return (
    <form
      className="sign-as"
      onSubmit={(event) => {
        event.preventDefault();
        void unlock();
      }}
    >
      <PassphraseField label={`Passphrase of ${profile.name}`} value={passphrase} onChange={setPassphrase} />
      {errors.length === 0 ? null : <ErrorNotice title="The key stays locked" errors={errors} />}
      <Button type="submit" kind="primary" isDisabled={passphrase === '' || busy}>
        {busy ? 'Opening the key …' : `Unlock to ${purpose}`}
      </Button>
    </form>
  );
}
