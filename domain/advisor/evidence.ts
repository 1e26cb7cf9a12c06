/** Where an answer comes from, and what every answer says of itself. */
import { minorPerMajor } from '../intake/potential-unit.ts';
import { shownValue, POLICY_FIELDS, valueAt } from '../governance/policy-fields.ts';
import type { Measure, MeasureContext } from '../measures/measure.ts';
import { fixed, moneyText, percent, potentialText } from '../measures/wording.ts';
import { textAt } from '../plan/account-table.ts';
import type { Plan } from '../plan/plan.ts';
import { SCORE_INPUTS, signedWeight } from '../scoring/score.ts';
import type { ScoreInput } from '../scoring/score.ts';
import type { Cell, Rule, Source, Tone } from './answer.ts';

export const aboutPlan = ({ name, cycle, policy }: Plan): string =>
  `${name}, ${cycle.name} (${cycle.from} to ${cycle.to}), by the policy “${policy.name}”, version ${policy.version}`;

/** The measures as the plan has them, each by its ledger row. */
export const measureSources = (context: MeasureContext, measures: readonly Measure[]): readonly Source[] =>
  measures.map((measure) => {
    const { value, explanation } = measure.compute(context);
    return {
      kind: 'measure',
      id: measure.id,
      label: measure.label,
      value: value === null ? explanation : measureText(value, measure.unit),
    };
  });

export function measureText(value: number, unit: Measure['unit']): string {
  if (!Number.isFinite(value)) return 'no limit';
  if (unit === 'share') return percent(value);
  if (unit === 'index') return fixed(value, 4);
  if (unit === 'ratio') return `${fixed(value, 2)}×`;
  return unit === 'hours per week' ? `${fixed(value, 1)} h a week` : fixed(value, 0);
}

/** Policy values by their path, in the words of the policy editor. */
export const policySources = (plan: Plan, paths: readonly string[]): readonly Source[] =>
  paths.flatMap((path): readonly Source[] => {
    const field = POLICY_FIELDS.find((one) => one.path === path);
    if (field === undefined) return [];
    return [
      { kind: 'policy', path, label: field.label, value: shownValue(valueAt(plan.policy, path), field.unit) },
    ];
  });

export const SCORE_PATHS: readonly string[] = SCORE_INPUTS.map((input) => `score.weights.${input}`);

const INPUT_WORDS: Readonly<Record<ScoreInput, string>> = {
  potential: 'Potential',
  propensity: 'Propensity to buy',
  strategicFit: 'Strategic fit',
  churnRisk: 'Churn risk',
  travelCost: 'Travel cost',
};
export const inputWords = (input: ScoreInput): string => INPUT_WORDS[input];

/** The score as the sum it is (EXP-04, SCO-01). */
export const scoreParts = (plan: Plan): Rule['parts'] =>
  SCORE_INPUTS.map((input) => {
    const weight = signedWeight(plan.policy.score.weights, input);
    return [INPUT_WORDS[input], `${weight < 0 ? '−' : '+'}${fixed(Math.abs(weight), 2)} × its value, 0 to 1`];
  });

export const accountName = (plan: Pick<Plan, 'accounts'>, row: number): string =>
  textAt(plan.accounts, 'name', row) ?? textAt(plan.accounts, 'accountId', row) ?? `row ${row + 1}`;

export const accountCell = (plan: Pick<Plan, 'accounts'>, row: number): Cell => ({
  text: accountName(plan, row),
  subject: { kind: 'account', row },
});

export const territoryName = (plan: Pick<Plan, 'territories'>, index: number): string =>
  plan.territories[index]?.name ?? 'No territory';

export const territoryCell = (plan: Pick<Plan, 'territories'>, index: number): Cell =>
  index < 0
    ? { text: 'No territory' }
    : { text: territoryName(plan, index), subject: { kind: 'territory', index } };

/** Names of a territory's reps; "vacant" without one. */
export function repWords(plan: Pick<Plan, 'territories' | 'reps'>, index: number): string {
  const ids = plan.territories[index]?.repIds ?? [];
  const names = ids.map((id) => plan.reps.find(({ repId }) => repId === id)?.name ?? id);
  return names.length === 0 ? 'vacant' : names.join(', ');
}

export const textCell = (text: string, tone?: Tone): Cell => (tone === undefined ? { text } : { text, tone });
export const countCell = (value: number): Cell => ({ text: fixed(value, 0), value });
export const numberCell = (value: number, digits: number): Cell => ({ text: fixed(value, digits), value });

export const shareCell = (value: number | null, digits = 1, tone?: Tone): Cell =>
  value === null || !Number.isFinite(value)
    ? { text: '–' }
    : { text: percent(value, digits), value, ...(tone === undefined ? {} : { tone }) };

export const potentialCell = (plan: Pick<Plan, 'potentialUnit'>, minor: number): Cell => ({
  text: potentialText(plan.potentialUnit, minor),
  value: minor / plan.potentialUnit.minorPerMajor,
});

export const moneyCell = ({ currency }: Pick<Plan, 'currency'>, minor: number): Cell => ({
  text: moneyText(currency, minor),
  value: minor / minorPerMajor(currency),
});
