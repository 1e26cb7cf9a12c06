import { SCORE_INPUTS, explainScore } from '../../../../domain/scoring/score.ts';
import type { ScoreInput, ScoreInputs } from '../../../../domain/scoring/score.ts';
import type { AccountFacts } from '../../../../domain/measures/facts.ts';
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

export function inputsOf(facts: AccountFacts, row: number): ScoreInputs {
  return Object.fromEntries(SCORE_INPUTS.map((input) => [input, facts.inputs[input][row] ?? 0])) as Record<
    ScoreInput,
    number
  >;
}

/** The score as a sum: what an average account has, and what each input of this one adds or takes. */
export function ScoreParts({ row }: { readonly row: number }) {
  const { weights } = usePlan().policy.score;
  const facts = useFacts();
  const explained = explainScore(weights, inputsOf(facts, row), facts.means);
  const filled = SCORE_INPUTS.filter((_, bit) => ((facts.imputed[row] ?? 0) & (1 << bit)) !== 0);
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
      {filled.length === 0 ? null : (
        <p className="muted">
          Not in the data, so a neutral value stands in:{' '}
          {filled.map((input) => INPUT_NAMES[input]).join(', ')}.
        </p>
      )}
    </section>
  );
}
