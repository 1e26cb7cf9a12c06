import { useState } from 'react';
import type { Sha256Hex } from '../../domain/brand.ts';
import type { CodedError, Result } from '../../domain/result.ts';
import type { SyncStatus, WorkspaceKey, WorkspaceStanding } from '../../workstation/contract.ts';
import { workstation } from '../host/workstation-client.ts';
import { fingerprint, ROLE_NAMES, rootFingerprint, usePeople } from '../people/people.ts';
import { Button } from '../ui/Button.tsx';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { NotDone } from './NotDone.tsx';
import { Panel } from '../ui/Panel.tsx';
import { Status } from '../ui/Status.tsx';
import { belongs, useSync } from './sync.ts';
import './sync.css';

type Ask = () => Promise<Result<SyncStatus>>;

/** Who belongs to the workspace: the root all of it rests on, one's own key, and who asks to be let in. */
export function WorkspacePanel() {
  const workspace = useSync((state) => state.status?.workspace ?? null);
  const [errors, setErrors] = useState<readonly CodedError[]>([]);
  const [busy, setBusy] = useState(false);
  if (workspace === null) return null;
  const act = async (ask: Ask): Promise<void> => {
    setBusy(true);
    const done = await belongs(ask);
    setBusy(false);
    setErrors(done.ok ? [] : done.errors);
  };
  const { trouble } = workspace;
  return (
    <Panel title="Workspace">
      <div className="sync-panel">
        {trouble === null ? null : <ErrorNotice title="The workspace needs a look" errors={[trouble]} />}
        <NotDone title="That was not done" errors={errors} />
        <Root workspace={workspace} busy={busy} act={act} />
        <Mine workspace={workspace} busy={busy} act={act} />
        <Waiting workspace={workspace} busy={busy} act={act} />
      </div>
    </Panel>
  );
}

interface Part {
  readonly workspace: WorkspaceStanding;
  readonly busy: boolean;
  readonly act: (ask: Ask) => Promise<void>;
}

/** Compared once: every key of the workspace is believed because this one says so. */
function Root({ workspace, busy, act }: Part) {
  const { root, ours, confirmed, unpublished } = workspace;
  const publish = (words: string) => (
    <Button isDisabled={busy} onPress={() => void act(() => workstation().workspaceVouch({ keyIds: [] }))}>
      {words}
    </Button>
  );
  if (root === null)
    return (
      <>
        <p>
          This workspace has no keyring yet, so nobody’s signature counts in it. The laptop that brings the
          first one keeps the workspace’s root.
        </p>
        {publish('Begin the workspace here')}
      </>
    );
  if (ours)
    return (
      <>
        <Status kind="good">This laptop keeps the root</Status>
        <p className="muted">Tell others this fingerprint by phone or in person:</p>
        <code className="fingerprint">{rootFingerprint(root)}</code>
        {unpublished ? (
          <>
            <p>Keys or roles changed on this laptop, and nobody else knows of it yet.</p>
            {publish('Tell the workspace')}
          </>
        ) : null}
      </>
    );
  if (confirmed) return <Status kind="good">You compared its root</Status>;
  return (
    <>
      <p>Compare this fingerprint with the one your administrator tells you, by phone or in person:</p>
      <code className="fingerprint">{rootFingerprint(root)}</code>
      <Button
        kind="primary"
        isDisabled={busy}
        onPress={() => void act(() => workstation().workspaceConfirm({ root }))}
      >
        It is the same
      </Button>
    </>
  );
}

/** Whose key of this laptop is in, and whose has to be shown to the store first. */
function Mine({ workspace, busy, act }: Part) {
  const profiles = usePeople((state) => state.profiles);
  const here = workspace.keys.filter(({ origin }) => origin === 'here');
  if (workspace.ours || workspace.root === null) return null;
  if (here.length === 0)
    return <p className="muted">Make your key where you sign first, in Review or on a version.</p>;
  return here.map((key) => {
    const profile = profiles.find(({ keyId }) => keyId === key.keyId);
    return (
      <div key={key.keyId} className="workspace-key">
        <Status kind={key.vouched ? 'good' : 'info'}>{mineWords(key)}</Status>
        {key.vouched ? null : key.subject !== null ? (
          <>
            <p className="muted">Read this fingerprint to whoever keeps the root:</p>
            <code className="fingerprint">{fingerprint(key.keyId)}</code>
          </>
        ) : profile?.unlocked === true ? (
          <Button
            isDisabled={busy}
            onPress={() => void act(() => workstation().workspaceEnrol({ actorId: profile.actorId }))}
          >
            Ask to be let in as {key.name}
          </Button>
        ) : (
          <p className="muted">Open the key with its passphrase where you sign, then ask to be let in.</p>
        )}
      </div>
    );
  });
}

function mineWords({ name, vouched, subject }: WorkspaceKey): string {
  if (vouched) return `${name} is in`;
  return subject === null ? `${name} is not in yet` : `${name} waits to be let in`;
}

/** Whoever keeps the root compares each key with its owner before she lets it in. */
function Waiting({ workspace, busy, act }: Part) {
  const { ours, root, keys } = workspace;
  const others = keys.filter(({ origin, vouched }) => origin === 'elsewhere' && !vouched);
  if (others.length === 0 || (!ours && root !== null)) return null;
  const letIn = (keyId: Sha256Hex): void => void act(() => workstation().workspaceVouch({ keyIds: [keyId] }));
  return (
    <>
      <p>Waiting to be let in. Have each read you her fingerprint, by phone or in person:</p>
      <ul className="workspace-waiting">
        {others.map(({ keyId, name, role, subject, keeping }) => (
          <li key={keyId} className="workspace-key">
            <strong>{name}</strong>
            <span className="muted">
              {ROLE_NAMES[role]} · {subject}
              {keeping === 'browser' ? ' · key kept in a browser' : ''}
            </span>
            <code className="fingerprint">{fingerprint(keyId)}</code>
            <Button isDisabled={busy} onPress={() => letIn(keyId)}>
              Let {name} in
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}
