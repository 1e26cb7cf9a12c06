import { useState } from 'react';
import type { CodedError } from '../../domain/result.ts';
import type { Client, ClientContents } from '../../workstation/contract.ts';
import { workstation } from '../host/workstation-client.ts';
import { post } from '../session/notices.ts';
import { Button } from '../ui/Button.tsx';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { Field } from '../ui/Field.tsx';
import { counted } from '../ui/format.ts';
import { Tag } from '../ui/Status.tsx';
import { openClient, removeClient, renameClient } from './clients.ts';

interface Row {
  readonly client: Client;
  readonly isHere: boolean;
  readonly isLast: boolean;
}

export function ClientRow({ client, isHere, isLast }: Row) {
  const [shown, setShown] = useState<'rename' | ClientContents | null>(null);
  const [errors, setErrors] = useState<readonly CodedError[]>([]);
  const preview = async (): Promise<void> => {
    const told = await workstation().clientContents({ client: client.id });
    setErrors(told.ok ? [] : told.errors);
    setShown(told.ok ? told.value : null);
  };
  return (
    <li>
      <div className="clients-row">
        <strong className="truncate">{client.name}</strong>
        {isHere ? <Tag>open in this window</Tag> : null}
        <span className="clients-row-buttons">
          {isHere ? null : <Button onPress={() => openClient(client.id)}>Open</Button>}
          <Button kind="quiet" onPress={() => setShown('rename')}>
            Rename
          </Button>
          <Button kind="quiet" isDisabled={isLast} onPress={() => void preview()}>
            Remove …
          </Button>
        </span>
      </div>
      {errors.length === 0 ? null : <ErrorNotice title="That was not done" errors={errors} />}
      {shown === 'rename' ? <Rename client={client} onDone={() => setShown(null)} /> : null}
      {shown === null || shown === 'rename' ? null : (
        <Remove contents={shown} onDone={() => setShown(null)} />
      )}
    </li>
  );
}

function Rename({ client, onDone }: { readonly client: Client; readonly onDone: () => void }) {
  const [name, setName] = useState(client.name);
  const [errors, setErrors] = useState<readonly CodedError[]>([]);
  return (
    <form
      className="clients-form"
      onSubmit={(event) => {
        event.preventDefault();
        void renameClient(client.id, name.trim()).then((done) =>
          done.ok ? onDone() : setErrors(done.errors),
        );
      }}
    >
      <Field label={`New name of ${client.name}`} value={name} onChange={setName} autoFocus />
      <span className="clients-buttons">
        <Button kind="quiet" onPress={onDone}>
          Cancel
        </Button>
        <Button type="submit" kind="primary" isDisabled={name.trim() === ''}>
          Rename
        </Button>
      </span>
      {errors.length === 0 ? null : <ErrorNotice title="Not renamed" errors={errors} />}
    </form>
  );
}

const size = new Intl.NumberFormat(undefined, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 });

/** Says by name and number what goes and cannot come back; the name is typed, for one press is soon made. */
function Remove({ contents, onDone }: { readonly contents: ClientContents; readonly onDone: () => void }) {
  const { client, people, versions, onlyHere, trustedKeys, bytes, store } = contents;
  const [typed, setTyped] = useState('');
  const [errors, setErrors] = useState<readonly CodedError[]>([]);
  const remove = async (): Promise<void> => {
    const done = await removeClient(client.id, typed);
    setErrors(done.ok ? [] : done.errors);
    if (!done.ok) return;
    post({ kind: 'done', title: `${client.name} was removed from this laptop` });
    onDone();
  };
  return (
    <form
      className="clients-remove"
      aria-label={`Remove ${client.name}`}
      onSubmit={(event) => {
        event.preventDefault();
        void remove();
      }}
    >
      <p>This takes {client.name} off this laptop for good, with</p>
      <ul>
        <li>all its plans with their edits, its policies, audit trail and what imports were mapped to</li>
        <li>
          {counted(versions, 'signed version', 'signed versions')}
          {onlyHere === 0 ? '' : `, ${onlyHere} of which no store has received`}
        </li>
        <li>
          {people.length === 0 ? 'no person’s key' : `the keys of ${people.join(', ')}`}, and{' '}
          {counted(trustedKeys, 'key', 'keys')} trusted from others
        </li>
        <li>
          {store === null ? 'no connection to a store' : `the sign-in to ${store.url} as ${store.tenant}`};{' '}
          {size.format(bytes / 1e6)} of files
        </li>
      </ul>
      <p className="muted">Open it and save a backup first if any of this is needed again.</p>
      <Field label={`Type ${client.name} to remove it`} value={typed} onChange={setTyped} />
      {errors.length === 0 ? null : <ErrorNotice title="Nothing was removed" errors={errors} />}
      <span className="clients-buttons">
        <Button kind="quiet" onPress={onDone}>
          Keep it
        </Button>
        <Button type="submit" kind="danger" isDisabled={typed.trim() === ''}>
          Remove for good
        </Button>
      </span>
    </form>
  );
}
