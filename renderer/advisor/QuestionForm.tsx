import { fairnessForm } from '../../domain/advisor/fairness-context.ts';
import type { FairnessForm } from '../../domain/advisor/fairness-context.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { Button } from '../ui/Button.tsx';
import { NumberInput, Select } from '../ui/Field.tsx';
import { useAdvisor } from './advisor-store.ts';

/** What a question needs to know; everything begins at what the policy says. */
export function QuestionForm({ plan }: { readonly plan: Plan }) {
  const question = useAdvisor((state) => state.question);
  switch (question) {
    case 'accounts':
      return <AccountsFields plan={plan} />;
    case 'fairness':
      return <FairnessFields plan={plan} />;
  }
}

const WHOLE = 'all';

/** A territory in use, or the whole plan. */
export function TerritorySelect(props: {
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
