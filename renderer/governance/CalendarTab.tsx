import { useEffect, useMemo, useState } from 'react';
import type { IsoDate } from '../../domain/brand.ts';
import type { Alert } from '../../domain/governance/alerts.ts';
import { alertObject, alertsOf } from '../../domain/governance/alerts.ts';
import { approvalOf } from '../../domain/governance/approval-settings.ts';
import type { Due } from '../../domain/governance/cadence.ts';
import { dueOf } from '../../domain/governance/cadence.ts';
import { redesignTriggers } from '../../domain/governance/redesign-triggers.ts';
import { measureContext, measurePlan } from '../../domain/measures/measure-plan.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { now, useSession } from '../session/session.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Field } from '../ui/Field.tsx';
import { counted } from '../ui/format.ts';
import { Status } from '../ui/Status.tsx';
import { releasedPlan } from '../versions/versions.ts';
import { loadTrail, useTrail } from './beside-plans.ts';
import { Freshness } from './Freshness.tsx';
import { note } from './trail.ts';

/** What is to be done at regular times, and which measures of the open plan are out of bounds and why. */
export function CalendarTab() {
  const plan = useSession((state) => state.open)?.plan ?? null;
  useEffect(() => void loadTrail(), []);
  if (plan === null)
    return (
      <EmptyState title="No plan is open">The calendar counts from the start of a plan’s cycle.</EmptyState>
    );
  return (
    <div className="inbox-page">
      <Regular plan={plan} />
      <Triggers plan={plan} />
      <Freshness plan={plan} />
      <Alerts plan={plan} />
    </div>
  );
}

async function record(
  action: 'cadence.done' | 'alert.cause',
  object: string,
  label: string,
  after: Alert['words'] | null,
  cause = '',
): Promise<void> {
  await note({ action, object, label, after: after === null ? null : { words: after, cause } });
  await loadTrail();
}

function Regular({ plan }: { readonly plan: Plan }) {
  const events = useTrail((state) => state.events);
  const due = dueOf(events, plan.cycle.from, approvalOf(plan.policy).clocks, now().slice(0, 10) as IsoDate);
  const late = due.filter((one) => one.overdue).length;
  return (
    <section className="inbox-section">
      <h2>Regular work</h2>
      <p className="muted">
        {late === 0 ? 'Nothing is overdue.' : `${counted(late, 'task is', 'tasks are')} overdue.`} Counted
        from when it was done last, or from the start of the cycle.
      </p>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">Task</th>
            <th scope="col">What</th>
            <th scope="col">Done last</th>
            <th scope="col">Due</th>
            <th scope="col">
              <span className="visually-hidden">Done</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {due.map((one) => (
            <DueRow key={one.id} due={one} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function DueRow({ due }: { readonly due: Due }) {
  const { id, name, what, every, lastOn, dueOn, overdue } = due;
  return (
    <tr>
      <td>
        <strong>{name}</strong>
        <br />
        <span className="muted">{every}</span>
      </td>
      <td>{what}</td>
      <td>{lastOn ?? 'Not yet'}</td>
      <td>
        <Status kind={overdue ? 'bad' : 'info'}>{overdue ? `Was due ${dueOn}` : dueOn}</Status>
      </td>
      <td>
        <Button kind="quiet" onPress={() => void record('cadence.done', `cadence:${id}`, name, null)}>
          Done today
        </Button>
      </td>
    </tr>
  );
}

/** What calls for a redesign before its year is over (ledger GOV-08). */
function Triggers({ plan }: { readonly plan: Plan }) {
  const before = useReleased(plan.parents);
  const triggers = useMemo(() => redesignTriggers(plan, before), [plan, before]);
  const called = triggers.filter((one) => one.called === true).length;
  return (
    <section className="inbox-section">
      <h2>Whether to redesign</h2>
      <p className="muted">
        {called === 0
          ? 'Nothing that is measured here calls for a redesign.'
          : `${counted(called, 'trigger calls', 'triggers call')} for a redesign.`}
      </p>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">Trigger</th>
            <th scope="col">Now</th>
            <th scope="col">Calls from</th>
          </tr>
        </thead>
        <tbody>
          {triggers.map(({ id, name, now: value, from, called: calls }) => (
            <tr key={id}>
              <td>{name}</td>
              <td>
                <Status kind={calls === null ? 'none' : calls ? 'bad' : 'good'}>{value}</Status>
              </td>
              <td>{from}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function useReleased(parents: Plan['parents']): Plan | null {
  const [found, setFound] = useState<Plan | null>(null);
  useEffect(() => {
    let current = true;
    void releasedPlan(parents).then((before) => {
      if (current) setFound(before);
    });
    return () => {
      current = false;
    };
  }, [parents]);
  return found;
}

function Alerts({ plan }: { readonly plan: Plan }) {
  const events = useTrail((state) => state.events);
  const measured = useMemo(() => measurePlan(measureContext(plan)), [plan]);
  const alerts = alertsOf(measured, events, plan.planId);
  const open = alerts.filter((one) => one.cause === null).length;
  return (
    <section className="inbox-section">
      <h2>Alerts of {plan.name}</h2>
      <p className="muted">
        {alerts.length === 0
          ? 'Every measure is within the policy.'
          : `${counted(alerts.length, 'measure is', 'measures are')} out of bounds, ${open === 0 ? 'each with its cause' : `${open} without a cause`}. A cause counts for the figures it was written about.`}
      </p>
      <ul className="alerts">
        {alerts.map((alert) => (
          <AlertLine key={`${plan.planId}-${alert.measure}`} alert={alert} plan={plan} />
        ))}
      </ul>
    </section>
  );
}

function AlertLine({ alert, plan }: { readonly alert: Alert; readonly plan: Plan }) {
  const [cause, setCause] = useState('');
  const close = async (): Promise<void> => {
    const object = alertObject(plan.planId, alert.measure);
    await record('alert.cause', object, `${alert.label}: ${cause.trim()}`, alert.words, cause.trim());
    setCause('');
  };
  return (
    <li>
      <Status kind={alert.cause !== null ? 'none' : alert.severe ? 'bad' : 'warn'}>{alert.label}</Status>
      <p>{alert.words}</p>
      {alert.cause !== null ? (
        <p>
          <strong>Cause:</strong> {alert.cause}
        </p>
      ) : (
        <div className="alert-cause">
          <Field
            label={`Cause of ${alert.label}`}
            hideLabel
            value={cause}
            onChange={setCause}
            placeholder="Why, and what is done about it"
          />
          <Button isDisabled={cause.trim() === ''} onPress={() => void close()}>
            Note the cause
          </Button>
        </div>
      )}
    </li>
  );
}
