import { Download } from 'lucide-react';
import type { PlanAct } from '../../../domain/governance/statement.ts';
import type { VersionState } from '../../../domain/governance/submission.ts';
import { save } from '../../host/save-file.ts';
import { ROLE_NAMES } from '../../people/people.ts';
import type { StoredVersion } from '../../storage/version-store.ts';
import { Button } from '../../ui/Button.tsx';
import { Panel } from '../../ui/Panel.tsx';
import type { StatusKind } from '../../ui/Status.tsx';
import { Status } from '../../ui/Status.tsx';
import type { ReadBundle } from '../../versions/bundle-api.ts';
import { Decide } from './Decide.tsx';
import { VerificationSteps } from './VerificationSteps.tsx';

const STATES: Readonly<Record<VersionState, readonly [StatusKind, string]>> = {
  InReview: ['info', 'Waiting for approval'],
  Approved: ['good', 'Approved'],
  Rejected: ['bad', 'Rejected'],
};

/** Is it genuine, who signed it, may I approve it, and the bundle to hand over. */
export function VersionPanel({
  version,
  bundle,
}: {
  readonly version: StoredVersion;
  readonly bundle: ReadBundle;
}) {
  const { verification, acts } = bundle;
  const state = verification.ok ? verification.state : null;
  const [kind, words] = state === null ? (['bad', 'Not verified'] as const) : STATES[state];
  return (
    <Panel title="This version" tools={<Status kind={kind}>{words}</Status>}>
      <div className="version-panel">
        <Button
          kind={state === 'Approved' ? 'primary' : 'normal'}
          icon={<Download aria-hidden="true" />}
          onPress={() => void save(bundleName(version), version.bundle, 'application/zip')}
        >
          {state === 'Approved' ? 'Save the approved bundle' : 'Save the bundle'}
        </Button>
        <VerificationSteps verification={verification} />
        <section>
          <h3>Signed by</h3>
          <ol className="act-list">
            {acts.map((act) => (
              <SignedAct key={`${act.decision}-${act.signer.keyId}`} act={act} />
            ))}
          </ol>
        </section>
        {state === 'InReview' ? <Decide version={version} acts={acts} /> : null}
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

const DECIDED = { submit: 'submitted', approve: 'approved', reject: 'rejected' } as const;

function SignedAct({ act }: { readonly act: PlanAct }) {
  return (
    <li>
      <strong>{act.signer.name}</strong> {DECIDED[act.decision]}
      <span className="muted">
        {ROLE_NAMES[act.signer.role]} · {new Date(act.claimedAt).toLocaleString()} by their own clock
      </span>
      {act.reason === '' ? null : <q>{act.reason}</q>}
    </li>
  );
}

const bundleName = (version: StoredVersion): string =>
  `${version.planName.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '')}-${version.versionId.slice(0, 8)}.zip`;
