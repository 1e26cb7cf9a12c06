import { useState } from 'react';
import type { Sha256Hex } from '../../domain/brand.ts';
import { divergences } from '../../domain/merge/lineage.ts';
import type { CodedError, Result } from '../../domain/result.ts';
import type { SyncStatus } from '../../workstation/contract.ts';
import { workstation } from '../host/workstation-client.ts';
import { Button } from '../ui/Button.tsx';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { Field } from '../ui/Field.tsx';
import { counted, dayAndTime } from '../ui/format.ts';
import { Panel } from '../ui/Panel.tsx';
import { PassphraseField } from '../ui/PassphraseField.tsx';
import { Status } from '../ui/Status.tsx';
import { NotDone } from './NotDone.tsx';
import { dismissAlarm, shown, startMerge, stopSync, syncNow, useSync } from './sync.ts';
import { useVersions } from '../versions/versions.ts';
import { nodesOf, overallWords } from './sync-words.ts';
import './sync.css';

/** The central store: whether it has everything, what is wrong if not, and what has diverged. */
export function SyncPanel() {
  const status = useSync((state) => state.status);
  if (status === null) return null;
  return (
    <Panel
      title="Central store"
      tools={
        status.phase === 'off' ? null : (
          <Button kind="quiet" isDisabled={status.phase === 'syncing'} onPress={() => void syncNow()}>
            Sync now
          </Button>
        )
      }
    >
      <div className="sync-panel">
        {status.settings === null ? <SetUp /> : <Standing status={status} />}
        <Refused />
        <Diverged status={status} />
      </div>
    </Panel>
  );
}

function Standing({ status }: { readonly status: SyncStatus }) {
  const said = overallWords(status);
  const { settings, error, clockSkewMs } = status;
  const skewed = clockSkewMs !== null && Math.abs(clockSkewMs) > 10 * 60_000;
  return (
    <>
      {said === null ? null : (
        <Status prose kind={said.kind}>
          {said.words}
        </Status>
      )}
      {status.alarms.map((alarm) => (
        <div key={alarm.code} className="sync-alarm" role="alert">
          <p>{alarm.message}</p>
          <Button onPress={() => void dismissAlarm(alarm.code)}>
            {alarm.code === 'STORE_FORKED' ? 'I have asked: trust it as it is now' : 'I have seen this'}
          </Button>
        </div>
      ))}
      {error === null || status.alarms.length > 0 ? null : <p className="muted">{error.message}</p>}
      {status.phase === 'signed-out' && settings !== null ? <SignInAgain settings={settings} /> : null}
      {skewed ? (
        <p className="muted">
          This laptop’s clock is {skewWords(Math.abs(clockSkewMs))} {clockSkewMs > 0 ? 'behind' : 'ahead of'}{' '}
          the store’s. Nothing depends on it.
        </p>
      ) : null}
      <p className="muted">
        {settings?.url}, as {settings?.subject} of {settings?.tenant}.
        {status.lastSyncAt === null ? '' : ` Last synced ${dayAndTime(status.lastSyncAt)}.`}
      </p>
      {settings === null || status.phase === 'signed-out' ? null : (
        <p className="muted">{assuranceWords(status.assurance)}</p>
      )}
      <Button kind="quiet" onPress={() => void stopSync()}>
        Disconnect this laptop
      </Button>
    </>
  );
}

/** A second factor is the login’s to ask for; here is what it said of it. */
function assuranceWords(assurance: SyncStatus['assurance']): string {
  if (assurance === null) return 'The login does not say how you signed in.';
  const { methods, level } = assurance;
  const by = methods.length === 0 ? '' : ` by ${methods.join(', ')}`;
  return `Signed in${by}${level === null ? '' : `, level ${level}`}.`;
}

/** A token runs out after some hours; store and key stay as they were compared. */
function SignInAgain({ settings }: { readonly settings: NonNullable<SyncStatus['settings']> }) {
  const { url, storeKey } = settings;
  return (
    <SignIn
      pinned={{ url, storeKey: storeKey as Sha256Hex }}
      label="New token the store gave you"
      done="Sign in again"
    />
  );
}

interface Pinned {
  readonly url: string;
  readonly storeKey: Sha256Hex;
}

/** With a token, or in the browser by the store's own login. */
function SignIn({
  pinned,
  label,
  done,
}: {
  readonly pinned: Pinned;
  readonly label: string;
  readonly done: string;
}) {
  const [token, setToken] = useState('');
  const [open, setOpen] = useState<string | null>(null);
  const [errors, setErrors] = useState<readonly CodedError[]>([]);
  const told = async (status: Result<SyncStatus>): Promise<void> => {
    setErrors(status.ok ? [] : status.errors);
    await shown(status);
  };
  const withBrowser = async (): Promise<void> => {
    const begun = await workstation().syncLogin(pinned);
    setErrors(begun.ok ? [] : begun.errors);
    if (!begun.ok) return;
    setOpen(begun.value.open);
    await told(await workstation().syncLoggedIn({}));
    setOpen(null);
  };
  return (
    <form
      className="sync-panel"
      onSubmit={(event) => {
        event.preventDefault();
        void workstation()
          .syncSetUp({ ...pinned, token: token.trim() })
          .then(told);
      }}
    >
      <PassphraseField label={label} value={token} onChange={setToken} />
      <NotDone title="Not connected" errors={errors} />
      <Button type="submit" kind="primary" isDisabled={token.trim() === ''}>
        {done}
      </Button>
      {open === null ? (
        <Button onPress={() => void withBrowser()}>Sign in with the browser instead</Button>
      ) : (
        <p role="status">
          <a href={open} target="_blank" rel="noreferrer">
            Go to the store’s login
          </a>
          . This page goes on once you have signed in there.
        </p>
      )}
    </form>
  );
}

function skewWords(ms: number): string {
  const hours = Math.round(ms / 3_600_000);
  if (hours < 1) return counted(Math.round(ms / 60_000), 'minute', 'minutes');
  return hours < 48 ? counted(hours, 'hour', 'hours') : counted(Math.round(hours / 24), 'day', 'days');
}

function SetUp() {
  const [url, setUrl] = useState('');
  const [found, setFound] = useState<Pinned | null>(null);
  const [errors, setErrors] = useState<readonly CodedError[]>([]);
  const probe = async (): Promise<void> => {
    const probed = await workstation().syncProbe({ url: url.trim() });
    setFound(probed.ok ? probed.value : null);
    setErrors(probed.ok ? [] : probed.errors);
  };
  if (found !== null)
    return (
      <>
        <p>Compare this fingerprint with what whoever runs the store told you:</p>
        <code className="fingerprint">{found.storeKey.match(/.{4}/g)?.join(' ')}</code>
        <SignIn pinned={found} label="Token the store gave you" done="It is the same: sign in" />
      </>
    );
  return (
    <form
      className="sync-panel"
      onSubmit={(event) => {
        event.preventDefault();
        void probe();
      }}
    >
      <p className="muted">Versions stay on this laptop until it knows a store.</p>
      <Field
        label="Address of the store"
        value={url}
        onChange={setUrl}
        placeholder="https://store.example.com"
      />
      <NotDone title="Not connected" errors={errors} />
      <Button type="submit" isDisabled={url.trim() === ''}>
        Find the store
      </Button>
    </form>
  );
}

/** What came from the store and cannot be kept: said for as long as it is so. */
function Refused() {
  const refused = useSync((state) => state.refused);
  return [...refused].map(([versionId, errors]) => (
    <ErrorNotice
      key={versionId}
      title={`Version ${versionId.slice(0, 8)} came from the store and cannot be kept here`}
      errors={errors}
    />
  ));
}

/** Two people went on from one version: both are kept, and anybody may merge them. */
function Diverged({ status }: { readonly status: SyncStatus }) {
  const versions = useVersions((state) => state.versions);
  const here = new Set(versions.map(({ versionId }) => versionId));
  const nodes = nodesOf(status);
  const maker = (versionId: string): string =>
    nodes.find((node) => node.versionId === versionId)?.makerName ?? '';
  return divergences(nodes).map((divergence) => {
    const [one, other] = divergence.heads;
    return (
      <div key={`${one}${other}`} className="sync-diverged">
        <p>
          <strong>{nodes.find((node) => node.versionId === one)?.planName}</strong> was changed twice:{' '}
          {maker(one)} <code>{one.slice(0, 8)}</code> and {maker(other)} <code>{other.slice(0, 8)}</code>.
          Both are kept.
        </p>
        {[divergence.base, one, other].every((versionId) => here.has(versionId)) ? (
          <Button onPress={() => startMerge(divergence)}>Compare and merge</Button>
        ) : (
          // The store was heard before what it sent was checked and taken in.
          <p className="muted">Being checked and kept here. Then they can be compared and merged.</p>
        )}
      </div>
    );
  });
}
