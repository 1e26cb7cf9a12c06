import { useState } from 'react';
import { liveTerritories } from '../../../../domain/measures/territories.ts';
import type { Plan } from '../../../../domain/plan/plan.ts';
import type { EventFigures, EventImpact, StressEvent } from '../../../../solver-worker/page/contract.ts';
import { eventImpact } from '../../../../solver-worker/page/contract.ts';
import type { Result } from '../../../../domain/result.ts';
import { usePlan } from '../../../session/session.ts';
import { Button } from '../../../ui/Button.tsx';
import { ErrorNotice } from '../../../ui/ErrorNotice.tsx';
import type { Choice } from '../../../ui/Field.tsx';
import { NumberInput, Select } from '../../../ui/Field.tsx';
import { Status } from '../../../ui/Status.tsx';
import { count, counted, percent, roundPercent } from '../../../ui/format.ts';
import { choicesFor, proposeAfter } from '../../../workspace/build-run.ts';
import { useSelection } from '../../../workspace/selection.ts';

type Kind = StressEvent['kind'];

const KINDS: readonly Choice<Kind>[] = [
  { id: 'rep-leaves', label: 'a rep leaves', detail: 'Accounts go to the nearest others' },
  { id: 'hire-late', label: 'a hire comes late', detail: 'Nobody works the territory until then' },
  { id: 'accounts-leave', label: 'customers leave', detail: 'Those most at risk first' },
  {
    id: 'accounts-churn',
    label: 'the selected accounts leave',
    detail: 'Those chosen on the map or in a table',
  },
  { id: 'demand-changes', label: 'demand changes', detail: 'Potential and work alike' },
];

const EVERYWHERE = 'all';
/** What each kind of event begins with, and how its number is asked for. */
const AMOUNTS: Readonly<
  Record<Exclude<Kind, 'rep-leaves' | 'accounts-churn'>, { readonly label: string; readonly start: number }>
> = {
  'hire-late': { label: 'Months', start: 3 },
  'accounts-leave': { label: 'Share of potential', start: 0.05 },
  'demand-changes': { label: 'By', start: 0.2 },
};

/** One thing that may happen, and what it would do to the plan as it stands (ledger STR-03). */
export function WhatIf() {
  const plan = usePlan();
  const selected = useSelection((state) => state.rows);
  const open = liveTerritories(plan).filter((index) => plan.territories[index]?.locked !== true);
  const [kind, setKind] = useState<Kind>('rep-leaves');
  const [place, setPlace] = useState<string | null>(null);
  const [amount, setAmount] = useState<number | null>(null);
  const [found, setFound] = useState<{
    readonly plan: Plan;
    readonly event: StressEvent;
    readonly impact: Result<EventImpact>;
  } | null>(null);
  const at =
    place !== null && (place === EVERYWHERE || open.includes(Number(place)))
      ? place
      : String(open[0] ?? EVERYWHERE);
  const event =
    kind === 'accounts-churn'
      ? { kind, rows: selected }
      : eventOf(kind, at === EVERYWHERE ? null : Number(at), amount, open[0] ?? 0);
  const isMoving = kind === 'rep-leaves' || kind === 'accounts-leave' || kind === 'accounts-churn';
  const chooseKind = (id: Kind): void => {
    setKind(id);
    setAmount(null);
  };
  const weigh = (): void => setFound({ plan, event, impact: eventImpact(plan, choicesFor(plan), event) });
  return (
    <details className="build-more">
      <summary>What if …</summary>
      <Select label="What happens" value={kind} onChange={chooseKind} choices={KINDS} />
      {kind === 'accounts-leave' || kind === 'accounts-churn' ? null : (
        <Select
          label="Where"
          value={at}
          onChange={setPlace}
          choices={[
            ...(kind === 'demand-changes' ? [{ id: EVERYWHERE, label: 'Everywhere' }] : []),
            ...open.map((index) => ({ id: String(index), label: plan.territories[index]?.name ?? '' })),
          ]}
        />
      )}
      {kind === 'accounts-churn' ? (
        <p className="field-hint">
          {selected.length === 0
            ? 'Select the accounts first.'
            : `${counted(selected.length, 'account is', 'accounts are')} selected.`}
        </p>
      ) : null}
      {kind === 'rep-leaves' || kind === 'accounts-churn' ? null : (
        <NumberInput
          label={AMOUNTS[kind].label}
          value={amount ?? AMOUNTS[kind].start}
          minValue={kind === 'demand-changes' ? -0.9 : 0}
          maxValue={kind === 'hire-late' ? 12 : 1}
          formatOptions={kind === 'hire-late' ? { maximumFractionDigits: 1 } : { style: 'percent' }}
          onChange={(value) => setAmount(Number.isNaN(value) ? null : value)}
        />
      )}
      <div className="inspector-buttons">
        <Button isDisabled={kind === 'accounts-churn' && selected.length === 0} onPress={weigh}>
          See what it does
        </Button>
        {isMoving ? (
          <Button
            isDisabled={kind === 'accounts-churn' && selected.length === 0}
            onPress={() => void proposeAfter(plan, event, labelOf(plan, event))}
          >
            Propose who takes over
          </Button>
        ) : null}
      </div>
      {found === null ? null : found.plan !== plan ? (
        <Status kind="warn">The plan changed since; look again</Status>
      ) : found.impact.ok ? (
        <Impact plan={plan} event={found.event} impact={found.impact.value} />
      ) : (
        <ErrorNotice title="That cannot be weighed" errors={found.impact.errors} />
      )}
    </details>
  );
}

/** What the history shows once a proposal is committed. */
function labelOf(plan: Plan, event: StressEvent): string {
  return event.kind === 'rep-leaves'
    ? `Hand over ${plan.territories[event.territory]?.name ?? ''}: its rep leaves`
    : 'Take over from others: customers left';
}

function eventOf(
  kind: Exclude<Kind, 'accounts-churn'>,
  territory: number | null,
  amount: number | null,
  first: number,
): StressEvent {
  switch (kind) {
    case 'rep-leaves':
      return { kind, territory: territory ?? first };
    case 'hire-late':
      return { kind, territory: territory ?? first, months: amount ?? AMOUNTS[kind].start };
    case 'accounts-leave':
      return { kind, share: amount ?? AMOUNTS[kind].start };
    case 'demand-changes':
      return { kind, territory, share: amount ?? AMOUNTS[kind].start };
  }
}

const LINES: readonly (readonly [label: string, value: (of: EventFigures) => string])[] = [
  ['Potential nobody works', ({ unworked }) => percent(unworked)],
  ['Travel, h a year', ({ travel }) => count(travel)],
  ['Over capacity', ({ overCapacity }) => count(overCapacity)],
  ['Farthest from target', ({ imbalance }) => roundPercent(imbalance)],
];

function Impact(props: { readonly plan: Plan; readonly event: StressEvent; readonly impact: EventImpact }) {
  const { impact } = props;
  return (
    <>
      <p>{sentenceOf(props)}</p>
      <table className="measures-after measures-compact">
        <thead>
          <tr>
            <th scope="col">Measure</th>
            <th scope="col">Now</th>
            <th scope="col">Then</th>
          </tr>
        </thead>
        <tbody>
          {LINES.map(([label, value]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td className="muted">{value(impact.before)}</td>
              <td>
                <strong>{value(impact.after)}</strong>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function sentenceOf({ plan, event, impact }: Parameters<typeof Impact>[0]): string {
  const where =
    'territory' in event && event.territory !== null
      ? plan.territories[event.territory]?.name
      : 'every territory';
  const what = `${counted(impact.accounts, 'account', 'accounts')}, ${percent(impact.potential)} of potential,`;
  const short =
    impact.hoursShort > 0.5
      ? ` ${count(impact.hoursShort)} h of visits a year find nobody with time for them.`
      : '';
  switch (event.kind) {
    case 'rep-leaves':
      return `${what} of ${where} go to the nearest others.${short}`;
    case 'hire-late':
      return `${what} of ${where} wait for ${event.months} months.${short}`;
    case 'accounts-leave':
    case 'accounts-churn':
      return `${what} leave.${short}`;
    case 'demand-changes':
      return `${what} of ${where} change.${short}`;
  }
}
