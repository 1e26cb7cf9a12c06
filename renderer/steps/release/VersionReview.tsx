import { useEffect, useMemo, useState } from 'react';
import { measureContext } from '../../../domain/measures/measure-plan.ts';
import type { Result } from '../../../domain/result.ts';
import { keyringOf, usePeople } from '../../people/people.ts';
import { useSync } from '../../sync/sync.ts';
import { versionSide } from '../../compare/compare-sides.ts';
import { compare } from '../../compare/open-compare.ts';
import { signerNames } from '../../../domain/bundle/outcome-of-version.ts';
import { impactOf } from '../../review/impact-of.ts';
import { PlanReview } from '../../review/PlanReview.tsx';
import type { StoredVersion } from '../../storage/version-store.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import type { ReadBundle } from '../../versions/bundle-api.ts';
import { useBasis } from '../../versions/use-basis.tsx';
import { readVersion, releaseBefore } from '../../versions/versions.ts';
import { VersionPanel } from './VersionPanel.tsx';
import { WritebackPanel } from './writeback/WritebackPanel.tsx';

/** One version, read from its bytes and verified against the keys this laptop trusts. Nothing in it can be changed. */
export function VersionReview({ version }: { readonly version: StoredVersion }) {
  const read = useRead(version);
  if (read === null)
    return (
      <EmptyState title="Verifying …">
        Reading every byte of the bundle and checking who signed it.
      </EmptyState>
    );
  if (!read.ok)
    return (
      <div className="release-error">
        <ErrorNotice title="This bundle cannot be read" errors={read.errors} />
      </div>
    );
  return <Verified version={version} bundle={read.value} />;
}

function Verified({ version, bundle }: { readonly version: StoredVersion; readonly bundle: ReadBundle }) {
  const context = useMemo(() => measureContext(bundle.plan), [bundle.plan]);
  const basis = useBasis(bundle.plan, bundle.plan.parents);
  const [writing, setWriting] = useState(false);
  const approved = bundle.verification.ok && bundle.verification.state === 'Approved';
  return (
    <>
      {writing && approved ? (
        <WritebackPanel
          version={version}
          cycleFrom={bundle.plan.cycle.from}
          onBack={() => setWriting(false)}
        />
      ) : basis === null ? (
        <div className="plan-review">
          <EmptyState title="Comparing …">Reading the version it follows.</EmptyState>
        </div>
      ) : (
        <PlanReview
          plan={bundle.plan}
          context={context}
          basis={basis}
          first="changes"
          impact={impactOf(bundle)}
          trail={{ lines: bundle.audit, names: signerNames(bundle.acts) }}
          onCompare={() => compare(versionSide(version.versionId), null)}
        />
      )}
      <VersionPanel
        version={version}
        bundle={bundle}
        onWriteBack={approved && !writing ? () => setWriting(true) : null}
      />
    </>
  );
}

/** Read again when its acts or the trusted keys change, or a store has received it. */
function useRead(version: StoredVersion): Result<ReadBundle> | null {
  const keys = usePeople((state) => state.keys);
  const place = useSync(
    ({ status }) => status?.versions.find(({ versionId }) => versionId === version.versionId)?.receipt?.index,
  );
  const [read, setRead] = useState<Result<ReadBundle> | null>(null);
  useEffect(() => {
    let current = true;
    const reading = async () => readVersion(version, keyringOf(keys), await releaseBefore(version));
    void reading().then((result) => {
      if (current) setRead(result);
    });
    return () => {
      current = false;
    };
  }, [version, keys, place]);
  return read;
}
