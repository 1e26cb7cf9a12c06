import { overAssignmentStatus } from '../../../domain/quotas/quota-risks.ts';
import type { QuotaPlan } from '../../../domain/quotas/quota-plan.ts';
import { usePlan } from '../../session/session.ts';
import { percent, wholeMoney } from '../../ui/format.ts';
import { Status } from '../../ui/Status.tsx';

/** Target, what is given out, and proof that the lines sum to it. */
export function QuotaTotals({ quotas }: { readonly quotas: QuotaPlan }) {
  const plan = usePlan();
  const money = (minor: number): string => wholeMoney(minor, plan.currency);
  const set = quotas.lines.filter((line) => line.override !== null);
  return (
    <dl className="quota-totals">
      <Row label="Team target" value={money(quotas.target)} />
      <Row label="To give out" value={money(quotas.pool)} />
      <Row label="Sum of lines" value={money(quotas.total)} strong />
      <Row label="Set by hand" value={`${set.length} of ${quotas.lines.length}`} />
      <dt className="visually-hidden">Check</dt>
      <dd className="quota-check">
        {quotas.difference === 0 ? (
          <Status prose kind="good">
            Adds up to the last cent
          </Status>
        ) : (
          <Status prose kind="bad">
            {money(Math.abs(quotas.difference))}{' '}
            {quotas.difference > 0 ? 'not given out' : 'too much given out'}: lines set by hand leave nothing
            that could give way
          </Status>
        )}
      </dd>
      <dt className="visually-hidden">Over-assignment</dt>
      <dd className="quota-check">
        <OverAssignment quotas={quotas} />
      </dd>
    </dl>
  );
}

function OverAssignment({ quotas }: { readonly quotas: QuotaPlan }) {
  const plan = usePlan();
  const { overAssignmentWarn, overAssignmentApproval } = plan.policy.quota;
  const given = percent(quotas.overAssignment);
  switch (overAssignmentStatus(plan, quotas)) {
    case 'pass':
      return (
        <Status prose kind="good">
          {given} over the target
        </Status>
      );
    case 'warn':
      return (
        <Status prose kind="warn">
          {given} over the target; policy warns above {percent(overAssignmentWarn)}
        </Status>
      );
    case 'approval':
      return (
        <Status prose kind="bad">
          {given} over the target; above {percent(overAssignmentApproval)} an approver has to look at it
        </Status>
      );
  }
}

function Row(props: { readonly label: string; readonly value: string; readonly strong?: boolean }) {
  return (
    <>
      <dt>{props.label}</dt>
      <dd className={props.strong === true ? 'number is-strong' : 'number'}>{props.value}</dd>
    </>
  );
}
