import { useState } from 'react';
import { usualCapacity } from '../../../../domain/capacity/usual-capacity.ts';
import type { Plan } from '../../../../domain/plan/plan.ts';
import type { Capacity } from '../../../../domain/plan/territory.ts';
import type { PlanSizing } from '../../../../solver-worker/page/contract.ts';
import { sizePlan } from '../../../../solver-worker/page/contract.ts';
import { goTo } from '../../../app/route.ts';
import { usePlan } from '../../../session/session.ts';
import { Button } from '../../../ui/Button.tsx';
import { showQuotaTab } from '../../../workspace/quota-tab.ts';
import { ErrorNotice } from '../../../ui/ErrorNotice.tsx';
import { NumberInput, Select } from '../../../ui/Field.tsx';
import { count, counted, decimal, potentialText, roundPercent } from '../../../ui/format.ts';
import { WhereMore } from './WhereMore.tsx';

const UNITS = [
  { id: 'hours', label: 'hours a year' },
  { id: 'accounts', label: 'accounts' },
] as const;

/** How many reps the plan needs, with the sums shown, and where more would sit (ledger CAP-11). */
export function Sizing() {
  const plan = usePlan();
  const [capacity, setCapacity] = useState<Capacity | null>(null);
  const [perRep, setPerRep] = useState(NaN);
  const used = capacity ?? usualCapacity(plan) ?? { value: NaN, unit: 'hours' };
  const { minorPerMajor, kind, name } = plan.potentialUnit;
  const sized = sizePlan(plan, {
    capacity: used,
    potentialPerRep: Number.isNaN(perRep) ? null : perRep * minorPerMajor,
  });
  return (
    <details className="build-more">
      <summary>How many reps, and where?</summary>
      <div className="build-pair">
        <NumberInput
          label="One rep can do"
          value={used.value}
          minValue={1}
          onChange={(value) => setCapacity(Number.isNaN(value) ? null : { ...used, value })}
        />
        <Select
          label="Counted in"
          value={used.unit}
          onChange={(unit) => setCapacity({ value: unit === 'hours' ? 1400 : 110, unit })}
          choices={UNITS}
        />
      </div>
      <NumberInput
        label={`One rep can work, ${kind === 'money' ? name : name.toLowerCase()} of potential`}
        value={perRep}
        minValue={1}
        placeholder="not asked"
        onChange={setPerRep}
      />
      {sized.ok ? (
        <Derivation plan={plan} sizing={sized.value} />
      ) : (
        <ErrorNotice title="Not sized yet" errors={sized.errors} />
      )}
    </details>
  );
}

function Derivation({ plan, sizing }: { readonly plan: Plan; readonly sizing: PlanSizing }) {
  const { reps, present, capacity, load, band, byBand, byWorkload, byPotential } = sizing;
  const unit = capacity.unit === 'hours' ? 'h' : 'accounts';
  return (
    <>
      <p>
        <strong>{counted(reps, 'rep', 'reps')}</strong>, each {roundPercent(sizing.utilisation)} busy on
        average; the plan has {count(present)}.
      </p>
      {capacity.unit === 'hours' ? <Tiers sizing={sizing} /> : null}
      <ul className="plain-list">
        <li>
          {count(load)} {unit} ÷ {count(capacity.value)} {unit} a rep = {decimal(load / capacity.value)}:{' '}
          {counted(byWorkload, 'rep', 'reps')} if everybody were full.
        </li>
        <li>
          {roundPercent(band.low)} to {roundPercent(band.high)} busy: {decimal(byBand.low)} to{' '}
          {decimal(byBand.high)}, so{' '}
          {byBand.fewest > byBand.most
            ? `no whole number fits; ${count(byBand.fewest)} is the fewest with nobody above`
            : byBand.fewest === byBand.most
              ? `exactly ${count(byBand.fewest)}`
              : `${count(byBand.fewest)} to ${count(byBand.most)}`}
          .
        </li>
        {byPotential === null ? null : (
          <li>
            {potentialText(byPotential.potential, plan.potentialUnit)} ÷{' '}
            {potentialText(byPotential.perRep, plan.potentialUnit)} a rep ={' '}
            {counted(byPotential.reps, 'rep', 'reps')}. The larger of the two counts.
          </li>
        )}
      </ul>
      <p className="field-hint">Travel is not in these hours; leave room for it in what one rep can do.</p>
      <div className="inspector-buttons">
        <Button
          onPress={() => {
            showQuotaTab('headcount');
            goTo('quota');
          }}
        >
          Month by month
        </Button>
      </div>
      {reps > present && present > 0 ? (
        <WhereMore key={reps - present} more={reps - present} capacity={capacity} />
      ) : null}
    </>
  );
}

function Tiers({ sizing }: { readonly sizing: PlanSizing }) {
  return (
    <table className="measures-after">
      <thead>
        <tr>
          <th scope="col">Tier</th>
          <th scope="col">Accounts</th>
          <th scope="col">Visits</th>
          <th scope="col">Hours each</th>
          <th scope="col">Hours</th>
        </tr>
      </thead>
      <tbody>
        {sizing.tiers.map(({ tier, accounts, callsPerAccount, hoursPerCall, hours }) => (
          <tr key={tier}>
            <th scope="row">{tier}</th>
            <td>{count(accounts)}</td>
            <td>{decimal(callsPerAccount)}</td>
            <td>{hoursPerCall.toFixed(2)}</td>
            <td>{count(hours)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
