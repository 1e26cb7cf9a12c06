import { useEffect, useMemo, useRef, useState } from 'react';
import type { IsoDate, VersionId } from '../../domain/brand.ts';
import type { TrustedKey } from '../../domain/governance/keyring.ts';
import { measureContext } from '../../domain/measures/measure-plan.ts';
import type { Result } from '../../domain/result.ts';
import type { BrowserKey } from '../host/browser-key.ts';
import { rolesHere } from '../people/roles-here.ts';
import { signerNames } from '../../domain/bundle/outcome-of-version.ts';
import { impactOf } from '../review/impact-of.ts';
import { PlanReview } from '../review/PlanReview.tsx';
import { DecisionForm } from '../steps/release/DecisionForm.tsx';
import { VersionFacts } from '../steps/release/VersionFacts.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { Status } from '../ui/Status.tsx';
import type { Reviewed } from './read-version.ts';
import { decideHere, reviewVersion } from './read-version.ts';
import { ReleaseHere } from './ReleaseHere.tsx';
import { loadReviewer, useReviewer } from './reviewer.ts';

/** One version: read from its bytes and verified in this browser. */
export function VersionScreen({ versionId }: { readonly versionId: VersionId }) {
  const keyring = useReviewer((state) => state.believed.keyring);
  const [times, setTimes] = useState(0);
  const [found, setFound] = useState<Result<Reviewed> | null>(null);
  useEffect(() => {
    let current = true;
    void reviewVersion(versionId, keyring).then((result) => {
      if (current) setFound(result);
    });
    return () => {
      current = false;
    };
  }, [versionId, keyring, times]);
  if (found === null)
    return (
      <EmptyState title="Verifying …">
        Reading every byte of the version and checking who signed it.
      </EmptyState>
    );
  if (!found.ok)
    return (
      <div className="release-error">
        <ErrorNotice title="This version cannot be read" errors={found.errors} />
      </div>
    );
  return <Verified reviewed={found.value} onDecided={() => setTimes(times + 1)} />;
}

function Verified({ reviewed, onDecided }: { readonly reviewed: Reviewed; readonly onDecided: () => void }) {
  const { read, basis } = reviewed;
  const context = useMemo(() => measureContext(read.plan), [read.plan]);
  const top = useRef<HTMLDivElement>(null);
  return (
    <>
      <PlanReview
        plan={read.plan}
        context={context}
        basis={basis}
        first="changes"
        impact={impactOf(read)}
        trail={{ lines: read.audit, names: signerNames(read.acts) }}
      />
      <VersionFacts
        bundle={read}
        top={top}
        buttons={null}
        inStore
        decision={
          <section className="decide">
            <h3>Your decision</h3>
            <MayDecide
              reviewed={reviewed}
              onDecided={() => {
                top.current?.focus();
                onDecided();
              }}
            />
          </section>
        }
      />
    </>
  );
}

/** May I decide? Always answered, with the reason when not. */
function MayDecide({ reviewed, onDecided }: { readonly reviewed: Reviewed; readonly onDecided: () => void }) {
  const { key, believed } = useReviewer();
  const [today] = useState(() => new Date().toISOString().slice(0, 10) as IsoDate);
  const { verification, acts, plan } = reviewed.read;
  const own = believed.keyring.find(({ keyId }) => keyId === key?.keyId);
  if (verification.ok && verification.state === 'Approved')
    return <ReleaseHere reviewed={reviewed} own={own} browserKey={key} onReleased={onDecided} />;
  const why = hindrance(reviewed, own);
  if (why !== null || key === null || own === undefined)
    return (
      <Status prose kind="info">
        {why}
      </Status>
    );
  return (
    <>
      <p className="muted">
        Signed with the key in this browser, which is kept less well than the app keeps one.
      </p>
      <DecisionForm
        acts={acts}
        outcome={verification.outcome}
        policy={plan.policy}
        signer={own}
        roles={rolesHere(
          own,
          { plan, territories: verification.outcome?.territories ?? null, on: today },
          'decides',
        )}
        today={today}
        takesEvidence={false}
        delegation={() => null}
        onDecide={(decision, reason, more, as) =>
          decided(reviewed, key, { ...own, role: as ?? own.role }, { decision, reason, ...more }, onDecided)
        }
      />
    </>
  );
}

async function decided(
  reviewed: Reviewed,
  key: BrowserKey,
  { actorId, name, role, keyId }: TrustedKey,
  act: Omit<Parameters<typeof decideHere>[2], 'signer'>,
  then: () => void,
): Promise<Result<true>> {
  const done = await decideHere(reviewed, key, { ...act, signer: { actorId, name, role, keyId } });
  if (!done.ok) return done;
  await loadReviewer();
  then();
  return done;
}

function hindrance({ read }: Reviewed, own: TrustedKey | undefined): string | null {
  const { verification, acts } = read;
  if (!verification.ok)
    return 'You can decide once it is proven genuine. If its signers are unknown, compare the fingerprint on the left, or ask your administrator.';
  if (verification.state === 'Rejected') return 'It was rejected and stays so.';
  if (verification.state === 'Expired') return 'Nobody decided in time, so the request expired.';
  if (own === undefined)
    return 'Deciding needs a key that your workspace vouches for: see “Your key” on the left.';
  if (own.revokedAt !== null) return 'Your key was revoked.';
  const maker = acts.find(({ decision }) => decision === 'submit')?.signer;
  return maker?.keyId === own.keyId || maker?.actorId === own.actorId
    ? 'You submitted this version, so somebody else has to decide on it.'
    : null;
}
