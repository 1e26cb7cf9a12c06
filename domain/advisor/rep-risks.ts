/** The risks of one territory, worst first, each with a reason code and what to do (ledger DOC-04, EXP-07). */
import { doubtfulRows } from '../advice/doubtful.ts';
import { problemsOf } from '../advice/problems.ts';
import { counted, fixed, percent } from '../measures/wording.ts';
import type { Block, Cell } from './answer.ts';
import { accountName, textCell } from './evidence.ts';
import { fairnessContext, fairnessForm } from './fairness-context.ts';
import { splitOf } from './rep-figures.ts';
import type { RepContext } from './rep-plan-parts.ts';

export interface RepRisk {
  readonly code: string;
  readonly bad: boolean;
  readonly text: string;
  readonly mitigation: string;
}

const MOST = 3;
/** Shares from which one account, churn or new business is a risk of its own. */
const CONCENTRATED = 0.15;
const CHURNING = 0.1;
const MOSTLY_NEW = 0.7;

const MITIGATIONS: Readonly<Record<string, string>> = {
  OVER_CAPACITY:
    'Fewer visits for the lowest tier, or hand accounts to a neighbour with room (problem inbox).',
  UNDER_CAPACITY: 'Take accounts from a full neighbour, or put the free hours into open accounts.',
  OUTLIER_POTENTIAL: 'Ask “Is it fair?” for an adjustment or a reason to keep it.',
  AT_RISK: 'Give these customers to somebody with time for them (problem inbox).',
  ISLAND: 'Let the territory that reaches them in time take them (problem inbox).',
  QUOTA_AT_RISK: 'Settle the line in Quota before it is communicated.',
  NO_BASE: 'Set the base, so that travel is known.',
  LOCKED_OVER_CAPACITY: 'Unlock some accounts, or raise the capacity.',
};

export function repRisks(context: RepContext): readonly RepRisk[] {
  const found = [...ownRisks(context), ...inboxRisks(context)];
  return found.toSorted((a, b) => Number(b.bad) - Number(a.bad)).slice(0, MOST);
}

function inboxRisks({ plan, accumulators, index }: RepContext): readonly RepRisk[] {
  return problemsOf(plan, accumulators)
    .filter(({ territory, code }) => territory === index && MITIGATIONS[code] !== undefined)
    .map(({ code, severity, message }) => ({
      code,
      bad: severity === 'error',
      text: message,
      mitigation: MITIGATIONS[code] ?? '',
    }));
}

function ownRisks(context: RepContext): readonly RepRisk[] {
  return [...concentration(context), ...moneyRisks(context), ...travelRisk(context), ...doubtRisk(context)];
}

function concentration({ plan, accumulators: { facts }, rows, figures }: RepContext): readonly RepRisk[] {
  const largest = rows.reduce(
    (best, row) => ((facts.potential[row] ?? 0) > (facts.potential[best] ?? -1) ? row : best),
    -1,
  );
  const share = figures.potential === 0 ? 0 : (facts.potential[largest] ?? 0) / figures.potential;
  if (share < CONCENTRATED) return [];
  return [
    {
      code: 'CONCENTRATION',
      bad: false,
      text: `${accountName(plan, largest)} alone is ${percent(share, 0)} of the potential.`,
      mitigation: 'A second contact in that account, and five others opened by the half year.',
    },
  ];
}

function moneyRisks(context: RepContext): readonly RepRisk[] {
  const split = splitOf(context);
  if (split === null) return [];
  const churn = split.atRisk / split.base;
  return [
    ...(churn <= CHURNING
      ? []
      : [
          {
            code: 'CHURN',
            bad: false,
            text: `${percent(churn, 0)} of what customers pay is expected to go.`,
            mitigation: 'Renewal talks a quarter early with the customers of highest churn risk.',
          },
        ]),
    ...(split.freshShare <= MOSTLY_NEW
      ? []
      : [
          {
            code: 'NEW_BUSINESS_DEPENDENCE',
            bad: false,
            text: `${percent(split.freshShare, 0)} of the quota must be won.`,
            mitigation:
              'Open the accounts of “Where is nobody yet?” from the first quarter, and judge by meetings until then.',
          },
        ]),
  ];
}

function travelRisk({ plan, accumulators, index }: RepContext): readonly RepRisk[] {
  const { territories } = fairnessContext(plan, accumulators, fairnessForm(plan));
  const mean = territories.reduce((sum, { travel }) => sum + travel, 0) / Math.max(1, territories.length);
  const own = territories.find((one) => one.index === index)?.travel ?? 0;
  if (mean === 0 || own <= 1.5 * mean) return [];
  return [
    {
      code: 'TRAVEL',
      bad: false,
      text: `An estimated ${fixed(own, 1)} hours a week on the road; the mean is ${fixed(mean, 1)}.`,
      mitigation: 'Longer tours with more visits each, and calls instead of visits for the lowest tier.',
    },
  ];
}

function doubtRisk({ plan, index }: RepContext): readonly RepRisk[] {
  const rows = doubtfulRows(plan).filter((row) => plan.assignment[row] === index);
  if (rows.length === 0) return [];
  return [
    {
      code: 'LOW_CONFIDENCE',
      bad: false,
      text: `${counted(rows.length, 'account of the highest tiers rests', 'accounts of the highest tiers rest')} on weak data.`,
      mitigation: 'Check them in the problem inbox before the first visits are planned.',
    },
  ];
}

export const riskBlocks = (risks: readonly RepRisk[]): readonly Block[] => [
  {
    kind: 'table',
    columns: [
      { header: 'Reason code', kind: 'text' },
      { header: 'Risk', kind: 'prose' },
      { header: 'What to do', kind: 'prose' },
    ],
    rows: risks.map(({ code, bad, text, mitigation }): readonly Cell[] => [
      textCell(code, bad ? 'bad' : 'warn'),
      textCell(text),
      textCell(mitigation),
    ]),
    empty: 'Nothing stands out by any of the rules.',
  },
];
