import { useState } from 'react';
import type { ReactNode } from 'react';
import type { IsoDate } from '../../../domain/brand.ts';
import type { Outcome } from '../../../domain/governance/approval.ts';
import { approvalOf } from '../../../domain/governance/approval-settings.ts';
import { votesLentTo } from '../../../domain/governance/delegations.ts';
import type { Policy } from '../../../domain/governance/policy.ts';
import type { Decision as Decided, PlanAct, Signer } from '../../../domain/governance/statement.ts';
import type { CodedError, Result } from '../../../domain/result.ts';
import { EvidencePicker } from '../../governance/Evidence.tsx';
import { longestException, openExceptions } from '../../governance/exceptions.ts';
import { ROLE_NAMES } from '../../people/people.ts';
import { post } from '../../session/notices.ts';
import type { Evidence } from '../../storage/evidence-store.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Field, Select, Switch } from '../../ui/Field.tsx';
import { Status } from '../../ui/Status.tsx';

/** In the list of votes: one's own. */
const OWN = 'own';

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
  readonly signer: Pick<Signer, 'actorId' | 'name' | 'role'>;
  readonly today: IsoDate;
  /** Signs and keeps, wherever that is. */
  readonly onDecide: (
    decision: 'approve' | 'reject' | 'request-changes',
    reason: string,
    more: Pick<PlanAct, 'exceptions' | 'onBehalfOf' | 'evidence'>,
  ) => Promise<Result<unknown>>;
  /** Whether files looked at can be kept here. */
  readonly takesEvidence: boolean;
  /** Lending one's vote, where that is offered; null while a borrowed one is used. */
  readonly delegation: ReactNode;
}

/** Approve, return or reject, for oneself or with a vote that was lent, and except guardrails where one may. */
export function DecisionForm(props: DecisionFormProps) {
  const { acts, signer, outcome, policy, today, onDecide, takesEvidence, delegation } = props;
  const [reason, setReason] = useState('');
  const [evidence, setEvidence] = useState<readonly Evidence[]>([]);
  const [excepting, setExcepting] = useState(false);
  const longest = longestException(today, approvalOf(policy));
  const [until, setUntil] = useState<string>(longest);
  const [busy, setBusy] = useState(false);
  const [errors, setErrors] = useState<readonly CodedError[]>([]);
  const lent = votesLentTo(signer.actorId, acts, today);
  const [vote, setVote] = useState(OWN);
  const borrowed = lent.find((one) => one.actorId === vote);
  const role = borrowed?.role ?? signer.role;
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
    const { actorId } = borrowed ?? signer;
    const behalf = borrowed === undefined ? {} : { onBehalfOf: { actorId, role } };
    const done = await onDecide(decision, said, {
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
      {borrowed === undefined ? delegation : null}
    </>
  );
}
