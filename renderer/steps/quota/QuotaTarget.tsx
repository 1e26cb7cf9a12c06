import { commit, usePlan } from '../../session/session.ts';
import { minorPerMajor } from '../../../domain/intake/potential-unit.ts';
import type { Choice } from '../../ui/Field.tsx';
import { NumberInput, Select } from '../../ui/Field.tsx';
import { MoneyField } from '../../ui/MoneyField.tsx';

/** By what they are in minor units; a currency without any has no cents to round to. */
const roundings = (perMajor: number): readonly Choice<string>[] => [
  ...(perMajor === 1 ? [] : [{ id: '1', label: 'Cents' }]),
  { id: String(perMajor), label: 'Whole units' },
  { id: String(100 * perMajor), label: 'Hundreds' },
  { id: String(1000 * perMajor), label: 'Thousands' },
];

/** The number to be split and how: changes are commands, undone like any other. */
export function QuotaTarget() {
  const { quota, currency } = usePlan();
  const perMajor = minorPerMajor(currency);
  const choices = roundings(perMajor);
  const rounding = choices.find((choice) => Number(choice.id) === quota.roundTo)?.id ?? String(perMajor);
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
      <Select
        label="Round quotas to"
        value={rounding}
        choices={choices}
        onChange={(id) => void commit({ type: 'setQuotaTarget', target: quota.target, roundTo: Number(id) })}
      />
    </div>
  );
}
