import { useEffect } from 'react';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { loadVersions, useVersions } from '../../versions/versions.ts';
import { MergeScreen } from '../../sync/MergeScreen.tsx';
import { useSync } from '../../sync/sync.ts';
import './release-step.css';
import { VersionList } from './VersionList.tsx';
import { VersionReview } from './VersionReview.tsx';

/** Versions on this laptop: verified, decided on by a second person, and handed over as signed bundles. */
export function ReleaseStep() {
  const { versions, shown, loaded } = useVersions();
  const merging = useSync((state) => state.merging);
  useEffect(() => void loadVersions(), []);
  const version = versions.find((candidate) => candidate.versionId === shown) ?? versions[0];
  if (merging !== null) return <MergeScreen run={merging} />;
  return (
    <div className="release-step">
      <VersionList shown={version?.versionId ?? null} />
      {version === undefined ? (
        <EmptyState title={loaded ? 'No versions yet' : 'Looking for versions …'}>
          Submit a plan in Review, or open a bundle somebody sent you: drop it here or choose it on the left.
          It is verified before anything of it is shown as true.
        </EmptyState>
      ) : (
        <VersionReview key={version.versionId} version={version} />
      )}
    </div>
  );
}
