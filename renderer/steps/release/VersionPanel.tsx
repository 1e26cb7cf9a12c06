import { Archive, ArrowRightToLine, Download, PencilRuler } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { VersionId } from '../../../domain/brand.ts';
import type { Verification } from '../../../domain/bundle/verification.ts';
import type { PlanAct } from '../../../domain/governance/statement.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import { goTo } from '../../app/route.ts';
import { sha256Of } from '../../../formats/bundle/digest.ts';
import { auditPackOf } from '../../versions/audit-pack.ts';
import { exportFile } from '../../governance/export-file.ts';
import { post, postRefusal } from '../../session/notices.ts';
import type { StoredVersion } from '../../storage/version-store.ts';
import { Button } from '../../ui/Button.tsx';
import { Status } from '../../ui/Status.tsx';
import type { ReadBundle } from '../../versions/bundle-api.ts';
import { draftFrom, useVersions, withOwnReceipts } from '../../versions/versions.ts';
import { ChangeLog } from './ChangeLog.tsx';
import { Decide } from './Decide.tsx';
import { ReleaseIt } from './ReleaseIt.tsx';
import { TablesFor } from './TablesFor.tsx';
import { VersionFacts } from './VersionFacts.tsx';

/** Is it genuine, who signed it, may I approve it, and the bundle to hand over. */
export function VersionPanel({
  version,
  bundle,
  onWriteBack,
}: {
  readonly version: StoredVersion;
  readonly bundle: ReadBundle;
  /** null while it may not be, or is open already. */
  readonly onWriteBack: (() => void) | null;
}) {
  const { verification, acts } = bundle;
  const approved = verification.ok && verification.state === 'Approved';
  const top = useFocusWhenDone(version.versionId);
  return (
    <VersionFacts
      bundle={bundle}
      top={top}
      buttons={
        <div className="release-buttons">
          <Button
            kind={approved ? 'primary' : 'normal'}
            icon={<Download aria-hidden="true" />}
            onPress={() => void handOver(version)}
          >
            {approved ? 'Save the approved bundle' : 'Save the bundle'}
          </Button>
          <Button
            icon={<PencilRuler aria-hidden="true" />}
            onPress={() => void openDraft(version, bundle.plan)}
          >
            Open as a new draft
          </Button>
          <Button icon={<Archive aria-hidden="true" />} onPress={() => void handOverPack(version)}>
            Audit pack
          </Button>
          {onWriteBack === null ? null : (
            <Button icon={<ArrowRightToLine aria-hidden="true" />} onPress={onWriteBack}>
              Write back to CRM
            </Button>
          )}
        </div>
      }
      more={
        <>
          <ChangeLog version={version} />
          <TablesFor version={version} />
        </>
      }
      decision={<MayDecide version={version} acts={acts} verification={verification} plan={bundle.plan} />}
    />
  );
}

/** May I approve? Always answered, with the reason when not. */
function MayDecide(props: {
  readonly version: StoredVersion;
  readonly acts: readonly PlanAct[];
  readonly verification: Verification;
  readonly plan: Plan;
}) {
  const { version, acts, verification, plan } = props;
  const open = verification.state === 'InReview' || verification.state === 'ChangesRequested';
  if (verification.ok && open)
    return <Decide version={version} acts={acts} outcome={verification.outcome} plan={plan} />;
  if (verification.ok && verification.state === 'Approved' && verification.outcome !== null)
    return <ReleaseIt version={version} outcome={verification.outcome} plan={plan} />;
  return (
    <section className="decide">
      <h3>Your decision</h3>
      {verification.ok ? (
        <p className="muted">
          {verification.state === 'Rejected'
            ? 'It was rejected and stays so. Open it as a new draft, change it and submit again.'
            : 'Nobody decided in time, so the request expired. Submit it again to ask anew.'}
        </p>
      ) : (
        <Status prose kind="info">
          You can decide once it is proven genuine.{' '}
          {verification.steps.at(-1)?.step === 'keys'
            ? 'Ask its signers for their keyring by another way than the bundle, add it on the left and compare fingerprints.'
            : 'Ask whoever sent it for the file again.'}
        </Status>
      )}
    </section>
  );
}

async function openDraft(version: StoredVersion, plan: Plan): Promise<void> {
  const opened = await draftFrom(version.versionId, plan);
  if (!opened.ok) return postRefusal('No draft was opened', opened.errors);
  post({
    kind: 'done',
    title: `"${opened.value.name}" is open`,
    detail: `It goes on from version ${version.versionId.slice(0, 8)}, which stays as it is.`,
  });
  goTo('design');
}

/** After submitting, deciding or opening, the focus is where the outcome is read. */
function useFocusWhenDone(versionId: VersionId) {
  const top = useRef<HTMLDivElement>(null);
  const wanted = useVersions((state) => state.focus === versionId);
  useEffect(() => {
    if (!wanted) return;
    top.current?.focus({ preventScroll: true });
    top.current?.closest('.panel-body')?.scrollTo(0, 0);
    useVersions.setState({ focus: null });
  }, [wanted]);
  return top;
}

async function handOver(version: StoredVersion): Promise<void> {
  await exportFile({
    name: bundleName(version),
    bytes: await withOwnReceipts(version),
    type: 'application/zip',
    label: `Save the bundle of ${version.planName}`,
    object: `version:${version.versionId}`,
  });
}

/** The version with all a dispute about it is settled with. */
async function handOverPack(version: StoredVersion): Promise<void> {
  const pack = await auditPackOf(version);
  if (!pack.ok) return postRefusal('No audit pack was made', pack.errors);
  await exportFile({
    name: `audit-pack-${bundleName(version)}`,
    bytes: pack.value,
    type: 'application/zip',
    label: `Save the audit pack of ${version.planName}, sha256 ${sha256Of(pack.value)}`,
    object: `version:${version.versionId}`,
  });
}

const bundleName = (version: StoredVersion): string =>
  `${version.planName.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '')}-${version.versionId.slice(0, 8)}.zip`;
