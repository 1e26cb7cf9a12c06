import { capacityRulesOf } from '../../../../domain/capacity/rules.ts';
import type { HeadcountScenario } from '../../../../domain/capacity/headcount.ts';
import { rosterOf } from '../../../../domain/capacity/roster.ts';
import { usualCapacity } from '../../../../domain/capacity/usual-capacity.ts';
import { minorUnits } from '../../../../domain/brand.ts';
import { usePlan } from '../../../session/session.ts';
import { Button } from '../../../ui/Button.tsx';
import { NumberInput, Select } from '../../../ui/Field.tsx';
import { count, counted, moneyText, roundPercent } from '../../../ui/format.ts';
import { MoneyField } from '../../../ui/MoneyField.tsx';
import { Status } from '../../../ui/Status.tsx';
import { RampField } from './RampField.tsx';
import { changeScenario } from './scenario.ts';

const SHARE: Intl.NumberFormatOptions = { style: 'percent', maximumFractionDigits: 1 };
const UNITS = [
  { id: 'hours', label: 'hours', detail: 'of visits a year' },
  { id: 'accounts', label: 'accounts' },
] as const;

/** What the scenario assumes beside hires and leavers; each change is an edit that can be undone. */
export function Assumptions({ scenario }: { readonly scenario: HeadcountScenario }) {
  const change = (part: Partial<HeadcountScenario>): void => void changeScenario(scenario, part);
  return (
    <div className="headcount-fields">
      <People scenario={scenario} onChange={change} />
      <h3>Work of a rep</h3>
      <RampField ramp={scenario.ramp} onChange={(ramp) => change({ ramp })} />
      <SellingTime scenario={scenario} onChange={change} />
      <PerRep scenario={scenario} onChange={change} />
      <Productivity scenario={scenario} onChange={change} />
      <h3>Work to do</h3>
      <NumberInput
        label="Grows by, a year"
        value={scenario.demandGrowth}
        maxValue={10}
        step={0.005}
        formatOptions={SHARE}
        onChange={(value) => change({ demandGrowth: Number.isNaN(value) ? 0 : value })}
      />
    </div>
  );
}

interface PartProps {
  readonly scenario: HeadcountScenario;
  readonly onChange: (part: Partial<HeadcountScenario>) => void;
}

function People({ scenario, onChange }: PartProps) {
  const plan = usePlan();
  const roster = rosterOf(plan, scenario.from, scenario.hires.length).opening.reduce(
    (sum, { heads }) => sum + heads,
    0,
  );
  return (
    <>
      <NumberInput
        label="Reps on the first day"
        value={scenario.openingReps ?? NaN}
        minValue={0}
        placeholder={count(roster)}
        hint={
          scenario.openingReps === null
            ? `${plan.reps.length > 0 ? 'From the roster' : 'One a territory'}. Type another number to start from that.`
            : `Set by hand; empty it for the ${plan.reps.length > 0 ? 'roster’s' : 'territories’'} ${count(roster)}.`
        }
        onChange={(value) => onChange({ openingReps: Number.isNaN(value) ? null : Math.round(value) })}
      />
      <NumberInput
        label="Leave in a year, nobody knows who"
        value={scenario.attrition}
        minValue={0}
        maxValue={1}
        step={0.005}
        formatOptions={SHARE}
        hint="Beside the leavers in the table"
        onChange={(value) => onChange({ attrition: Number.isNaN(value) ? 0 : value })}
      />
      <NumberInput
        label="Months until a leaver is replaced"
        value={scenario.backfillMonths ?? NaN}
        minValue={0}
        maxValue={60}
        placeholder="not replaced"
        onChange={(value) => onChange({ backfillMonths: Number.isNaN(value) ? null : Math.round(value) })}
      />
    </>
  );
}

function SellingTime({ scenario, onChange }: PartProps) {
  const rules = capacityRulesOf(usePlan().policy);
  const low = scenario.sellingTime < rules.sellingTimeAlert;
  return (
    <>
      <NumberInput
        label="Time with customers"
        value={scenario.sellingTime}
        minValue={0.01}
        maxValue={1}
        step={0.01}
        formatOptions={SHARE}
        hint={`Share of a rep’s hours. What a rep can do is stated for ${roundPercent(rules.sellingTime)}.`}
        onChange={(value) => onChange({ sellingTime: Number.isNaN(value) ? rules.sellingTime : value })}
      />
      {low ? (
        <Status prose kind="warn">
          Below {roundPercent(rules.sellingTimeAlert)}: find out what keeps reps from customers
        </Status>
      ) : null}
    </>
  );
}

function PerRep({ scenario, onChange }: PartProps) {
  const usual = usualCapacity(usePlan());
  const unit = scenario.capacity?.unit ?? usual?.unit ?? 'hours';
  return (
    <div className="headcount-pair">
      <NumberInput
        label="A rep can do"
        value={scenario.capacity?.value ?? NaN}
        minValue={1}
        placeholder={usual === null ? 'say how much' : count(usual.value)}
        onChange={(value) => onChange({ capacity: Number.isNaN(value) ? null : { value, unit } })}
      />
      <Select
        label="Counted in"
        value={unit}
        choices={UNITS}
        onChange={(next) => onChange({ capacity: { value: next === 'hours' ? 1400 : 110, unit: next } })}
      />
    </div>
  );
}

/** Empty until somebody says it: a figure of our own would prove whatever the target asks. */
function Productivity({ scenario, onChange }: PartProps) {
  const plan = usePlan();
  const { target } = plan.quota;
  const reps = Math.max(1, scenario.openingReps ?? plan.reps.length);
  const even = target === null ? null : minorUnits(target / reps);
  return (
    <>
      <MoneyField
        label="A ramped rep brings, a year"
        value={scenario.productivity}
        currency={plan.currency}
        mayBeEmpty
        hint="What your reps do bring, not what their quota is"
        onCommit={(productivity) => onChange({ productivity })}
      />
      {scenario.productivity === null && even !== null ? (
        <Button onPress={() => onChange({ productivity: even })}>
          {`Use ${moneyText(even, plan.currency)}: the target over ${counted(reps, 'rep')}`}
        </Button>
      ) : null}
    </>
  );
}
