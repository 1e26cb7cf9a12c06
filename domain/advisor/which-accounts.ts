/** Which accounts matter? Scores, tiers, the first twenty with how to work them, and tiers to correct (ledger SCO-07…10). */
import type { Accumulators } from '../measures/accumulators.ts';
import { accumulate } from '../measures/accumulators.ts';
import type { AccountFacts } from '../measures/facts.ts';
import { counted, fixed, named, percent, potentialText } from '../measures/wording.ts';
import type { Plan } from '../plan/plan.ts';
import { UNASSIGNED } from '../plan/plan.ts';
import { COVERAGE_PRIORITIES, coveragePriority } from '../scoring/coverage-priority.ts';
import type { Group, ScoreSummary } from '../scoring/score-summary.ts';
import { explainAccountScore } from '../scoring/explain-account-score.ts';
import { scoreSummary } from '../scoring/score-summary.ts';
import { ACCOUNT_STATUSES } from '../scoring/status.ts';
import type { Answer, AnswerTable, Block, Cell } from './answer.ts';
import { confidenceOf } from './confidence.ts';
import {
  aboutPlan,
  accountCell,
  accountName,
  countCell,
  inputWords,
  policySources,
  potentialCell,
  SCORE_PATHS,
  scoreParts,
  shareCell,
  territoryCell,
  territoryName,
  textCell,
} from './evidence.ts';
import { activeRows, missingAccounts, missingInputs } from './missing.ts';

export interface AccountsForm {
  /** Index of a territory, or null for the whole plan. */
  readonly territory: number | null;
}

export const accountsForm = (): AccountsForm => ({ territory: null });

const MOST_INDUSTRIES = 12;
const MOST_MISCLASSIFIED = 20;

export function whichAccounts(
  plan: Plan,
  form: AccountsForm = accountsForm(),
  accumulators: Accumulators = accumulate(plan),
): Answer {
  const whole = accumulators.facts;
  const facts = form.territory === null ? whole : onlyIn(plan, whole, form.territory);
  const rows = activeRows(facts);
  const summary = scoreSummary(plan, facts);
  const wrong = summary.misclassified;
  return {
    question: 'accounts',
    title: 'Which accounts matter?',
    about: `${aboutPlan(plan)}${form.territory === null ? '' : `; ${territoryName(plan, form.territory)} alone`}`,
    verdict: verdict(plan, summary, facts),
    summary: sentences(plan, summary, facts),
    missing: [...missingAccounts(facts), ...missingInputs(facts)],
    sections:
      rows.length === 0
        ? []
        : [
            { title: 'The first twenty, and how to work them', blocks: [topTable(plan, summary, facts)] },
            { title: 'By tier', blocks: [groupTable(plan, summary, summary.byTier, 'Tier')] },
            { title: 'How they are to be worked', blocks: workTables(plan, facts, rows) },
            { title: 'By industry', blocks: industryBlocks(plan, summary) },
            { title: 'Tiers to correct', blocks: misclassifiedBlocks(plan, summary, facts) },
          ],
    confidence: confidenceOf(
      plan,
      rows,
      [...summary.top, ...wrong.slice(0, MOST_MISCLASSIFIED)].map(({ row }) => row),
      { count: rows.length, words: ['account', 'accounts'] },
    ),
    rule: {
      statement:
        'An account’s score is a sum, so each part says by itself what it adds. Ranks and tiers are counted within the whole plan; nothing is learned, and the same plan and policy always give the same order.',
      parts: [
        ...scoreParts(plan),
        ...plan.policy.tiers.map(
          ({ tier, minPotentialPercentile }) =>
            [
              `${tier} tier`,
              minPotentialPercentile === 0
                ? 'all others'
                : `potential above ${percent(minPotentialPercentile, 0)} of accounts, unless the file states a tier`,
            ] as const,
        ),
      ],
    },
    sources: [
      ...policySources(plan, SCORE_PATHS),
      { kind: 'data', label: 'Accounts that take part', value: fixed(rows.length, 0) },
      {
        kind: 'data',
        label: 'Tiers stated by the file',
        value: fixed(
          rows.reduce((sum, row) => sum + (facts.tierStated[row] ?? 0), 0),
          0,
        ),
      },
    ],
  };
}

/** Facts in which only the accounts of one territory take part; ranks stay those of the whole plan. */
function onlyIn(plan: Plan, facts: AccountFacts, territory: number): AccountFacts {
  const active = facts.active.map((on, row) => (on === 1 && plan.assignment[row] === territory ? 1 : 0));
  const activeCount = active.reduce((sum, on) => sum + on, 0);
  const inputs = Object.entries(facts.imputedCount).map(([input], bit) => [
    input,
    facts.imputed.reduce((sum, bits, row) => sum + (active[row] === 1 ? (bits >> bit) & 1 : 0), 0),
  ]);
  return {
    ...facts,
    scorePercentile: facts.scorePercentile,
    active,
    activeCount,
    imputedCount: Object.fromEntries(inputs) as unknown as AccountFacts['imputedCount'],
  };
}

function verdict(plan: Plan, summary: ScoreSummary, { activeCount }: AccountFacts): Answer['verdict'] {
  if (activeCount === 0) return { tone: 'none', text: 'There are no accounts to rank yet.' };
  const share = shareOfTop(summary);
  const text = `${counted(summary.top.length, 'account', 'accounts')} of ${fixed(summary.accounts, 0)} come first${share === null ? '' : `, with ${percent(share)} of the ${potentialText(plan.potentialUnit, summary.potential)} of potential`}.`;
  return { tone: summary.misclassified.length > 0 ? 'warn' : 'none', text };
}

const shareOfTop = ({ top, potential }: ScoreSummary): number | null =>
  potential === 0 ? null : top.reduce((sum, each) => sum + each.potential, 0) / potential;

function sentences(plan: Plan, summary: ScoreSummary, facts: AccountFacts): readonly string[] {
  const [first] = summary.top;
  if (first === undefined) return [];
  const names = named(summary.top.map(({ row }) => accountName(plan, row)));
  const [tier] = summary.byTier;
  const open = summary.top.filter(({ row }) => plan.assignment[row] === UNASSIGNED).length;
  const lead =
    tier === undefined || summary.potential === 0
      ? []
      : [
          `The ${counted(tier.accounts, 'account', 'accounts')} of the ${tier.name} tier hold ${percent(tier.potential / summary.potential)} of the potential.`,
        ];
  return [
    `First of all: ${names}.`,
    ...lead,
    open === 0
      ? 'All of the first have a territory.'
      : `${counted(open, 'of them has', 'of them have')} no territory.`,
    stated(facts) === 0
      ? 'The file states no tier, so none can be wrong; tiers are by rank of potential.'
      : `${counted(summary.misclassified.length, 'account is', 'accounts are')} in another tier than the potential says.`,
  ];
}

const stated = (facts: AccountFacts): number =>
  facts.tierStated.reduce((sum, on, row) => sum + (facts.active[row] === 1 ? on : 0), 0);

function topTable(plan: Plan, { top }: ScoreSummary, facts: AccountFacts): AnswerTable {
  return {
    kind: 'table',
    columns: [
      { header: '', kind: 'figure' },
      { header: 'Account', kind: 'name' },
      { header: 'Tier', kind: 'text' },
      { header: 'Score', kind: 'figure' },
      { header: 'Potential', kind: 'figure' },
      { header: 'Territory', kind: 'name' },
      { header: 'Status', kind: 'text' },
      { header: 'Score is made of', kind: 'prose' },
      { header: 'How to work it', kind: 'prose' },
    ],
    rows: top.map((each, i): readonly Cell[] => [
      countCell(i + 1),
      accountCell(plan, each.row),
      textCell(plan.policy.tiers[facts.tier[each.row] ?? -1]?.tier ?? '–'),
      { text: fixed(each.score, 3), value: each.score },
      potentialCell(plan, each.potential),
      territoryCell(plan, plan.assignment[each.row] ?? UNASSIGNED),
      textCell(ACCOUNT_STATUSES[facts.status[each.row] ?? 3] ?? 'unknown'),
      textCell(scoreSum(plan, facts, each.row)),
      textCell(each.approach),
    ]),
    empty: 'There are no accounts yet.',
  };
}

/** "0.356 for the mean account + potential 0.250 + travel cost 0.043". */
function scoreSum(plan: Plan, facts: AccountFacts, row: number): string {
  const { base, contributions, imputed } = explainAccountScore(plan, facts, row);
  const parts = contributions
    .filter(({ input, contribution }) => !imputed.includes(input) && Math.abs(contribution) >= 0.0005)
    .map(
      ({ input, contribution }) =>
        ` ${contribution < 0 ? '−' : '+'} ${inputWords(input).toLowerCase()} ${fixed(Math.abs(contribution), 3)}`,
    );
  return `${fixed(base, 3)} for the mean account${parts.join('')}`;
}

function groupTable(
  plan: Plan,
  summary: ScoreSummary,
  groups: readonly Group[],
  header: string,
): AnswerTable {
  return {
    kind: 'table',
    columns: [
      { header, kind: 'text' },
      { header: 'Accounts', kind: 'figure' },
      { header: 'Of all', kind: 'figure' },
      { header: 'Potential', kind: 'figure' },
      { header: 'Of all potential', kind: 'figure' },
    ],
    rows: groups.map((group): readonly Cell[] => [
      textCell(group.name),
      countCell(group.accounts),
      shareCell(summary.accounts === 0 ? null : group.accounts / summary.accounts),
      potentialCell(plan, group.potential),
      shareCell(summary.potential === 0 ? null : group.potential / summary.potential),
    ]),
    empty: '',
  };
}

const PRIORITY_WORDS = {
  high: 'High: proactive',
  medium: 'Medium: reactive',
  low: 'Low: inbound only',
} as const;

/** Coverage priority (SCO-08) and status (SCO-07), counted. */
function workTables(plan: Plan, facts: AccountFacts, rows: readonly number[]): readonly Block[] {
  const priorities = new Map<string, number>();
  const statuses = new Map<string, number>();
  const add = (counts: Map<string, number>, key: string): void =>
    void counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const row of rows) {
    const { priority } = coveragePriority(plan.policy, facts.tier[row] ?? 0, facts.scorePercentile[row] ?? 0);
    add(priorities, priority);
    add(statuses, ACCOUNT_STATUSES[facts.status[row] ?? 3] ?? 'unknown');
  }
  const tally = (counts: ReadonlyMap<string, number>, key: string): Cell => ({
    text: `${fixed(counts.get(key) ?? 0, 0)} (${percent((counts.get(key) ?? 0) / Math.max(1, rows.length), 0)})`,
    value: counts.get(key) ?? 0,
  });
  return [
    {
      kind: 'facts',
      facts: COVERAGE_PRIORITIES.map((key) => [PRIORITY_WORDS[key], tally(priorities, key)] as const),
    },
    {
      kind: 'facts',
      facts: ACCOUNT_STATUSES.map(
        (key) => [`${key.charAt(0).toUpperCase()}${key.slice(1)}`, tally(statuses, key)] as const,
      ),
    },
  ];
}

function industryBlocks(plan: Plan, summary: ScoreSummary): readonly Block[] {
  const { byIndustry } = summary;
  if (byIndustry.length === 1 && byIndustry[0]?.name === 'Not stated')
    return [{ kind: 'text', text: 'No account states an industry.' }];
  const rest = byIndustry.length - MOST_INDUSTRIES;
  return [
    groupTable(plan, summary, byIndustry.slice(0, MOST_INDUSTRIES), 'Industry'),
    ...(rest > 0 ? [{ kind: 'text' as const, text: `${rest} more industries hold less each.` }] : []),
  ];
}

function misclassifiedBlocks(
  plan: Plan,
  { misclassified }: ScoreSummary,
  facts: AccountFacts,
): readonly Block[] {
  const rest = misclassified.length - MOST_MISCLASSIFIED;
  const tier = (index: number): Cell => textCell(plan.policy.tiers[index]?.tier ?? '–');
  return [
    {
      kind: 'table',
      columns: [
        { header: 'Account', kind: 'name' },
        { header: 'Stated', kind: 'text' },
        { header: 'Proposed', kind: 'text' },
        { header: 'Why', kind: 'prose' },
      ],
      rows: misclassified
        .slice(0, MOST_MISCLASSIFIED)
        .map(({ row, stated: is, proposed, rationale }) => [
          accountCell(plan, row),
          tier(is),
          tier(proposed),
          textCell(rationale),
        ]),
      empty:
        stated(facts) === 0
          ? 'The file states no tier, so none can be wrong.'
          : 'Every stated tier agrees with the potential.',
    },
    ...(rest > 0
      ? [{ kind: 'text' as const, text: `${fixed(rest, 0)} more differ; the nearest come last.` }]
      : []),
  ];
}
