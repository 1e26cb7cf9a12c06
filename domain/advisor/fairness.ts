/** Is it fair? The gate, who is most likely to feel disadvantaged, and an answer to every issue (ledger FAI-01…08). */
import { problemContext, problemsOf } from '../advice/problems.ts';
import type { Accumulators } from '../measures/accumulators.ts';
import { accumulate, totalOf } from '../measures/accumulators.ts';
import { equityGini } from '../measures/equity-gini.ts';
import type { MeasureStatus } from '../measures/measure.ts';
import { counted, fixed } from '../measures/wording.ts';
import type { Plan } from '../plan/plan.ts';
import type { Answer, Issue, Section } from './answer.ts';
import { confidenceOf } from './confidence.ts';
import { aboutPlan, measureSources, policySources } from './evidence.ts';
import type { FairnessContext, FairnessForm } from './fairness-context.ts';
import { fairnessContext, fairnessForm } from './fairness-context.ts';
import { fairnessIssues } from './fairness-issues.ts';
import { GATE, gateTable, peopleTable, quotaSection, territoryTable } from './fairness-tables.ts';
import type { Grievance } from './grievance.ts';
import { GRIEVANCES, grievances, whoIs } from './grievance.ts';
import { activeRows, missingFairness } from './missing.ts';
import { riskSection } from './risks.ts';

const POLICY_PATHS = [
  'targets.gini',
  'targets.outlierBand',
  'targets.utilisationHigh',
  'seniorityFactor.junior',
  'seniorityFactor.senior',
  'quota.riskBand',
  'disruption.minContinuity',
];
const ALONE = 'Each adjustment is counted as if it were the only one: commit one, then ask again.';

export function isItFair(
  plan: Plan,
  form: FairnessForm = fairnessForm(plan),
  accumulators: Accumulators = accumulate(plan),
): Answer {
  const context = fairnessContext(plan, accumulators, form);
  const issues =
    context.territories.length === 0 ? [] : fairnessIssues(context, problemContext(plan, accumulators));
  const people = grievances(context);
  const gate = equityGini.compute(context);
  return {
    question: 'fairness',
    title: 'Is it fair?',
    about: aboutPlan(plan),
    verdict: verdict(gate.status, gate.value, form, issues),
    summary: summary(context, people, issues),
    missing: missingFairness(plan, accumulators, context.skills),
    sections: gate.value === null ? [] : sectionsOf(context, people, issues),
    confidence: confidenceOf(plan, activeRows(accumulators.facts), [], {
      count: context.territories.length,
      words: ['territory', 'territories'],
    }),
    rule: {
      statement:
        'Every figure is a comparison of sums anybody can redo. How much reason somebody has to feel disadvantaged is a sum of six shortfalls, each 0 to 1 and weighed as below; the same plan and policy always give the same answer.',
      parts: GRIEVANCES.map(([, weight, words]) => [words, `+${fixed(weight, 2)} × the shortfall`] as const),
    },
    sources: [
      ...measureSources(context, GATE),
      ...policySources(context.plan, POLICY_PATHS),
      { kind: 'data', label: 'Accounts with a territory', value: fixed(totalOf(accumulators, 'count'), 0) },
    ],
  };
}

function sectionsOf(
  context: FairnessContext,
  people: readonly Grievance[],
  issues: readonly Issue[],
): readonly Section[] {
  const { plan, accumulators } = context;
  return [
    { title: 'The gate', blocks: [gateTable(context)] },
    { title: 'Who is most likely to feel disadvantaged', blocks: [peopleTable(context, people)] },
    {
      title: 'Each issue, with an adjustment or a reason to keep it',
      blocks: [
        { kind: 'issues', issues, empty: 'Nothing stands out by any of the rules below.' },
        ...(issues.length > 1 ? [{ kind: 'text' as const, text: ALONE }] : []),
      ],
    },
    { title: 'Every territory', blocks: [territoryTable(context)] },
    ...quotaSection(context),
    riskSection(plan, issues, problemsOf(plan, accumulators)),
  ];
}

function verdict(
  status: MeasureStatus,
  gini: number | null,
  form: FairnessForm,
  issues: readonly Issue[],
): Answer['verdict'] {
  if (gini === null)
    return { tone: 'none', text: 'There is nothing to judge yet: no territory holds accounts.' };
  const limit = `Gini ${fixed(gini, 4)}, and it must stay below ${fixed(form.gini, 2)}`;
  if (status === 'fail') return { tone: 'bad', text: `Hold. ${limit}: do not communicate this plan yet.` };
  if (issues.length === 0) return { tone: 'good', text: `Pass. ${limit}. Nothing else stands out.` };
  const bad = issues.some(({ tone }) => tone === 'bad');
  return {
    tone: bad ? 'warn' : 'good',
    text: `Pass. ${limit}. ${counted(issues.length, 'issue needs', 'issues need')} an answer before it is communicated.`,
  };
}

function summary(
  context: FairnessContext,
  people: readonly Grievance[],
  issues: readonly Issue[],
): readonly string[] {
  const [first, second] = people;
  if (first === undefined) return [];
  const who =
    first.total === 0
      ? 'Nobody has more reason than anybody else to feel disadvantaged.'
      : `${whoIs(context, first.territory)} is most likely to feel disadvantaged: ${first.concern}.${second !== undefined && second.total > 0 ? ` Next is ${whoIs(context, second.territory)}: ${second.concern}.` : ''}`;
  const mended = issues.filter(({ remedy }) => remedy.kind === 'adjustment').length;
  return [
    who,
    issues.length === 0
      ? 'No issue was found.'
      : `${counted(issues.length, 'issue', 'issues')}: ${mended} with a small adjustment, ${issues.length - mended} with a reason to keep.`,
  ];
}
