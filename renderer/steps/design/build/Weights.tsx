import type { Approach } from '../../../../solver-worker/contract.ts';
import type { DesignChoices } from '../../../../solver-worker/page/contract.ts';
import { NumberInput } from '../../../ui/Field.tsx';
import { setChoices } from '../../../workspace/build-run.ts';

type WeightName = 'alpha' | 'beta' | 'gamma' | 'compactness' | 'continuityHours';

interface Weight {
  readonly name: WeightName;
  readonly label: string;
  readonly hint: string;
  /** Approaches in which it counts. */
  readonly in: readonly Approach[];
}

const WEIGHTS: readonly Weight[] = [
  {
    name: 'alpha',
    label: 'Travel',
    hint: 'against a score of 1 won (alpha)',
    in: ['hybrid', 'potential'],
  },
  {
    name: 'beta',
    label: 'Even score',
    hint: 'on the population variance of scores between territories (beta)',
    in: ['hybrid'],
  },
  { name: 'gamma', label: 'Score', hint: 'against travel (gamma)', in: ['min-cost-flow'] },
  {
    name: 'compactness',
    label: 'Compact shape',
    hint: 'at 1, a trip of 100 km counts one hour more, of 200 km four',
    in: ['hybrid', 'capacity', 'potential', 'rules'],
  },
  {
    name: 'continuityHours',
    label: 'A relationship kept',
    hint: 'travel hours a year that the average one is worth',
    in: ['hybrid', 'capacity', 'potential', 'rules', 'min-cost-flow', 'equal-opportunity'],
  },
];

/** The weights of the objective that count in the chosen approach, beginning with the policy's. */
export function Weights({ choices }: { readonly choices: DesignChoices }) {
  return (
    <details className="build-weights">
      <summary>Weights</summary>
      {WEIGHTS.filter((weight) => weight.in.includes(choices.approach)).map(({ name, label, hint }) => (
        <NumberInput
          key={name}
          label={label}
          hint={hint}
          value={choices[name]}
          minValue={0}
          onChange={(value) => {
            if (!Number.isNaN(value)) setChoices({ [name]: value });
          }}
        />
      ))}
    </details>
  );
}
