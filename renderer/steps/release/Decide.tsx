import { useState } from 'react';
import type { IsoDate } from '../../../domain/brand.ts';
import type { Outcome } from '../../../domain/governance/approval.ts';
import { approvalOf } from '../../../domain/governance/approval-settings.ts';
import { votesLentTo } from '../../../domain/governance/delegations.ts';
import type { Policy } from '../../../domain/governance/policy.ts';
import type { Decision as Decided, PlanAct } from '../../../domain/governance/statement.ts';
import type { CodedError } from '../../../domain/result.ts';
import type { Profile } from '../../../workstation/contract.ts';
import { EvidencePicker } from '../../governance/Evidence.tsx';
import { longestException, openExceptions } from '../../governance/exceptions.ts';
import { ROLE_NAMES } from '../../people/people.ts';
import { SignAs } from '../../people/SignAs.tsx';
import { post } from '../../session/notices.ts';
import { now } from '../../session/session.ts';
import type { Evidence } from '../../storage/evidence-store.ts';
import type { StoredVersion } from '../../storage/version-store.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Field, Select, Switch } from '../../ui/Field.tsx';
import { Status } from '../../ui/Status.tsx';
import { decide } from '../../versions/versions.ts';
import { Delegate } from './Delegate.tsx';

export interface DecideProps {
  readonly version: StoredVersion;
  readonly acts: readonly PlanAct[];
  readonly outcome: Outcome | null;
  readonly policy: Policy;
}

/** A second pair of eyes: approve, return or reject, with a reason, signed. The maker is told that it cannot be her. */
export function Decide(props: DecideProps) {
  const maker = props.acts.find((act) => act.decision === 'submit')?.signer;
  return (
    <section className="decide">
      <h3>Your decision</h3>
      <SignAs purpose="decide" prefer={(profile) => profile.actorId !== maker?.actorId}>
        {(profile) =>
          profile.actorId === maker?.actorId || profile.keyId === maker?.keyId ? (
            <Status prose kind="info">
              {profile.name} submitted this version, so somebody else has to decide on it. Choose another
              profile.
            </Status>
          ) : (
            <Decision key={profile.actorId} {...props} profile={profile} />
          )
        }
      </SignAs>
    </section>
  );
}

/** In the list of votes: one's own. */
const OWN = 'own';

const DONE: Partial<Record<Decided, string>> = {
  approve: 'Approved and signed',
  reject: 'Rejected and signed',
  'request-changes': 'Returned and signed',
};

function Decision({ version, acts, profile, outcome, policy }: DecideProps & { readonly profile: Profile }) {
  const [reason, setReason] = useState('');
  const [evidence, setEvidence] = useState<readonly Evidence[]>([]);
  const [excepting, setExcepting] = useState(false);
  const today = now().slice(0, 10) as IsoDate;
  const longest = longestException(today, approvalOf(policy));
  const [until, setUntil] = useState<string>(longest);
  const [busy, setBusy] = useState(false);
  const [errors, setErrors] = useState<readonly CodedError[]>([]);
  const settings = approvalOf(policy);
  const lent = votesLentTo(profile.actorId, acts, today);
  const [vote, setVote] = useState(OWN);
  const borrowed = lent.find((one) => one.actorId === vote);
  const role = borrowed?.role ?? profile.role;
  const open = openExceptions(outcome, role);
  const useful = outcome?.requirements.some(
    ({ requirement, met }) => !met && requirement.need.roles.includes(role),
  );
  const said = reason.trim();
  const act = async (decision: 'approve' | 'reject' | 'request-changes'): Promise<void> => {
    setBusy(true);
    const exceptions =
      decision === 'approve' && excepting
        ? { exceptions: open.map(({ guardrail }) => ({ guardrail, until: until as IsoDate })) }
        : {};
    const { actorId } = borrowed ?? profile;
    const behalf = borrowed === undefined ? {} : { onBehalfOf: { actorId, role } };
    const done = await decide(version, profile, decision, said, {
      ...exceptions,
      ...behalf,
      ...(evidence.length === 0 ? {} : { evidence: evidence.map((file) => file.sha256) }),
    });
    setBusy(false);
    if (!done.ok) return setErrors(done.errors);
    post({ kind: 'done', title: DONE[decision] ?? 'Signed' });
  };
  const dateFault = excepting && !(until >= today && until <= longest);
  return (
    <>
      {lent.length === 0 ? null : (
        <Select
          label="Decide"
          value={vote}
          onChange={setVote}
          choices={[
            { id: OWN, label: 'For myself' },
            ...lent.map((one) => ({
              id: one.actorId as string,
              label: `For ${one.name}`,
              detail: `${ROLE_NAMES[one.role]}, until ${one.until}`,
            })),
          ]}
        />
      )}
      {useful === false ? (
        <Status prose kind="info">
          Nothing that is still open asks for your role. You may return or reject it all the same.
        </Status>
      ) : null}
      {open.length === 0 ? null : (
        <div className="decide-exception">
          <p className="muted">{open.map((one) => one.why).join(' ')}</p>
          <Switch isSelected={excepting} onChange={setExcepting}>
            Grant {open.length === 1 ? 'this exception' : `these ${open.length} exceptions`}
          </Switch>
          {excepting ? (
            <Field
              label="Until"
              value={until}
              onChange={setUntil}
              placeholder="2027-01-31"
              hint={`A date from ${today} to ${longest}. It must be released by then.`}
            />
          ) : null}
        </div>
      )}
      <Field label="Reason" value={reason} onChange={setReason} placeholder="What you looked at" />
      <EvidencePicker files={evidence} onChange={setEvidence} />
      {errors.length === 0 ? null : <ErrorNotice title="Nothing was signed" errors={errors} />}
      <div className="release-buttons">
        <Button
          kind="primary"
          isDisabled={busy || dateFault || (excepting && said === '')}
          onPress={() => void act('approve')}
        >
          {busy ? 'Signing …' : `Approve as ${profile.name}`}
        </Button>
        <Button isDisabled={busy || said === ''} onPress={() => void act('request-changes')}>
          Return for changes
        </Button>
        <Button kind="danger" isDisabled={busy || said === ''} onPress={() => void act('reject')}>
          Reject
        </Button>
      </div>
      {settings.delegation.allowed && borrowed === undefined ? (
        <Delegate
          version={version}
          profile={profile}
          settings={settings}
          maker={acts.find((act) => act.decision === 'submit')?.signer.actorId}
        />
      ) : null}
    </>
  );
}
