import { FileInput } from 'lucide-react';
import { useRef, useState } from 'react';
import type { DragEvent } from 'react';
import { post, postRefusal } from '../../session/notices.ts';
import { dayAndTime } from '../../ui/format.ts';
import { Button } from '../../ui/Button.tsx';
import { FilePicker } from '../../ui/FilePicker.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { VersionSyncMark } from '../../sync/SyncChip.tsx';
import { SyncPanel } from '../../sync/SyncPanel.tsx';
import { WorkspacePanel } from '../../sync/WorkspacePanel.tsx';
import { receiveBundle, showVersion, useVersions } from '../../versions/versions.ts';
import { Keyring } from './Keyring.tsx';
import { NOTHING_KEPT, refusalTitle } from './refusal-words.ts';

/** Bundles larger than this are refused before they are read into memory. */
const LARGEST = 256 * 1024 * 1024;

async function receive(file: File): Promise<void> {
  if (file.size > LARGEST) {
    const message = `${file.name} has ${Math.round(file.size / 1e6)} MB; a bundle has less than 256 MB.`;
    return postRefusal('That is not a bundle', [{ code: 'ZIP_TOO_LARGE', message }]);
  }
  const received = await receiveBundle(new Uint8Array(await file.arrayBuffer()));
  if (received.ok) post({ kind: 'done', title: `${file.name} was opened`, detail: received.value.words });
  else if (received.errors[0]?.code === 'ALREADY_HERE')
    post({ kind: 'info', title: 'Nothing new', detail: received.errors[0].message });
  else if (received.errors[0]?.code === 'OTHER_CLIENT')
    postRefusal(`${file.name} was not opened here`, received.errors);
  else postRefusal(refusalTitle(file.name, received.errors), [...received.errors.slice(0, 1), NOTHING_KEPT]);
}

/** Everything submitted here or received, newest first, and the keys this laptop believes. */
export function VersionList({ shown }: { readonly shown: string | null }) {
  const [reading, setReading] = useState<string | null>(null);
  const open = async (file: File): Promise<void> => {
    setReading(file.name);
    await receive(file);
    setReading(null);
  };
  const versions = useVersions((state) => state.versions);
  const input = useRef<HTMLInputElement>(null);
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    for (const file of event.dataTransfer.files) void open(file);
  };
  return (
    <div className="release-side" onDragOver={(event) => event.preventDefault()} onDrop={onDrop}>
      <Panel
        title="Versions"
        tools={
          <Button kind="quiet" icon={<FileInput aria-hidden="true" />} onPress={() => input.current?.click()}>
            Open a bundle
          </Button>
        }
      >
        <FilePicker
          ref={input}
          label="Open a bundle"
          accept=".zip,application/zip"
          onFiles={(files) => {
            for (const file of files) void open(file);
          }}
        />
        {reading === null ? null : (
          <p className="version-reading muted" role="status">
            Reading {reading} …
          </p>
        )}
        <ul className="version-list">
          {versions.map((version) => (
            <li key={version.versionId}>
              <button
                type="button"
                className="version-row"
                aria-current={version.versionId === shown}
                onClick={() => showVersion(version.versionId)}
              >
                <strong className="truncate">{version.planName}</strong>
                <span className="muted">{version.origin === 'own' ? 'Submitted here' : 'Received'}</span>
                <span className="version-made muted truncate">
                  {version.makerName} · {dayAndTime(version.createdAt)}
                </span>
                <code>{version.versionId.slice(0, 8)}</code>
                <VersionSyncMark versionId={version.versionId} />
              </button>
            </li>
          ))}
        </ul>
      </Panel>
      <div className="release-side-foot">
        <SyncPanel />
        <WorkspacePanel />
        <Keyring />
      </div>
    </div>
  );
}
