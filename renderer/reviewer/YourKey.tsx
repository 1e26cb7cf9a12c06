import { useState } from 'react';
import { DECIDING_ROLES } from '../../domain/governance/role.ts';
import type { Role } from '../../domain/governance/role.ts';
import type { CodedError } from '../../domain/result.ts';
import { fingerprint, ROLE_NAMES } from '../people/people.ts';
import { Button } from '../ui/Button.tsx';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { Field, Select } from '../ui/Field.tsx';
import { Panel } from '../ui/Panel.tsx';
import { Status } from '../ui/Status.tsx';
import { enrolHere, revokeHere, useReviewer } from './reviewer.ts';

/** Said where the key is made and shown. */
const KEEPING =
  'Your key stays in this browser. No page can copy it out, but it is kept less well than the app keeps one: no passphrase guards it, and whoever can read this computer’s disk can take it.';

/** A key to decide with: made here, vouched for by the workspace, given up when it may have been seen. */
export function YourKey() {
  const { key, keys } = useReviewer();
  const [errors, setErrors] = useState<readonly CodedError[]>([]);
  const entry = keys.find(({ keyId }) => keyId === key?.keyId);
  const giveUp = async (): Promise<void> => {
    const done = await revokeHere();
    setErrors(done.ok ? [] : done.errors);
  };
  return (
    <Panel title="Your key">
      <div className="reviewer-panel">
        {key === null || entry === undefined || entry.revokedIndex !== null ? (
          <MakeKey />
        ) : (
          <>
            <Status kind={entry.vouched ? 'good' : 'info'}>
              {entry.vouched ? 'In your workspace’s keyring' : 'Waiting for your administrator'}
            </Status>
            {entry.vouched ? null : (
              <p>
                Read this fingerprint to whoever keeps your workspace’s keys, so that yours is admitted and
                nobody else’s:
              </p>
            )}
            <code className="reviewer-print">{fingerprint(entry.keyId)}</code>
            <p className="muted">
              {entry.name}, {ROLE_NAMES[entry.role]}. {KEEPING}
            </p>
            {errors.length === 0 ? null : <ErrorNotice title="The key was not given up" errors={errors} />}
            <Button kind="quiet" onPress={() => void giveUp()}>
              Give up this key
            </Button>
          </>
        )}
      </div>
    </Panel>
  );
}

function MakeKey() {
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('finance');
  const [busy, setBusy] = useState(false);
  const [errors, setErrors] = useState<readonly CodedError[]>([]);
  const make = async (): Promise<void> => {
    setBusy(true);
    const made = await enrolHere(name.trim(), role);
    setBusy(false);
    setErrors(made.ok ? [] : made.errors);
  };
  return (
    <form
      className="reviewer-panel"
      onSubmit={(event) => {
        event.preventDefault();
        void make();
      }}
    >
      <p className="muted">Reading needs no key; deciding does. {KEEPING}</p>
      <Field label="Your name" value={name} onChange={setName} placeholder="As colleagues know you" />
      <Select
        label="You decide as"
        value={role}
        onChange={setRole}
        choices={DECIDING_ROLES.map((id) => ({ id, label: ROLE_NAMES[id] }))}
      />
      {errors.length === 0 ? null : <ErrorNotice title="No key was made" errors={errors} />}
      <Button type="submit" kind="primary" isDisabled={busy || name.trim() === ''}>
        Make a key in this browser
      </Button>
    </form>
  );
}
