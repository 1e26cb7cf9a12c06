import type { ReactNode, Ref } from 'react';
import { signerNames } from '../../../domain/bundle/outcome-of-version.ts';
import { documentWords } from '../../../domain/governance/documents.ts';
import type { PlanAct } from '../../../domain/governance/statement.ts';
import type { VersionState } from '../../../domain/governance/submission.ts';
import { EvidenceOf } from '../../governance/Evidence.tsx';
import { PolicyRequirements } from '../../governance/PolicyRequirements.tsx';
import { DECIDED, keyName, ROLE_NAMES } from '../../people/people.ts';
import { dayAndTime } from '../../ui/format.ts';
import { Panel } from '../../ui/Panel.tsx';
import type { StatusKind } from '../../ui/Status.tsx';
import { Status } from '../../ui/Status.tsx';
import type { ReadBundle } from '../../versions/bundle-api.ts';
import { VerificationSteps } from './VerificationSteps.tsx';

const STATES: Readonly<Record<VersionState, readonly [StatusKind, string]>> = {
  InReview: ['info', 'Waiting for approval'],
  Approved: ['good', 'Approved'],
  Rejected: ['bad', 'Rejected'],
  ChangesRequested: ['warn', 'Returned for changes'],
  Expired: ['warn', 'Expired'],
};

/** Is it genuine, what does its policy ask, who signed it; and in between what may be done with it here. */
export function VersionFacts(props: {
  readonly bundle: ReadBundle;
  /** Takes the focus after something was done. */
  readonly top: Ref<HTMLDivElement>;
  readonly buttons: ReactNode;
  readonly decision: ReactNode;
  /** At the end: what else may be taken from it here. */
  readonly more?: ReactNode;
  /** The store itself shows it. */
  readonly inStore?: boolean;
}) {
  const { bundle, top, buttons, decision, more, inStore = false } = props;
  const { verification, acts, plan, versionId } = bundle;
  const state = verification.ok ? verification.state : null;
  const [kind, words] = state === null ? (['bad', 'Not proven'] as const) : STATES[state];
  return (
    <Panel title="This version" tools={<Status kind={kind}>{words}</Status>}>
      <div
        className="version-panel"
        ref={top}
        tabIndex={-1}
        role="group"
        aria-label={`${plan.name}: ${words}`}
      >
        {buttons}
        <VerificationSteps verification={verification} inStore={inStore} />
        {verification.outcome === null ? null : (
          <PolicyRequirements
            outcome={verification.outcome}
            names={signerNames(acts)}
            policyName={`${plan.policy.name}, version ${plan.policy.version}`}
          />
        )}
        <section>
          <h3>{verification.ok ? 'Signed by' : 'Says it is signed by'}</h3>
          <ol className="act-list">
            {byTime(acts).map((act) => (
              <SignedAct key={`${act.decision}-${act.signer.keyId}-${act.claimedAt}`} act={act} />
            ))}
          </ol>
          <p className="act-clock muted">Times are what each signer’s own clock said.</p>
        </section>
        {decision}
        <section>
          <h3>Version</h3>
          <p className="version-id">
            <code>{versionId}</code>
          </p>
          <p className="muted">
            This is the sha256 of the bundle’s manifest. VERIFY.md inside the bundle says how anybody checks
            it with sha256sum and openssl alone.
          </p>
          {more}
        </section>
      </div>
    </Panel>
  );
}

/** In the order of their own clocks; a bundle lists them by digest. */
const byTime = (acts: readonly PlanAct[]): readonly PlanAct[] =>
  acts.toSorted((a, b) => (a.claimedAt < b.claimedAt ? -1 : a.claimedAt > b.claimedAt ? 1 : 0));

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
      {act.documents === undefined ? null : (
        <p className="muted">Signed with it: {documentWords(act.documents.map(({ kind }) => kind))}</p>
      )}
      {act.evidence === undefined ? null : (
        <EvidenceOf
          digests={act.evidence}
          {...(act.documents === undefined ? {} : { documents: act.documents })}
        />
      )}
    </li>
  );
}
