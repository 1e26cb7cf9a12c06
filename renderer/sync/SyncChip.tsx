import { useEffect } from 'react';
import { goTo } from '../app/route.ts';
import { Status } from '../ui/Status.tsx';
import { useSync, watchSync } from './sync.ts';
import { overallWords, versionWords } from './sync-words.ts';
import './sync.css';

/** Quiet while all is well; it is the way to Release when it is not. */
export function SyncChip() {
  const status = useSync((state) => state.status);
  useEffect(watchSync, []);
  const said = status === null ? null : overallWords(status);
  if (said === null) return null;
  return (
    <button type="button" className="sync-chip" title={said.words} onClick={() => goTo('release')}>
      <Status kind={said.kind}>{said.words}</Status>
    </button>
  );
}

/** How one version stands with the store; nothing while there is none. */
export function VersionSyncMark({ versionId }: { readonly versionId: string }) {
  const status = useSync((state) => state.status);
  const version = status?.versions.find((candidate) => candidate.versionId === versionId);
  if (status === null || status.phase === 'off' || version === undefined) return null;
  const said = versionWords(version);
  return (
    <span className="version-sync" title={version.message ?? ''}>
      <Status kind={said.kind}>{said.words}</Status>
    </span>
  );
}
