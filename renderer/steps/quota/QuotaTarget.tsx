import { commit, usePlan } from '../../session/session.ts';
import { NumberInput, Select } from '../../ui/Field.tsx';
import { MoneyField } from '../../ui/MoneyField.tsx';

const ROUNDINGS = [
  { id: '1', label: 'Cents' },
  { id: '100', label: 'Whole units' },
  { id: '10000', label: 'Hundreds' },
  { id: '100000', label: 'Thousands' },
] as const;

type Rounding = (typeof ROUNDINGS)[number]['id'];

/** The number to be split and how: changes are commands, undone like any other. */
export function QuotaTarget() {
  const { quota, currency } = usePlan();
  const rounding = ROUNDINGS.find((choice) => Number(choice.id) === quota.roundTo)?.id ?? '100';
  return (
    <div className="quota-target">
      <MoneyField
        label="Team target"
        value={quota.target}
        currency={currency}
        mayBeEmpty
        hint="What the plan has to bring in this cycle"
        onCommit={(target) => void commit({ type: 'setQuotaTarget', target })}
      />
      <NumberInput
        label="Over-assignment"
        value={quota.overAssignment}
        minValue={0}
        maxValue={1}
        step={0.005}
        formatOptions={{ style: 'percent', maximumFractionDigits: 1 }}
        hint="Given out above the target, so that one miss does not sink the plan"
        onChange={(overAssignment) =>
          void commit({ type: 'setQuotaTarget', target: quota.target, overAssignment })
        }
      />
      <Select<Rounding>
        label="Round quotas to"
        value={rounding}
        choices={ROUNDINGS}
        onChange={(id) => void commit({ type: 'setQuotaTarget', target: quota.target, roundTo: Number(id) })}
      />
    </div>
  );
}
