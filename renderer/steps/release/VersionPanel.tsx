import { ArrowRightToLine, Download, PencilRuler } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { VersionId } from '../../../domain/brand.ts';
import { signerNames } from '../../../domain/bundle/outcome-of-version.ts';
import type { Verification } from '../../../domain/bundle/verification.ts';
import { approvalOf } from '../../../domain/governance/approval-settings.ts';
import type { Policy } from '../../../domain/governance/policy.ts';
import type { PlanAct } from '../../../domain/governance/statement.ts';
import type { VersionState } from '../../../domain/governance/submission.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import { goTo } from '../../app/route.ts';
import { PolicyRequirements } from '../../governance/PolicyRequirements.tsx';
import { EvidenceOf } from '../../governance/Evidence.tsx';
import { exportFile } from '../../governance/export-file.ts';
import { keyName, ROLE_NAMES } from '../../people/people.ts';
import { post, postRefusal } from '../../session/notices.ts';
import type { StoredVersion } from '../../storage/version-store.ts';
import { dayAndTime } from '../../ui/format.ts';
import { Button } from '../../ui/Button.tsx';
import { Panel } from '../../ui/Panel.tsx';
import type { StatusKind } from '../../ui/Status.tsx';
import { Status } from '../../ui/Status.tsx';
import type { ReadBundle } from '../../versions/bundle-api.ts';
import { draftFrom, useVersions, withOwnReceipts } from '../../versions/versions.ts';
import { Decide } from './Decide.tsx';
import { ReleaseIt } from './ReleaseIt.tsx';
import { VerificationSteps } from './VerificationSteps.tsx';

const STATES: Readonly<Record<VersionState, readonly [StatusKind, string]>> = {
  InReview: ['info', 'Waiting for approval'],
  Approved: ['good', 'Approved'],
  Rejected: ['bad', 'Rejected'],
  ChangesRequested: ['warn', 'Returned for changes'],
  Expired: ['warn', 'Expired'],
};

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
  const { policy } = bundle.plan;
  const state = verification.ok ? verification.state : null;
  const [kind, words] = state === null ? (['bad', 'Not proven'] as const) : STATES[state];
  const top = useFocusWhenDone(version.versionId);
  return (
    <Panel title="This version" tools={<Status kind={kind}>{words}</Status>}>
      <div
        className="version-panel"
        ref={top}
        tabIndex={-1}
        role="group"
        aria-label={`${version.planName}: ${words}`}
      >
        <div className="release-buttons">
          <Button
            kind={state === 'Approved' ? 'primary' : 'normal'}
            icon={<Download aria-hidden="true" />}
            onPress={() => void handOver(version)}
          >
            {state === 'Approved' ? 'Save the approved bundle' : 'Save the bundle'}
          </Button>
          <Button
            icon={<PencilRuler aria-hidden="true" />}
            onPress={() => void openDraft(version, bundle.plan)}
          >
            Open as a new draft
          </Button>
          {onWriteBack === null ? null : (
            <Button icon={<ArrowRightToLine aria-hidden="true" />} onPress={onWriteBack}>
              Write back to CRM
            </Button>
          )}
        </div>
        <VerificationSteps verification={verification} />
        {verification.outcome === null ? null : (
          <PolicyRequirements
            outcome={verification.outcome}
            names={signerNames(acts)}
            policyName={`${policy.name}, version ${policy.version}`}
          />
        )}
        <section>
          <h3>{verification.ok ? 'Signed by' : 'Says it is signed by'}</h3>
          <ol className="act-list">
            {acts.map((act) => (
              <SignedAct key={`${act.decision}-${act.signer.keyId}-${act.claimedAt}`} act={act} />
            ))}
          </ol>
          <p className="act-clock muted">Times are what each signer’s own clock said.</p>
        </section>
        <MayDecide version={version} acts={acts} verification={verification} policy={policy} />
        <section>
          <h3>Version</h3>
          <p className="version-id">
            <code>{version.versionId}</code>
          </p>
          <p className="muted">
            This is the sha256 of the bundle’s manifest. VERIFY.md inside the bundle says how anybody checks
            it with sha256sum and openssl alone.
          </p>
        </section>
      </div>
    </Panel>
  );
}

/** May I approve? Always answered, with the reason when not. */
function MayDecide(props: {
  readonly version: StoredVersion;
  readonly acts: readonly PlanAct[];
  readonly verification: Verification;
  readonly policy: Policy;
}) {
  const { version, acts, verification, policy } = props;
  const open = verification.state === 'InReview' || verification.state === 'ChangesRequested';
  if (verification.ok && open)
    return <Decide version={version} acts={acts} outcome={verification.outcome} policy={policy} />;
  if (verification.ok && verification.state === 'Approved' && verification.outcome !== null)
    return <ReleaseIt version={version} outcome={verification.outcome} settings={approvalOf(policy)} />;
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

const DECIDED: Readonly<Record<PlanAct['decision'], string>> = {
  submit: 'submitted',
  approve: 'approved',
  reject: 'rejected',
  'request-changes': 'returned it for changes',
  delegate: 'delegated the decision',
  release: 'released',
};

function SignedAct({ act }: { readonly act: PlanAct }) {
  return (
    <li>
      <span>
        <strong>{keyName(act.signer)}</strong> {DECIDED[act.decision]}
      </span>
      <span className="muted">
        {ROLE_NAMES[act.signer.role]} · {dayAndTime(act.claimedAt)}
      </span>
      {act.reason === '' ? null : <q>{act.reason}</q>}
      {act.evidence === undefined ? null : <EvidenceOf digests={act.evidence} />}
    </li>
  );
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

const bundleName = (version: StoredVersion): string =>
  `${version.planName.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '')}-${version.versionId.slice(0, 8)}.zip`;
