import type { Approach } from '../../../../solver-worker/contract.ts';
import type { BalanceName, DesignChoices } from '../../../../solver-worker/page/contract.ts';
import { BALANCE_NAMES, wishesOf } from '../../../../solver-worker/page/contract.ts';
import { NumberInput } from '../../../ui/Field.tsx';
import { setChoices } from '../../../workspace/build-run.ts';

const LABELS: Readonly<Record<BalanceName, string>> = {
  potential: 'Potential',
  workload: 'Workload',
  score: 'Score',
  count: 'Accounts',
  revenue: 'Sales so far',
};

/** What can be asked for in each approach; of several, some hold only the first (see `heldMeasures`). */
const ASKED: Readonly<Record<Approach, readonly BalanceName[]>> = {
  hybrid: BALANCE_NAMES,
  'equal-opportunity': ['score'],
  capacity: ['workload', 'count'],
  potential: [],
  rules: [],
  'min-cost-flow': [],
};

const PERCENT: Intl.NumberFormatOptions = { style: 'percent', maximumFractionDigits: 1 };

/** What every territory should hold its share of: how near, and how much it matters where not all can be met. */
export function BalanceWishes({ choices }: { readonly choices: DesignChoices }) {
  const names = ASKED[choices.approach];
  if (names.length === 0)
    return (
      <p className="field-hint">
        This approach keeps capacities and does not hold territories even. The proposal says how far they come
        out.
      </p>
    );
  return (
    <fieldset className="balance-wishes">
      <legend className="field-label">Even territories</legend>
      <span aria-hidden="true" className="balance-head">
        Within ±
      </span>
      <span aria-hidden="true" className="balance-head">
        Weight
      </span>
      {names.map((name) => (
        <Wish key={name} name={name} choices={choices} />
      ))}
      <p className="field-hint">
        How far a territory may lie from its share.{' '}
        {choices.approach === 'equal-opportunity' ? '' : 'Empty: not balanced.'}
      </p>
    </fieldset>
  );
}

function Wish({ name, choices }: { readonly name: BalanceName; readonly choices: DesignChoices }) {
  const wish = wishesOf(choices).find((each) => each.name === name);
  const set = (tolerance: number, weight: number): void => {
    const kept = choices.balance.filter((each) => each.name !== name);
    const balance = Number.isNaN(tolerance) ? kept : [...kept, { name, tolerance, weight }];
    // One order, so that the same wishes are the same run whatever was typed first.
    setChoices({ balance: balance.toSorted((a, b) => place(a.name) - place(b.name)) });
  };
  return (
    <>
      <span aria-hidden="true">{LABELS[name]}</span>
      <NumberInput
        hideLabel
        label={`${LABELS[name]} within`}
        value={wish?.tolerance ?? NaN}
        minValue={0.005}
        maxValue={1}
        step={0.005}
        formatOptions={PERCENT}
        placeholder="not held"
        onChange={(tolerance) => set(tolerance, wish?.weight ?? 1)}
      />
      <NumberInput
        hideLabel
        label={`Weight of ${LABELS[name].toLowerCase()}`}
        value={wish?.weight ?? NaN}
        isDisabled={wish === undefined}
        minValue={0}
        maxValue={100}
        onChange={(weight) => set(wish?.tolerance ?? NaN, Number.isNaN(weight) ? 1 : weight)}
      />
    </>
  );
}

const place = (name: BalanceName): number => BALANCE_NAMES.indexOf(name);
