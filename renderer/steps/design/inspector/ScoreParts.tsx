import { useMemo } from 'react';
import { explainAccount } from '../../../../domain/scoring/explain-account.ts';
import type { ScoreInput } from '../../../../domain/scoring/score.ts';
import { usePlan } from '../../../session/session.ts';
import { Bars } from '../../../ui/Bars.tsx';
import { useFacts } from '../../../workspace/use-figures.ts';

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
export function ScoreParts({ row }: { readonly row: number }) {
  const plan = usePlan();
  const facts = useFacts();
  const explained = useMemo(() => explainAccount(plan, facts, row), [plan, facts, row]);
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
