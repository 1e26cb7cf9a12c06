import { useEffect, useRef, useState } from 'react';
import type { KeyringIntroduction } from '../../../workstation/contract.ts';
import { exportFile } from '../../governance/export-file.ts';
import { openGovernance } from '../../governance/governance-tab.ts';
import { workstation } from '../../host/workstation-client.ts';
import {
  fingerprint,
  keyName,
  loadPeople,
  ROLE_NAMES,
  rootFingerprint,
  trustKeyring,
  usePeople,
} from '../../people/people.ts';
import { post, postRefusal } from '../../session/notices.ts';
import { forgetStores } from '../../versions/versions.ts';
import { Button } from '../../ui/Button.tsx';
import { counted } from '../../ui/format.ts';
import { FilePicker } from '../../ui/FilePicker.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Tag } from '../../ui/Status.tsx';

interface Pending {
  readonly name: string;
  readonly text: string;
  readonly from: KeyringIntroduction;
}

/** Whose signatures count here. A key inside a bundle proves nothing: keys come by another way and are compared. */
export function Keyring() {
  const keys = usePeople((state) => state.keys);
  const input = useRef<HTMLInputElement>(null);
  const [pending, setPending] = useState<Pending | null>(null);
  const [root, setRoot] = useState<string | null>(null);
  useEffect(() => {
    void loadPeople();
    void workstation()
      .workspaceRoot({})
      .then((found) => setRoot(found.ok ? found.value.keyId : null));
  }, []);
  const shown = (box: HTMLDivElement | null): void => {
    box?.focus();
    box?.scrollIntoView({ block: 'nearest' });
  };
  const introduce = async (file: File): Promise<void> => {
    const text = await file.text();
    const read = await workstation().readKeyring({ keyring: text });
    if (read.ok) setPending({ name: file.name, text, from: read.value });
    else postRefusal('This keyring cannot be used', read.errors);
  };
  const trust = async (): Promise<void> => {
    if (pending === null) return;
    const done = await trustKeyring(pending.text, pending.from.root);
    setPending(null);
    if (!done.ok) return postRefusal('No key was added', done.errors);
    forgetStores();
    post({ kind: 'done', title: 'Keys added', detail: 'Their signatures count from now on.' });
  };
  const hand = async (): Promise<void> => {
    const exported = await workstation().exportKeyring({});
    if (!exported.ok) return postRefusal('The keyring was not saved', exported.errors);
    await exportFile({
      name: 'bailiwick-keyring.json',
      bytes: new TextEncoder().encode(exported.value.keyring),
      type: 'application/json',
      label: 'Save the keyring',
      object: 'keyring',
    });
  };
  return (
    <Panel title="Trusted keys">
      <FilePicker
        ref={input}
        label="Add keys from a keyring file"
        accept=".json,application/json"
        onFiles={([file]) => void (file === undefined ? null : introduce(file))}
      />
      {keys.length === 0 ? (
        <p className="muted">No keys yet. They appear when somebody makes a profile or you add a keyring.</p>
      ) : (
        <ul>
          {keys.map((key) => (
            <li key={key.keyId} className="key-row">
              <span>
                {keyName(key)}{' '}
                <span className="muted">
                  {ROLE_NAMES[key.role]}
                  {key.grants === undefined ? '' : `, ${counted(key.grants.length, 'grant')}`}
                </span>
              </span>
              <Tag>{key.revokedAt !== null ? 'Revoked' : key.origin === 'own' ? 'This laptop' : 'Added'}</Tag>
              <code>{fingerprint(key.keyId)}</code>
            </li>
          ))}
        </ul>
      )}
      <div className="release-buttons">
        <Button onPress={() => input.current?.click()}>Add a keyring</Button>
        <Button onPress={() => void hand()}>Save ours</Button>
        <Button onPress={() => openGovernance('roles')}>Roles</Button>
      </div>
      {pending === null ? null : (
        <div
          ref={shown}
          tabIndex={-1}
          className="release-confirm"
          role="alertdialog"
          aria-label="Trust these keys?"
        >
          <p>
            <strong>{pending.name}</strong> lists {pending.from.keys.map(keyName).join(', ')}. Ask its owner,
            by another way than she sent it, for the fingerprint of her root key. It must be:
          </p>
          <code className="fingerprint">{rootFingerprint(pending.from.root)}</code>
          <div className="release-buttons">
            <Button kind="primary" onPress={() => void trust()}>
              It is the same: trust them
            </Button>
            <Button onPress={() => setPending(null)}>Leave it</Button>
          </div>
        </div>
      )}
      {root === null ? null : (
        <p className="muted">
          Whoever takes in your keyring will ask you for your root fingerprint:{' '}
          <code className="fingerprint">{rootFingerprint(root)}</code>
        </p>
      )}
    </Panel>
  );
}
