import { useEffect, useRef, useState } from 'react';
import { save } from '../../host/save-file.ts';
import { workstation } from '../../host/workstation-client.ts';
import { fingerprint, loadPeople, ROLE_NAMES, trustKeyring, usePeople } from '../../people/people.ts';
import { post, postRefusal } from '../../session/notices.ts';
import { Button } from '../../ui/Button.tsx';
import { FilePicker } from '../../ui/FilePicker.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Tag } from '../../ui/Status.tsx';

/** Whose signatures count here. A key inside a bundle proves nothing: keys come by another way and are compared. */
export function Keyring() {
  const keys = usePeople((state) => state.keys);
  const input = useRef<HTMLInputElement>(null);
  const [pending, setPending] = useState<{ name: string; text: string } | null>(null);
  useEffect(() => void loadPeople(), []);
  const trust = async (): Promise<void> => {
    if (pending === null) return;
    const done = await trustKeyring(pending.text);
    setPending(null);
    if (!done.ok) return postRefusal('No key was added', done.errors);
    post({ kind: 'done', title: 'Keys added', detail: 'Compare their fingerprints with their owners.' });
  };
  const hand = async (): Promise<void> => {
    const exported = await workstation().exportKeyring({});
    if (!exported.ok) return postRefusal('The keyring was not saved', exported.errors);
    await save(
      'bailiwick-keyring.json',
      new TextEncoder().encode(exported.value.keyring),
      'application/json',
    );
  };
  return (
    <Panel title="Trusted keys">
      <FilePicker
        ref={input}
        label="Add keys from a keyring file"
        accept=".json,application/json"
        onFiles={([file]) => void file?.text().then((text) => setPending({ name: file.name, text }))}
      />
      {keys.length === 0 ? (
        <p className="muted">No keys yet. They appear when somebody makes a profile or you add a keyring.</p>
      ) : (
        <ul>
          {keys.map((key) => (
            <li key={key.keyId} className="key-row">
              <span className="truncate">
                {key.name} <span className="muted">{ROLE_NAMES[key.role]}</span>
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
      </div>
      {pending === null ? null : (
        <div className="release-confirm" role="alertdialog" aria-label="Trust these keys?">
          <p>
            Trust the keys in <strong>{pending.name}</strong>? Do so only if you know who gave you the file,
            and compare the fingerprints with them.
          </p>
          <div className="release-buttons">
            <Button kind="primary" onPress={() => void trust()}>
              Trust them
            </Button>
            <Button onPress={() => setPending(null)}>Leave it</Button>
          </div>
        </div>
      )}
    </Panel>
  );
}
