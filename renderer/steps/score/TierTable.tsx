import type { Policy, TierRule } from '../../../domain/governance/policy.ts';
import { NumberInput } from '../../ui/Field.tsx';

const PERCENT: Intl.NumberFormatOptions = { style: 'percent', maximumFractionDigits: 0 };

/** Which accounts belong to which tier, and how often each is to be seen. */
export function TierTable(props: { readonly policy: Policy; readonly onChange: (policy: Policy) => void }) {
  const { policy, onChange } = props;
  const change = (index: number, part: Partial<TierRule>): void =>
    onChange({
      ...policy,
      tiers: policy.tiers.map((rule, i) => (i === index ? { ...rule, ...part } : rule)),
    });
  return (
    <table className="tier-table">
      <caption className="field-label">Tiers, by rank of potential</caption>
      <thead>
        <tr>
          <th scope="col">Tier</th>
          <th scope="col">Above</th>
          <th scope="col">Visits a year</th>
          <th scope="col">Minutes</th>
        </tr>
      </thead>
      <tbody>
        {policy.tiers.map((rule, index) => (
          <tr key={rule.tier}>
            <th scope="row">{rule.tier}</th>
            <td>
              <NumberInput
                label={`${rule.tier} starts above this share of accounts`}
                hideLabel
                value={rule.minPotentialPercentile}
                minValue={0}
                maxValue={1}
                step={0.01}
                formatOptions={PERCENT}
                onChange={(value) =>
                  change(index, { minPotentialPercentile: Number.isNaN(value) ? 0 : value })
                }
              />
            </td>
            <td>
              <NumberInput
                label={`Visits a year, ${rule.tier}`}
                hideLabel
                value={rule.visitsPerYear}
                minValue={0}
                onChange={(value) => change(index, { visitsPerYear: Number.isNaN(value) ? 0 : value })}
              />
            </td>
            <td>
              <NumberInput
                label={`Minutes a visit, ${rule.tier}`}
                hideLabel
                value={rule.minutesPerVisit}
                minValue={0}
                onChange={(value) => change(index, { minutesPerVisit: Number.isNaN(value) ? 0 : value })}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
