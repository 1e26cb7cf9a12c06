import { sumOf, totalOf } from '../../domain/measures/accumulators.ts';
import type { MeasureContext } from '../../domain/measures/measure.ts';
import type { Measured } from '../../domain/measures/measure-plan.ts';
import { UNASSIGNED } from '../../domain/plan/plan.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import type { QuotaPlan } from '../../domain/quotas/quota-plan.ts';
import { count, counted, percent, potentialNumber, wholeMoney } from '../ui/format.ts';
import { Status } from '../ui/Status.tsx';
import type { Basis } from './ChangesSince.tsx';

/** The five figures a reviewer asks for first. */
export function PlanFigures(props: {
  readonly plan: Plan;
  readonly context: MeasureContext;
  readonly measured: readonly Measured[];
  readonly basis: Basis;
  readonly quotas: QuotaPlan | null;
}) {
  const { plan, context, measured, basis, quotas } = props;
  const moves = basis.differences.moved;
  const acc = context.accumulators;
  const accounts = totalOf(acc, 'count');
  const unassigned = sumOf(acc, 'count', UNASSIGNED);
  const judged = measured.filter(({ result }) => result.status !== 'none');
  const failed = judged.filter(({ result }) => result.status === 'fail');
  return (
    <dl className="plan-figures">
      <Figure
        label="Accounts assigned"
        value={`${count(accounts - unassigned)} of ${count(accounts)}`}
        note={unassigned === 0 ? 'none left out' : `${count(unassigned)} without a territory`}
      />
      <Figure
        label="Potential"
        value={potentialNumber(totalOf(acc, 'potential'), plan.potentialUnit)}
        note={`${plan.potentialUnit.name} in ${count(plan.territories.filter((territory) => !territory.retired).length)} territories`}
      />
      <Figure
        label="Quota"
        value={quotas === null ? '–' : wholeMoney(quotas.total, plan.currency)}
        note={
          quotas === null
            ? 'no target set'
            : quotas.difference === 0
              ? `adds up; ${percent(quotas.overAssignment)} over target`
              : `${wholeMoney(Math.abs(quotas.difference), plan.currency)} off what is to be given out`
        }
      />
      <Figure
        label="Accounts moved"
        value={count(moves.length)}
        note={accounts === 0 ? '' : `${percent(moves.length / accounts)}, since ${basis.short}`}
      />
      <div className="plan-figure">
        <dt>Targets met</dt>
        <dd>
          {judged.filter(({ result }) => result.status === 'pass').length} of {judged.length}
        </dd>
        <dd className="plan-figure-note">
          {failed.length === 0 ? (
            <Status prose kind="good">
              None missed
            </Status>
          ) : (
            <Status prose kind="bad">
              {counted(failed.length, 'target', 'targets')} missed
            </Status>
          )}
        </dd>
      </div>
    </dl>
  );
}

function Figure(props: { readonly label: string; readonly value: string; readonly note: string }) {
  return (
    <div className="plan-figure">
      <dt>{props.label}</dt>
      <dd>{props.value}</dd>
      <dd className="plan-figure-note">{props.note}</dd>
    </div>
  );
}
