/** What a plan does not hold, said instead of guessed: what, what that does to the answer, and how it gets there. */
import type { Accumulators } from '../measures/accumulators.ts';
import { totalOf } from '../measures/accumulators.ts';
import type { AccountFacts } from '../measures/facts.ts';
import { liveTerritories } from '../measures/territories.ts';
import { counted } from '../measures/wording.ts';
import type { Plan } from '../plan/plan.ts';
import type { ScoreInput } from '../scoring/score.ts';
import { SCORE_INPUTS } from '../scoring/score.ts';
import type { Missing } from './answer.ts';
import { inputWords } from './evidence.ts';

export function activeRows({ active }: AccountFacts): readonly number[] {
  const rows: number[] = [];
  for (let row = 0; row < active.length; row++) if (active[row] === 1) rows.push(row);
  return rows;
}

const when = (
  missing: boolean,
  ...[what, effect, doThis]: readonly [string, string, string]
): readonly Missing[] => (missing ? [{ what, effect, doThis }] : []);

export const missingTerritories = (plan: Plan): readonly Missing[] =>
  when(
    liveTerritories(plan).length === 0,
    'Territories',
    'Nothing can be compared.',
    'Bring a roster or territories in Data, or build them in Design.',
  );

export const missingAccounts = (facts: AccountFacts): readonly Missing[] =>
  when(facts.activeCount === 0, 'Accounts', 'There is nothing to answer about.', 'Bring accounts in Data.');

export const missingSales = (accumulators: Accumulators): readonly Missing[] =>
  when(
    accumulators.facts.activeCount > 0 && totalOf(accumulators, 'sales') === 0,
    'Sales so far (historical revenue or current ARR)',
    'History is not compared with potential, and no loss of sales is counted.',
    'Bring past bookings, or a revenue column, in Data.',
  );

export const missingQuota = (plan: Plan): readonly Missing[] =>
  when(
    plan.quota.target === null,
    'Quota target',
    'No quota is judged or split.',
    'Set the target in Quota.',
  );

export const missingReps = (plan: Plan): readonly Missing[] => {
  const vacant = liveTerritories(plan).filter((t) => plan.territories[t]?.repIds.length === 0).length;
  return [
    ...when(
      plan.reps.length === 0,
      'Reps',
      'Nobody is named, and seniority is taken as equal.',
      'Bring the roster in Data.',
    ),
    ...when(
      plan.reps.length > 0 && vacant > 0,
      `Reps of ${counted(vacant, 'territory', 'territories')}`,
      'A vacancy is judged as somebody of middle seniority.',
      'Pair reps in Design, Build.',
    ),
    ...when(
      plan.reps.length > 0 && plan.reps.every(({ skills }) => skills.length === 0),
      'Skills of the reps',
      'Strengths are not compared with what territories ask for.',
      'Bring a skills column with the roster.',
    ),
  ];
};

/** Skills are there, but no account's industry, segment or technology names one of them. */
export const missingSkillMatch = (plan: Plan, skills: Float64Array): readonly Missing[] =>
  when(
    plan.reps.some((rep) => rep.skills.length > 0) && !skills.some((share) => share > 0),
    'Anything in the accounts that names a skill of the roster',
    'Strengths are not compared with what territories ask for.',
    'Use the same words for skills as for industry, segment or technology.',
  );

export const missingBaseline = (accumulators: Accumulators): readonly Missing[] =>
  when(
    accumulators.facts.activeCount > 0 && totalOf(accumulators, 'baselineCount') === 0,
    'Territories at the start of the cycle',
    'Nothing counts as moved or lost.',
    'Bring the territory each account had, in Data.',
  );

export const missingCapacity = (plan: Plan): readonly Missing[] => {
  const live = liveTerritories(plan);
  return when(
    live.length > 0 && live.every((t) => plan.territories[t]?.capacity === null),
    'Capacities',
    'Work is not judged.',
    'Bring hours or accounts a rep with the roster, or set them in Design.',
  );
};

/** Inputs of the score that no account has, or fewer than half. */
export function missingInputs(facts: AccountFacts): readonly Missing[] {
  const lacking = (input: ScoreInput): boolean => facts.imputedCount[input] * 2 > facts.activeCount;
  const inputs = SCORE_INPUTS.filter(lacking);
  return when(
    facts.activeCount > 0 && inputs.length > 0,
    inputs
      .map((input) => `${inputWords(input)} (${counted(facts.imputedCount[input], 'account', 'accounts')})`)
      .join(', '),
    'A neutral value stands in, so it moves no account up or down: the order rests on what is left.',
    'Bring the columns in Data.',
  );
}

export const missingFairness = (
  plan: Plan,
  accumulators: Accumulators,
  skills: Float64Array,
): readonly Missing[] => [
  ...missingAccounts(accumulators.facts),
  ...missingTerritories(plan),
  ...missingReps(plan),
  ...missingSkillMatch(plan, skills),
  ...missingSales(accumulators),
  ...missingBaseline(accumulators),
  ...missingCapacity(plan),
  ...missingQuota(plan),
];
