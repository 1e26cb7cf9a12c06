import { fairnessForm } from '../../domain/advisor/fairness-context.ts';
import type { FairnessForm } from '../../domain/advisor/fairness-context.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { Button } from '../ui/Button.tsx';
import { NumberInput, Select } from '../ui/Field.tsx';
import { liveTerritories } from '../../domain/measures/territories.ts';
import { repForm } from '../../domain/advisor/rep-plan.ts';
import { whitespaceForm } from '../../domain/advisor/whitespace.ts';
import { useAdvisor } from './advisor-store.ts';
import { ConfigurationFields } from './ConfigurationFields.tsx';

/** What a question needs to know; everything begins at what the policy says. */
export function QuestionForm({ plan }: { readonly plan: Plan }) {
  const question = useAdvisor((state) => state.question);
  switch (question) {
    case 'accounts':
      return <AccountsFields plan={plan} />;
    case 'configurations':
      return <ConfigurationFields plan={plan} />;
    case 'fairness':
      return <FairnessFields plan={plan} />;
    case 'rep-plan':
      return <RepFields plan={plan} />;
    case 'whitespace':
      return <WhitespaceFields plan={plan} />;
  }
}

const WHOLE = 'all';

/** A territory in use, or the whole plan. */
function TerritorySelect(props: {
  readonly plan: Plan;
  readonly value: number | null;
  readonly onChange: (territory: number | null) => void;
  /** Only where an answer can be about the whole plan. */
  readonly whole?: string;
}) {
  const { plan, value, onChange, whole } = props;
  const choices = plan.territories.flatMap(({ name, retired, repIds }, index) => {
    const reps = repIds.flatMap((id) => plan.reps.find(({ repId }) => repId === id)?.name ?? []);
    return retired ? [] : [{ id: String(index), label: name, detail: reps.join(', ') || 'vacant' }];
  });
  return (
    <Select
      label="Territory"
      value={value === null ? WHOLE : String(value)}
      onChange={(id) => onChange(id === WHOLE ? null : Number(id))}
      choices={whole === undefined ? choices : [{ id: WHOLE, label: whole }, ...choices]}
    />
  );
}

function AccountsFields({ plan }: { readonly plan: Plan }) {
  const { territory = null } = useAdvisor((state) => state.accounts);
  return (
    <div className="advisor-form">
      <TerritorySelect
        plan={plan}
        value={territory}
        whole="Whole plan"
        onChange={(chosen) => useAdvisor.setState({ accounts: { territory: chosen } })}
      />
      <p className="field-hint">Weights and tiers are set in Score.</p>
    </div>
  );
}

const PERCENT: Intl.NumberFormatOptions = { style: 'percent', maximumFractionDigits: 0 };

function FairnessFields({ plan }: { readonly plan: Plan }) {
  const changed = useAdvisor((state) => state.fairness);
  const form = { ...fairnessForm(plan), ...changed };
  const set = (part: Partial<FairnessForm>): void => {
    const kept = Object.fromEntries(
      Object.entries({ ...changed, ...part }).filter(([, value]) => !Number.isNaN(value)),
    );
    useAdvisor.setState({ fairness: kept });
  };
  return (
    <div className="advisor-form">
      <NumberInput
        label="Gini must stay below"
        value={form.gini}
        minValue={0.01}
        maxValue={1}
        step={0.01}
        onChange={(gini) => set({ gini })}
      />
      <NumberInput
        label="Potential off the median, at most"
        value={form.outlierBand}
        minValue={0.01}
        maxValue={1}
        step={0.01}
        formatOptions={PERCENT}
        onChange={(outlierBand) => set({ outlierBand })}
      />
      <NumberInput
        label="Share of sales off share of potential"
        value={form.historyBand}
        minValue={0.01}
        maxValue={5}
        step={0.01}
        formatOptions={PERCENT}
        onChange={(historyBand) => set({ historyBand })}
      />
      <NumberInput
        label="Another rep’s skills wanted more by"
        value={form.skillBand}
        minValue={0.01}
        maxValue={1}
        step={0.01}
        formatOptions={PERCENT}
        onChange={(skillBand) => set({ skillBand })}
      />
      <Button
        isDisabled={Object.keys(changed).length === 0}
        onPress={() => useAdvisor.setState({ fairness: {} })}
      >
        As the policy says
      </Button>
    </div>
  );
}

function RepFields({ plan }: { readonly plan: Plan }) {
  const changed = useAdvisor((state) => state.repPlan);
  const { season, territory } = { ...repForm(), ...changed };
  const set = (quarter: number, value: number): void => {
    const [a, b, c, d] = season.map((part, i) => (i === quarter && !Number.isNaN(value) ? value : part));
    useAdvisor.setState({ repPlan: { ...changed, season: [a ?? 0, b ?? 0, c ?? 0, d ?? 0] } });
  };
  return (
    <div className="advisor-form">
      <TerritorySelect
        plan={plan}
        value={territory ?? liveTerritories(plan)[0] ?? null}
        onChange={(chosen) => useAdvisor.setState({ repPlan: { ...changed, territory: chosen } })}
      />
      <div className="advisor-quarters" role="group" aria-label="Parts of the year">
        {season.map((part, i) => (
          <NumberInput
            // Four quarters, always in their order.
            key={i}
            label={`Q${i + 1}`}
            value={part}
            minValue={0}
            onChange={(value) => set(i, value)}
          />
        ))}
      </div>
      <p className="field-hint">Parts of the year’s quota by quarter; they need not sum to 100.</p>
    </div>
  );
}

const QUARTERS = (['1', '2', '3', '4'] as const).map((id) => ({ id, label: `Quarter ${id}` }));

function WhitespaceFields({ plan }: { readonly plan: Plan }) {
  const changed = useAdvisor((state) => state.whitespace);
  const form = { ...whitespaceForm(), ...changed };
  return (
    <div className="advisor-form">
      <TerritorySelect
        plan={plan}
        value={form.territory}
        whole="Whole plan"
        onChange={(territory) => useAdvisor.setState({ whitespace: { ...changed, territory } })}
      />
      <Select
        label="For"
        value={QUARTERS[form.quarter - 1]?.id ?? '1'}
        onChange={(id) => useAdvisor.setState({ whitespace: { ...changed, quarter: Number(id) } })}
        choices={QUARTERS}
      />
      <NumberInput
        label="Fit of 1 to 5, at least"
        value={form.leastFit}
        minValue={1}
        maxValue={5}
        step={0.1}
        onChange={(leastFit) =>
          useAdvisor.setState({
            whitespace: {
              ...changed,
              leastFit: Number.isNaN(leastFit) ? whitespaceForm().leastFit : leastFit,
            },
          })
        }
      />
    </div>
  );
}
