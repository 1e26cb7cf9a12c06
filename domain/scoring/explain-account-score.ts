/** One account's score, input by input, and a territory's, from its accounts (EXP-02). */
import type { AccountFacts } from '../measures/facts.ts';
import type { Plan } from '../plan/plan.ts';
import type { ScoreExplanation, ScoreInput, ScoreInputs } from './score.ts';
import { SCORE_INPUTS, explainScore } from './score.ts';

export interface AccountScoreExplanation extends ScoreExplanation {
  /** Inputs nobody supplied; the policy's neutral value stands in (ING-19). */
  readonly imputed: readonly ScoreInput[];
}

export function explainAccountScore(
  plan: Pick<Plan, 'policy'>,
  facts: AccountFacts,
  row: number,
): AccountScoreExplanation {
  const bits = facts.imputed[row] ?? 0;
  return {
    ...explainScore(plan.policy.score.weights, inputsOf(facts, row), facts.means),
    imputed: SCORE_INPUTS.filter((_, bit) => (bits & (1 << bit)) !== 0),
  };
}

const inputsOf = (facts: AccountFacts, row: number): ScoreInputs => ({
  potential: facts.inputs.potential[row] ?? 0,
  propensity: facts.inputs.propensity[row] ?? 0,
  strategicFit: facts.inputs.strategicFit[row] ?? 0,
  churnRisk: facts.inputs.churnRisk[row] ?? 0,
  travelCost: facts.inputs.travelCost[row] ?? 0,
});

/** The mean account of a territory against the mean account of the plan; null without active accounts. */
export function explainTerritory(
  plan: Pick<Plan, 'policy' | 'assignment'>,
  facts: AccountFacts,
  territory: number,
): ScoreExplanation | null {
  const totals = { potential: 0, propensity: 0, strategicFit: 0, churnRisk: 0, travelCost: 0 };
  let accounts = 0;
  plan.assignment.forEach((at, row) => {
    if (at !== territory || facts.active[row] !== 1) return;
    accounts++;
    for (const input of SCORE_INPUTS) totals[input] += facts.inputs[input][row] ?? 0;
  });
  if (accounts === 0) return null;
  for (const input of SCORE_INPUTS) totals[input] /= accounts;
  return explainScore(plan.policy.score.weights, totals, facts.means);
}
