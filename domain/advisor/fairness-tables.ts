/** The tables of the fairness answer. */
import { equityGini } from '../measures/equity-gini.ts';
import type { Measure, MeasureStatus } from '../measures/measure.ts';
import { potentialDeviation } from '../measures/potential-deviation.ts';
import { potentialOutliers } from '../measures/potential-outliers.ts';
import { potentialSpread } from '../measures/potential-spread.ts';
import { fixed, percent, signedPercent } from '../measures/wording.ts';
import { quotaDrivers } from '../quotas/quota-drivers.ts';
import type { AnswerTable, Cell, Section, Tone } from './answer.ts';
import {
  measureText,
  moneyCell,
  potentialCell,
  repWords,
  shareCell,
  territoryCell,
  textCell,
} from './evidence.ts';
import type { FairnessContext } from './fairness-context.ts';
import type { Grievance, GrievanceKey } from './grievance.ts';

export const GATE: readonly Measure[] = [equityGini, potentialSpread, potentialDeviation, potentialOutliers];
const MOST_NAMED = 5;

const VERDICTS: Readonly<Record<MeasureStatus, readonly [string, Tone | undefined]>> = {
  pass: ['met', 'good'],
  warn: ['watch', 'warn'],
  fail: ['missed', 'bad'],
  none: ['–', undefined],
};

export function gateTable(context: FairnessContext): AnswerTable {
  const { gini } = context.form;
  return {
    kind: 'table',
    columns: [
      { header: 'Measure', kind: 'text' },
      { header: 'As it is', kind: 'figure' },
      { header: 'Seniority taken into account', kind: 'figure' },
      { header: 'Limit', kind: 'figure' },
      { header: 'Verdict', kind: 'text' },
      { header: 'In words', kind: 'prose' },
    ],
    rows: GATE.map((measure): readonly Cell[] => {
      const { value, adjusted, target, status, explanation } = measure.compute(context);
      const [word, tone] = VERDICTS[status];
      const figure = (of: number | null | undefined): Cell =>
        of === null || of === undefined
          ? textCell('–')
          : { text: measureText(of, measure.unit), ...(Number.isFinite(of) ? { value: of } : {}) };
      return [
        textCell(measure.label),
        figure(value),
        figure(adjusted),
        figure(measure === equityGini ? gini : target),
        textCell(measure === equityGini ? (status === 'pass' ? 'pass' : 'hold') : word, tone),
        textCell(explanation),
      ];
    }),
    empty: '',
  };
}

export function peopleTable(context: FairnessContext, people: readonly Grievance[]): AnswerTable {
  const named = people.filter(({ total }) => total > 0).slice(0, MOST_NAMED);
  return {
    kind: 'table',
    columns: [
      { header: 'Who', kind: 'name' },
      { header: 'Territory', kind: 'name' },
      { header: 'Reason to, 0 to 1', kind: 'figure' },
      { header: 'Concern', kind: 'prose' },
      { header: 'Made of', kind: 'prose' },
    ],
    rows: named.map(({ territory, total, parts, concern }): readonly Cell[] => [
      textCell(repWords(context.plan, territory.index)),
      territoryCell(context.plan, territory.index),
      { text: fixed(total, 3), value: total },
      textCell(`${concern.charAt(0).toUpperCase()}${concern.slice(1)}.`),
      textCell(
        parts
          .filter(({ part }) => part > 0)
          .map(({ key, part }) => `${PART_WORDS[key]} ${fixed(part, 3)}`)
          .join(' + '),
      ),
    ]),
    empty: 'Nobody falls short in any of the six parts.',
  };
}

const PART_WORDS: Readonly<Record<GrievanceKey, string>> = {
  potential: 'potential',
  potentialLost: 'potential lost',
  salesLost: 'sales handed on',
  quota: 'quota',
  work: 'work',
  travel: 'travel',
};

export function territoryTable({ plan, territories, form, quotas }: FairnessContext): AnswerTable {
  const seniority = (index: number): string => {
    const ids = plan.territories[index]?.repIds ?? [];
    return ids.map((id) => plan.reps.find(({ repId }) => repId === id)?.seniority ?? '–').join(', ') || '–';
  };
  const sold = territories.some(({ sales }) => sales > 0);
  const used = territories.some(({ utilisation }) => utilisation !== null);
  const only = <T>(shown: boolean, ...items: readonly T[]): readonly T[] => (shown ? items : []);
  return {
    kind: 'table',
    columns: [
      { header: 'Territory', kind: 'name' },
      { header: 'Rep', kind: 'text' },
      { header: 'Seniority', kind: 'text' },
      { header: 'Potential', kind: 'figure' },
      { header: 'Share', kind: 'figure' },
      { header: 'Ought to hold', kind: 'figure' },
      { header: 'Off median', kind: 'figure' },
      ...only(sold, { header: 'Share of sales', kind: 'figure' as const }),
      ...only(used, { header: 'Capacity used', kind: 'figure' as const }),
      { header: 'Travel, h a week', kind: 'figure' },
      ...only(quotas !== null, { header: 'Quota', kind: 'figure' as const }),
    ],
    rows: territories.map((one): readonly Cell[] => [
      territoryCell(plan, one.index),
      textCell(repWords(plan, one.index)),
      textCell(seniority(one.index)),
      potentialCell(plan, one.potential),
      shareCell(one.share),
      shareCell(one.expected),
      {
        text: signedPercent(one.adjusted, 0),
        value: one.adjusted,
        ...(Math.abs(one.adjusted) > form.outlierBand ? { tone: 'bad' as const } : {}),
      },
      ...only(sold, shareCell(one.salesShare)),
      ...only(
        used,
        shareCell(one.utilisation, 0, one.utilisation !== null && one.utilisation > 1 ? 'bad' : undefined),
      ),
      { text: fixed(one.travel, 1), value: one.travel },
      ...only(quotas !== null, moneyCell(plan, one.quota?.amount ?? 0)),
    ]),
    empty: 'There are no territories yet.',
  };
}

/** EXP-03: every line as the steps that sum to it. */
export function quotaSection({ plan, quotas }: FairnessContext): readonly Section[] {
  if (quotas === null) return [];
  const amount = (steps: ReturnType<typeof quotaDrivers>, driver: string): Cell =>
    moneyCell(
      plan,
      steps.filter((step) => step.driver === driver).reduce((sum, step) => sum + step.amount, 0),
    );
  return [
    {
      title: 'What makes each quota what it is',
      blocks: [
        {
          kind: 'table',
          columns: [
            { header: 'Territory', kind: 'name' },
            ...[
              'Even split',
              'For its potential',
              'Over-assignment',
              'By hand',
              'Left by others',
              'Quota',
            ].map((header) => ({ header, kind: 'figure' as const })),
          ],
          rows: quotas.lines.map((line): readonly Cell[] => {
            const steps = quotaDrivers(quotas, line);
            return [
              territoryCell(plan, line.territory),
              amount(steps, 'even'),
              amount(steps, 'potential'),
              amount(steps, 'overAssignment'),
              amount(steps, 'override'),
              amount(steps, 'respread'),
              moneyCell(plan, line.amount),
            ];
          }),
          empty: '',
        },
        {
          kind: 'text',
          text: `The steps of a line sum to it; the lines sum to ${moneyCell(plan, quotas.total).text}, ${percent(quotas.overAssignment)} over the target.`,
        },
      ],
    },
  ];
}
