import type { Normalisation, Policy } from '../../../domain/governance/policy.ts';
import type { ScoreInput } from '../../../domain/scoring/score.ts';
import { SCORE_INPUTS } from '../../../domain/scoring/score.ts';
import type { Choice } from '../../ui/Field.tsx';
import { NumberInput, Select } from '../../ui/Field.tsx';
import { Slider } from '../../ui/Slider.tsx';
import { INPUT_NAMES } from '../../workspace/ScoreParts.tsx';

const NORMALISATIONS: readonly Choice<Normalisation>[] = [
  { id: 'percentile', label: 'By rank', detail: 'Half of all accounts lie below 0.5, whatever their sizes' },
  { id: 'log', label: 'Logarithmic', detail: 'Ten times the size counts one step more' },
  { id: 'min-max', label: 'Proportional', detail: 'The largest account is 1; most others are near 0' },
];

const TAKEN: ReadonlySet<ScoreInput> = new Set(['churnRisk', 'travelCost']);
const two: Intl.NumberFormatOptions = { minimumFractionDigits: 2 };

export function WeightEditor(props: {
  readonly policy: Policy;
  readonly onChange: (policy: Policy) => void;
}) {
  const { policy, onChange } = props;
  const { score } = policy;
  const change = (part: Partial<Policy['score']>): void =>
    onChange({ ...policy, score: { ...score, ...part } });
  return (
    <section className="score-weights" aria-label="Weights">
      {SCORE_INPUTS.map((input) => (
        <Slider
          key={input}
          label={`${INPUT_NAMES[input]}${TAKEN.has(input) ? ', taken off' : ''}`}
          value={score.weights[input]}
          formatOptions={two}
          onChange={(weight) => change({ weights: { ...score.weights, [input]: weight } })}
        />
      ))}
      <Select
        label="Sizes are compared"
        value={score.normalisation}
        onChange={(normalisation) => change({ normalisation })}
        choices={NORMALISATIONS}
      />
      <NumberInput
        label="Travel counts in full from, minutes one way"
        value={score.travelCostMaxMinutes}
        minValue={10}
        onChange={(value) =>
          change({ travelCostMaxMinutes: Number.isNaN(value) ? score.travelCostMaxMinutes : value })
        }
      />
    </section>
  );
}
