import { useRef, useState } from 'react';
import type { CodedError } from '../../domain/result.ts';
import { Button } from '../ui/Button.tsx';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { Field } from '../ui/Field.tsx';
import { FilePicker } from '../ui/FilePicker.tsx';
import { PassphraseField } from '../ui/PassphraseField.tsx';
import { backUpClient, openClient, restoreClient } from './clients.ts';

/** One file with everything of this client, which a passphrase opens and nothing else. */
export function BackUpClient({ name }: { readonly name: string }) {
  const [passphrase, setPassphrase] = useState('');
  const [busy, setBusy] = useState(false);
  const [errors, setErrors] = useState<readonly CodedError[]>([]);
  const save = async (): Promise<void> => {
    setBusy(true);
    const done = await backUpClient(name, passphrase);
    setBusy(false);
    setErrors(done.ok ? [] : done.errors);
    if (done.ok) setPassphrase('');
  };
  return (
    <form
      className="clients-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <PassphraseField
        label="Passphrase for the backup"
        value={passphrase}
        onChange={setPassphrase}
        isNew
        hint="At least 10 characters. Without it nobody opens the file, you neither."
      />
      <Button type="submit" isDisabled={busy || passphrase === ''}>
        {busy ? 'Saving …' : 'Save a backup'}
      </Button>
      {errors.length === 0 ? null : <ErrorNotice title="No backup was saved" errors={errors} />}
    </form>
  );
}

export function RestoreClient() {
  const picker = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const [name, setName] = useState('');
  const [errors, setErrors] = useState<readonly CodedError[]>([]);
  const restore = async (from: File): Promise<void> => {
    const done = await restoreClient(from, passphrase, name.trim() === '' ? null : name.trim());
    setErrors(done.ok ? [] : done.errors);
    if (done.ok) openClient(done.value);
  };
  return (
    <>
      <FilePicker
        ref={picker}
        label="Backup of a client"
        accept=".bailiwick-client"
        onFiles={([picked]) => setFile(picked ?? null)}
      />
      {file === null ? (
        <Button onPress={() => picker.current?.click()}>Choose a backup …</Button>
      ) : (
        <form
          className="clients-form"
          onSubmit={(event) => {
            event.preventDefault();
            void restore(file);
          }}
        >
          <Field
            label="Name it here"
            value={name}
            onChange={setName}
            placeholder="As it was called"
            hint={`${file.name}. It becomes a client of its own; nothing that is here changes.`}
          />
          <PassphraseField label="Its passphrase" value={passphrase} onChange={setPassphrase} />
          <Button type="submit" isDisabled={passphrase === ''}>
            Open the backup
          </Button>
          {errors.length === 0 ? null : <ErrorNotice title="The backup was not opened" errors={errors} />}
        </form>
      )}
    </>
  );
}
