import { useState } from 'react';
import type { CapacityPlan } from '../../../../domain/capacity/capacity-by-month.ts';
import { headcountSeed } from '../../../../domain/capacity/headcount-seed.ts';
import type { HeadcountScenario } from '../../../../domain/capacity/headcount.ts';
import { SIZE_BANDS } from '../../../../domain/capacity/reference.ts';
import type { SizeBand } from '../../../../domain/capacity/reference.ts';
import type { MinorUnits } from '../../../../domain/brand.ts';
import { minorUnits } from '../../../../domain/brand.ts';
import { minorPerMajor } from '../../../../domain/intake/potential-unit.ts';
import { usePlan } from '../../../session/session.ts';
import { Button } from '../../../ui/Button.tsx';
import { counted, decimal, roundPercent } from '../../../ui/format.ts';
import { MoneyField } from '../../../ui/MoneyField.tsx';
import { useFacts } from '../../../workspace/use-figures.ts';
import { changeScenario } from './scenario.ts';

/** What teams of a size usually have, to begin with or to hold oneself against (ledger CAP-07, CAP-09). */
export function Reference(props: {
  readonly scenario: HeadcountScenario;
  readonly plan: CapacityPlan | null;
}) {
  const { scenario, plan } = props;
  const { currency } = usePlan();
  const known = useFacts().currentArr.reduce((sum, value) => sum + value, 0);
  const [typed, setTyped] = useState<MinorUnits | null>(null);
  const arr = typed ?? (known > 0 ? minorUnits(known) : null);
  const seed = arr === null ? null : headcountSeed(arr / minorPerMajor(currency));
  return (
    <section className="headcount-reference">
      <h3>Teams of your size</h3>
      <MoneyField
        label="Recurring revenue, a year"
        value={arr}
        currency={currency}
        mayBeEmpty
        hint={typed === null && known > 0 ? 'Sum of the accounts’ current ARR' : 'Picks the line below'}
        onCommit={setTyped}
      />
      <BandTable band={seed?.band ?? null} />
      {seed === null ? (
        <p className="field-hint">
          {arr === null
            ? 'Say what the business makes, and a start is proposed.'
            : 'Below 5M there is no usual team: size it from the work.'}
        </p>
      ) : (
        <>
          <p>
            By this table: {counted(seed.reps, 'rep')} and {counted(seed.sdrs, 'SDR')}, territories cut by{' '}
            {seed.band.cut}.
            {plan === null ? '' : ` The scenario begins with ${counted(Math.round(plan.opening), 'rep')}.`}
          </p>
          <Button
            onPress={() =>
              void changeScenario(scenario, { openingReps: seed.reps, sdrPerRep: seed.band.sdrPerRep })
            }
          >
            {`Begin with ${counted(seed.reps, 'rep')}`}
          </Button>
        </>
      )}
      <p className="field-hint">
        Claims of the field, not results; the columns do not agree with each other. Nothing is taken from them
        until you press the button.
      </p>
    </section>
  );
}

const range = ([low, high]: readonly [number, number]): string => `${low}–${high}`;
const shares = ([low, high]: readonly [number, number]): string =>
  `${Math.round(low * 100)}–${roundPercent(high)}`;

function BandTable({ band }: { readonly band: SizeBand | null }) {
  return (
    <table className="headcount-table headcount-bands">
      <caption className="visually-hidden">Usual teams by recurring revenue</caption>
      <thead>
        <tr>
          <th scope="col">Revenue</th>
          <th scope="col">Reps</th>
          <th scope="col">SDRs</th>
          <th scope="col" title="SDRs for each rep">
            Each
          </th>
          <th scope="col" title="The whole sales team">
            Team
          </th>
          <th scope="col" title="Said to plan territories with software">
            Adopt
          </th>
        </tr>
      </thead>
      <tbody>
        {SIZE_BANDS.map((each) => (
          <tr key={each.label} aria-current={each === band ? 'true' : undefined}>
            <th scope="row" title={each.cut}>
              {each.label}
            </th>
            <td>{range(each.reps)}</td>
            <td>{range(each.sdrs)}</td>
            <td>{decimal(each.sdrPerRep)}</td>
            <td>{range(each.team)}</td>
            <td>{shares(each.adoption)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
