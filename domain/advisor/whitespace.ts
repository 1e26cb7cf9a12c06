/** Where is nobody yet? High fit, no relationship, no pipeline: fifteen a quarter, a sentence each (ledger WSP-01, WSP-03). */
import type { Accumulators } from '../measures/accumulators.ts';
import { accumulate } from '../measures/accumulators.ts';
import type { AccountFacts } from '../measures/facts.ts';
import { counted, fixed, percent, potentialText } from '../measures/wording.ts';
import { textAt } from '../plan/account-table.ts';
import type { Plan } from '../plan/plan.ts';
import { UNASSIGNED } from '../plan/plan.ts';
import type { Comparables } from '../scoring/comparables.ts';
import { comparablesTest } from '../scoring/comparables.ts';
import type { Fit } from '../scoring/fit.ts';
import { FEWEST_CUSTOMERS, fitTest } from '../scoring/fit.ts';
import { stageKind } from '../scoring/status.ts';
import type { Answer, AnswerTable, Cell, Missing } from './answer.ts';
import { confidenceOf } from './confidence.ts';
import {
  aboutPlan,
  accountCell,
  countCell,
  numberCell,
  policySources,
  potentialCell,
  SCORE_PATHS,
  scoreParts,
  territoryCell,
  territoryName,
  textCell,
} from './evidence.ts';
import { moneyRange, openingSentence, triggerTest } from './hypothesis.ts';
import { activeRows, missingAccounts, missingInputs } from './missing.ts';

export const PER_QUARTER = 15;

export interface WhitespaceForm {
  /** Index of a territory, or null for the whole plan. */
  readonly territory: number | null;
  /** 1..4: the first fifteen, the next fifteen … */
  readonly quarter: number;
  /** 1..5 */
  readonly leastFit: number;
}

export const whitespaceForm = (): WhitespaceForm => ({ territory: null, quarter: 1, leastFit: 4 });

interface Open {
  readonly row: number;
  /** null where nothing says how well it fits. */
  readonly fit: Fit | null;
}

export function whereIsNobody(
  plan: Plan,
  form: WhitespaceForm = whitespaceForm(),
  accumulators: Accumulators = accumulate(plan),
): Answer {
  const { facts } = accumulators;
  const asked = activeRows(facts).filter(
    (row) => form.territory === null || plan.assignment[row] === form.territory,
  );
  const open = openAccounts(plan, facts, asked, form);
  const comparables = comparablesTest(plan, facts);
  const from = (form.quarter - 1) * PER_QUARTER;
  const shown = open.slice(from, from + PER_QUARTER);
  const told = relationshipsTold(plan, facts);
  const alike = shown.map(({ row }) => comparables(row)?.count ?? 0);
  return {
    question: 'whitespace',
    title: 'Where is nobody yet?',
    about: `${aboutPlan(plan)}; ${form.territory === null ? 'whole plan' : territoryName(plan, form.territory)}, quarter ${form.quarter}`,
    verdict: verdict(plan, facts, open, shown, told),
    summary: told ? sentences(plan, facts, open, shown, asked.length) : [],
    missing: [
      ...missingAccounts(facts),
      ...(facts.activeCount === 0 ? [] : missingHere(plan, facts, told, comparables)),
      ...missingInputs(facts),
    ],
    sections:
      asked.length === 0
        ? []
        : [
            {
              title: `Ranks ${from + 1} to ${from + PER_QUARTER}, for quarter ${form.quarter}`,
              blocks: [listTable(plan, facts, shown, from, comparables)],
            },
          ],
    confidence: confidenceOf(
      plan,
      asked,
      shown.map(({ row }) => row),
      {
        count: alike.length === 0 ? 0 : Math.min(...alike),
        words: ['customer to compare with', 'customers to compare with'],
      },
    ),
    rule: {
      statement: `An account is open when nothing sold, no tenure, no customer mark and no open opportunity is on record, and it fits at ${fixed(form.leastFit, 1)} or better. Open accounts are ranked by their score, which is a sum; what one might bring is the median of what like customers pay, with the middle half of them as range.`,
      parts: [
        ...scoreParts(plan),
        [
          'Fit, 1 to 5',
          'as stated, else the mean of its matches: share of customers in its industry, size and technology against the best group',
        ],
      ],
    },
    sources: [
      ...policySources(plan, SCORE_PATHS),
      { kind: 'data', label: 'Accounts looked at', value: fixed(asked.length, 0) },
      { kind: 'data', label: 'Open accounts', value: fixed(open.length, 0) },
    ],
  };
}

/** Whether anything in the plan tells a customer from a stranger. */
export function relationshipsTold(plan: Plan, facts: AccountFacts): boolean {
  const { customer } = plan.accounts.number;
  return facts.active.some(
    (on, row) =>
      on === 1 && (facts.relationship[row] === 1 || customer[row] === 0 || (facts.status[row] ?? 3) !== 3),
  );
}

/** Best score first. Where nothing at all says how an account fits, the best by score stand in. */
function openAccounts(
  plan: Plan,
  facts: AccountFacts,
  asked: readonly number[],
  form: WhitespaceForm,
): readonly Open[] {
  const fitOf = fitTest(plan, facts);
  const stages = plan.accounts.text.opportunityStage;
  const inPlay = stages.pool.map((text) => stageKind(text) === 'open' || stageKind(text) === 'won');
  const strangers = asked.filter(
    (row) =>
      facts.relationship[row] !== 1 &&
      (facts.status[row] ?? 3) >= 2 &&
      inPlay[stages.codes[row] ?? -1] !== true,
  );
  const all = strangers.map((row) => ({ row, fit: fitOf(row) }));
  const known = all.some(({ fit }) => fit !== null);
  return all
    .filter(({ row, fit }) =>
      known
        ? fit !== null && fit.fit >= form.leastFit - 1e-9
        : (facts.scorePercentile[row] ?? 0) >= plan.policy.score.highPriorityPercentile,
    )
    .toSorted((a, b) => (facts.score[b.row] ?? 0) - (facts.score[a.row] ?? 0) || a.row - b.row);
}

function verdict(
  plan: Plan,
  facts: AccountFacts,
  open: readonly Open[],
  shown: readonly Open[],
  told: boolean,
): Answer['verdict'] {
  if (facts.activeCount === 0) return { tone: 'none', text: 'There are no accounts yet.' };
  if (!told)
    return {
      tone: 'warn',
      text: `Nothing in this plan says who is a customer: these ${fixed(shown.length, 0)} score best, and whether they are open is not known.`,
    };
  if (open.length === 0)
    return { tone: 'none', text: 'No account fits well enough and is open at the same time.' };
  const potential = open.reduce((sum, { row }) => sum + (facts.potential[row] ?? 0), 0);
  return {
    tone: 'none',
    text: `${counted(open.length, 'open account fits', 'open accounts fit')}, with ${potentialText(plan.potentialUnit, potential)} of potential. ${shown.length === 0 ? 'None is left for this quarter.' : `These ${shown.length} are for this quarter.`}`,
  };
}

function sentences(
  plan: Plan,
  facts: AccountFacts,
  open: readonly Open[],
  shown: readonly Open[],
  asked: number,
): readonly string[] {
  if (shown.length === 0) return [];
  const share = asked === 0 ? 0 : open.length / asked;
  const vacant = shown.filter(({ row }) => plan.assignment[row] === UNASSIGNED).length;
  const potential = shown.reduce((sum, { row }) => sum + (facts.potential[row] ?? 0), 0);
  return [
    `${percent(share)} of the accounts looked at are open and fit; the ${shown.length} of this quarter hold ${potentialText(plan.potentialUnit, potential)}.`,
    vacant === 0
      ? 'Each has a territory, so each has somebody to open it.'
      : `${counted(vacant, 'of them has', 'of them have')} no territory: give them one first.`,
  ];
}

function missingHere(
  plan: Plan,
  facts: AccountFacts,
  told: boolean,
  comparables: (row: number) => Comparables | null,
): readonly Missing[] {
  const [first = -1] = activeRows(facts);
  const noFit = fitTest(plan, facts);
  const anyFit = activeRows(facts).some((row) => noFit(row) !== null);
  return [
    ...(told
      ? []
      : [
          {
            what: 'Who is a customer (revenue, customer mark, tenure, status or opportunity stage)',
            effect: 'Open accounts cannot be told from customers.',
            doThis: 'Bring one of these columns in Data, and ask again before anybody calls.',
          },
        ]),
    ...(anyFit
      ? []
      : [
          {
            what: `How well accounts fit (strategic fit, or ${FEWEST_CUSTOMERS} customers to compare with)`,
            effect: `No fit is shown; the accounts whose score ranks above ${percent(plan.policy.score.highPriorityPercentile, 0)} of all stand in.`,
            doThis: 'Bring a fit column or customers with their industry.',
          },
        ]),
    ...(comparables(first) !== null
      ? []
      : [
          {
            what: `${FEWEST_CUSTOMERS} customers with revenue`,
            effect: 'What an account might bring is not estimated.',
            doThis: 'Bring past bookings or a revenue column.',
          },
        ]),
    {
      what: 'Pains and entry persona',
      effect: 'The opening names what the data holds; whom to ask for is the rep’s to know.',
      doThis: 'Add them in the copy before it is used.',
    },
  ];
}

function listTable(
  plan: Plan,
  facts: AccountFacts,
  shown: readonly Open[],
  from: number,
  comparables: (row: number) => Comparables | null,
): AnswerTable {
  const triggerOf = triggerTest(plan, facts);
  return {
    kind: 'table',
    columns: [
      { header: '', kind: 'figure' },
      { header: 'Account', kind: 'name' },
      { header: 'Territory', kind: 'name' },
      { header: 'Fit', kind: 'figure' },
      { header: 'Score', kind: 'figure' },
      { header: 'Potential', kind: 'figure' },
      { header: 'Might bring a year', kind: 'figure' },
      { header: 'Trigger', kind: 'prose' },
      { header: 'Opening', kind: 'prose' },
    ],
    rows: shown.map(({ row, fit }, i): readonly Cell[] => {
      const like = comparables(row);
      const trigger = triggerOf(row);
      return [
        countCell(from + i + 1),
        accountCell(plan, row),
        territoryCell(plan, plan.assignment[row] ?? UNASSIGNED),
        fit === null ? textCell('–') : numberCell(fit.fit, 1),
        numberCell(facts.score[row] ?? 0, 3),
        potentialCell(plan, facts.potential[row] ?? 0),
        moneyRange(plan, like),
        textCell(trigger ?? 'none on record'),
        textCell(
          openingSentence(plan, facts, {
            row,
            fit,
            like,
            trigger,
            industry: textAt(plan.accounts, 'industry', row),
          }),
        ),
      ];
    }),
    empty: 'No account is left for this quarter.',
  };
}
