import { useState } from 'react';
import type { Sha256Hex } from '../../domain/brand.ts';
import { divergences } from '../../domain/merge/lineage.ts';
import type { CodedError } from '../../domain/result.ts';
import type { SyncStatus } from '../../workstation/contract.ts';
import { workstation } from '../host/workstation-client.ts';
import { Button } from '../ui/Button.tsx';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { Field } from '../ui/Field.tsx';
import { counted, dayAndTime } from '../ui/format.ts';
import { Panel } from '../ui/Panel.tsx';
import { PassphraseField } from '../ui/PassphraseField.tsx';
import { Status } from '../ui/Status.tsx';
import { dismissAlarm, shown, startMerge, stopSync, syncNow, useSync } from './sync.ts';
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
      <Button kind="quiet" onPress={() => void stopSync()}>
        Disconnect this laptop
      </Button>
    </>
  );
}

function skewWords(ms: number): string {
  const hours = Math.round(ms / 3_600_000);
  if (hours < 1) return counted(Math.round(ms / 60_000), 'minute', 'minutes');
  return hours < 48 ? counted(hours, 'hour', 'hours') : counted(Math.round(hours / 24), 'day', 'days');
}

function SetUp() {
  const [url, setUrl] = useState('');
  const [found, setFound] = useState<{ url: string; storeKey: Sha256Hex } | null>(null);
  const [token, setToken] = useState('');
  const [errors, setErrors] = useState<readonly CodedError[]>([]);
  const probe = async (): Promise<void> => {
    const probed = await workstation().syncProbe({ url: url.trim() });
    setFound(probed.ok ? probed.value : null);
    setErrors(probed.ok ? [] : probed.errors);
  };
  const signIn = async (): Promise<void> => {
    if (found === null) return;
    const done = await workstation().syncSetUp({ ...found, token: token.trim() });
    setErrors(done.ok ? [] : done.errors);
    await shown(done);
  };
  return (
    <form
      className="sync-panel"
      onSubmit={(event) => {
        event.preventDefault();
        void (found === null ? probe() : signIn());
      }}
    >
      {found === null ? (
        <>
          <p className="muted">Versions stay on this laptop until it knows a store.</p>
          <Field
            label="Address of the store"
            value={url}
            onChange={setUrl}
            placeholder="https://store.example.com"
          />
        </>
      ) : (
        <>
          <p>Compare this fingerprint with what whoever runs the store told you:</p>
          <code className="fingerprint">{found.storeKey.match(/.{4}/g)?.join(' ')}</code>
          <PassphraseField label="Token the store gave you" value={token} onChange={setToken} />
        </>
      )}
      {errors.length === 0 ? null : <ErrorNotice title="Not connected" errors={errors} />}
      <Button
        type="submit"
        kind={found === null ? 'normal' : 'primary'}
        isDisabled={(found === null ? url : token).trim() === ''}
      >
        {found === null ? 'Find the store' : 'It is the same: sign in'}
      </Button>
    </form>
  );
}

/** Two people went on from one version: both are kept, and anybody may merge them. */
function Diverged({ status }: { readonly status: SyncStatus }) {
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
        <Button onPress={() => startMerge(divergence)}>Compare and merge</Button>
      </div>
    );
  });
}
