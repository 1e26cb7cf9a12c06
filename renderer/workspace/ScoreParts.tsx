import { useMemo } from 'react';
import type { AccountFacts } from '../../domain/measures/facts.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { explainAccountScore } from '../../domain/scoring/explain-account-score.ts';
import type { ScoreInput } from '../../domain/scoring/score.ts';
import { Bars } from '../ui/Bars.tsx';

export const INPUT_NAMES: Readonly<Record<ScoreInput, string>> = {
  potential: 'Potential',
  propensity: 'Propensity',
  strategicFit: 'Strategic fit',
  churnRisk: 'Churn risk',
  travelCost: 'Travel cost',
};

const two = new Intl.NumberFormat(undefined, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const signedTwo = new Intl.NumberFormat(undefined, {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
  signDisplay: 'always',
});

/** The score as a sum: what an average account has, and what each input of this one adds or takes. */
export function ScoreParts(props: {
  readonly plan: Pick<Plan, 'policy'>;
  readonly facts: AccountFacts;
  readonly row: number;
}) {
  const { plan, facts, row } = props;
  const explained = useMemo(() => explainAccountScore(plan, facts, row), [plan, facts, row]);
  return (
    <section>
      <h3>Score {two.format(explained.score)}</h3>
      <p className="muted">An average account has {two.format(explained.base)}. This one differs by:</p>
      <Bars
        signed
        bars={explained.contributions.map((part) => ({
          label: INPUT_NAMES[part.input],
          value: part.contribution,
          text: signedTwo.format(part.contribution),
        }))}
      />
      {explained.imputed.length === 0 ? null : (
        <p className="muted">
          Not in the data, so a neutral value stands in:{' '}
          {explained.imputed.map((input) => INPUT_NAMES[input]).join(', ')}.
        </p>
      )}
    </section>
  );
}
