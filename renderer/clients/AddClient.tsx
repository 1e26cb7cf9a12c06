import { useState } from 'react';
import type { CodedError } from '../../domain/result.ts';
import { Button } from '../ui/Button.tsx';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { Field } from '../ui/Field.tsx';
import { addClient, openClient } from './clients.ts';

/** The new one is opened at once: it is empty, and that is seen best from inside. */
export function AddClient() {
  const [name, setName] = useState('');
  const [errors, setErrors] = useState<readonly CodedError[]>([]);
  const add = async (): Promise<void> => {
    const added = await addClient(name.trim());
    setErrors(added.ok ? [] : added.errors);
    if (added.ok) openClient(added.value.id);
  };
  return (
    <form
      className="clients-form"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <Field label="Name of a new client" value={name} onChange={setName} />
      <Button type="submit" isDisabled={name.trim() === ''}>
        Add and open it
      </Button>
      {errors.length === 0 ? null : <ErrorNotice title="Not added" errors={errors} />}
    </form>
  );
}
