import { useState } from 'react';
import type { ReactNode } from 'react';
import type { IsoDate } from '../../../domain/brand.ts';
import type { Outcome } from '../../../domain/governance/approval.ts';
import { approvalOf } from '../../../domain/governance/approval-settings.ts';
import type { LentVote } from '../../../domain/governance/delegations.ts';
import { votesLentTo } from '../../../domain/governance/delegations.ts';
import type { Policy } from '../../../domain/governance/policy.ts';
import type { Role } from '../../../domain/governance/role.ts';
import { ROLE_CATALOGUE } from '../../../domain/governance/role.ts';
import type { Decision as Decided, PlanAct, Signer } from '../../../domain/governance/statement.ts';
import type { CodedError, Result } from '../../../domain/result.ts';
import { EvidencePicker } from '../../governance/Evidence.tsx';
import type { Papers } from '../../governance/Papers.tsx';
import { PaperPicker, signedPapers } from '../../governance/Papers.tsx';
import { longestException, openExceptions, papersAsked } from '../../governance/exceptions.ts';
import { ROLE_NAMES } from '../../people/people.ts';
import { post } from '../../session/notices.ts';
import type { Evidence } from '../../storage/evidence-store.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Field, Select, Switch } from '../../ui/Field.tsx';
import { Status } from '../../ui/Status.tsx';

const DONE: Partial<Record<Decided, string>> = {
  approve: 'Approved and signed',
  reject: 'Rejected and signed',
  'request-changes': 'Returned and signed',
};

export interface DecisionFormProps {
  readonly acts: readonly PlanAct[];
  readonly outcome: Outcome | null;
  readonly policy: Policy;
  /** Who decides. */
  readonly signer: Pick<Signer, 'actorId' | 'name'>;
  /** Her roles whose grants cover this version; without one only a vote that was lent counts. */
  readonly roles: readonly Role[];
  readonly today: IsoDate;
  /** Signs and keeps, wherever that is. */
  readonly onDecide: (
    decision: 'approve' | 'reject' | 'request-changes',
    reason: string,
    more: Pick<PlanAct, 'exceptions' | 'onBehalfOf' | 'evidence' | 'documents'>,
    as: Role | undefined,
  ) => Promise<Result<unknown>>;
  /** Whether files looked at can be kept here. */
  readonly takesEvidence: boolean;
  /** Lending one's vote in a role, where that is offered. */
  readonly delegation: (as: Role) => ReactNode;
}

/** Approve, return or reject, for oneself or with a vote that was lent, and except guardrails where one may. */
export function DecisionForm(props: DecisionFormProps) {
  const { acts, signer, outcome, policy, today, onDecide, takesEvidence, delegation } = props;
  const [evidence, setEvidence] = useState<readonly Evidence[]>([]);
  const [papers, setPapers] = useState<Papers>({});
  const [excepting, setExcepting] = useState(false);
  const longest = longestException(today, approvalOf(policy));
  const [until, setUntil] = useState<string>(longest);
  const [busy, setBusy] = useState(false);
  const [errors, setErrors] = useState<readonly CodedError[]>([]);
  const lent = votesLentTo(signer.actorId, acts, today);
  const votes = votesOf(props.roles, lent);
  const [chosen, setVote] = useState('');
  const vote = votes.find(({ id }) => id === chosen) ?? votes[0];
  const [reason, setReason] = useState('');
  if (vote === undefined) return <NoGrant name={signer.name} />;
  const { role, borrowed } = vote;
  const open = openExceptions(outcome, role);
  const useful = outcome?.requirements.some(
    ({ requirement, met }) => !met && requirement.need.roles.includes(role),
  );
  const asked = borrowed === null ? papersAsked(outcome, role) : [];
  const said = reason.trim();
  const act = async (decision: 'approve' | 'reject' | 'request-changes'): Promise<void> => {
    setBusy(true);
    const exceptions =
      decision === 'approve' && excepting
        ? { exceptions: open.map(({ guardrail }) => ({ guardrail, until: until as IsoDate })) }
        : {};
    const behalf = borrowed === null ? {} : { onBehalfOf: { actorId: borrowed.actorId, role } };
    const signed = decision === 'approve' ? signedPapers(asked, papers) : [];
    const looked = [...new Set([...evidence, ...signed].map((file) => file.sha256))];
    const files = looked.length === 0 ? {} : { evidence: looked };
    const documents = signed.length === 0 ? {} : { documents: signed };
    const more = { ...exceptions, ...behalf, ...files, ...documents };
    const done = await onDecide(decision, said, more, borrowed === null ? role : undefined);
    setBusy(false);
    if (!done.ok) return setErrors(done.errors);
    post({ kind: 'done', title: DONE[decision] ?? 'Signed' });
  };
  const dateFault = excepting && !(until >= today && until <= longest);
  return (
    <>
      {votes.length === 1 ? null : (
        <Select label="Decide" value={vote.id} onChange={setVote} choices={votes} />
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
      {asked.length === 0 ? null : (
        <PaperPicker asked={asked} papers={papers} onChange={setPapers} takesFiles={takesEvidence} />
      )}
      <Field label="Reason" value={reason} onChange={setReason} placeholder="What you looked at" />
      {takesEvidence ? <EvidencePicker files={evidence} onChange={setEvidence} /> : null}
      {errors.length === 0 ? null : <ErrorNotice title="Nothing was signed" errors={errors} />}
      <div className="release-buttons">
        <Button
          kind="primary"
          isDisabled={busy || dateFault || (excepting && said === '')}
          onPress={() => void act('approve')}
        >
          {busy ? 'Signing …' : `Approve as ${signer.name}`}
        </Button>
        <Button isDisabled={busy || said === ''} onPress={() => void act('request-changes')}>
          Return for changes
        </Button>
        <Button kind="danger" isDisabled={busy || said === ''} onPress={() => void act('reject')}>
          Reject
        </Button>
      </div>
      {borrowed === null ? delegation(role) : null}
    </>
  );
}

interface Vote {
  readonly id: string;
  readonly label: string;
  readonly detail: string;
  readonly role: Role;
  readonly borrowed: LentVote | null;
}

/** One's own in each role first, then those that were lent. */
const votesOf = (roles: readonly Role[], lent: readonly LentVote[]): readonly Vote[] => [
  ...roles.map((role): Vote => ({
    id: `own ${role}`,
    label: `For myself, as ${ROLE_NAMES[role]}`,
    detail: ROLE_CATALOGUE[role].answersFor,
    role,
    borrowed: null,
  })),
  ...lent.map((one): Vote => ({
    id: `${one.actorId} ${one.role}`,
    label: `For ${one.name}`,
    detail: `${ROLE_NAMES[one.role]}, until ${one.until}`,
    role: one.role,
    borrowed: one,
  })),
];

function NoGrant({ name }: { readonly name: string }) {
  return (
    <Status prose kind="info">
      No grant of {name} covers this version today, so her signature would not count. Grants say for which
      cycle, territories and days a role holds: see Roles and keys in Governance.
    </Status>
  );
}
