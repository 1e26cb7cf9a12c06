/** The parts of a rep's plan as tables and facts (ledger DOC-04). */
import type { Accumulators } from '../measures/accumulators.ts';
import { oneWayMinutes } from '../measures/travel-model.ts';
import type { TerritoryFigures } from '../measures/territory-figures.ts';
import { counted, fixed, percent } from '../measures/wording.ts';
import type { Plan } from '../plan/plan.ts';
import { splitByLargestRemainder } from '../quotas/largest-remainder.ts';
import type { QuotaLine } from '../quotas/quota-plan.ts';
import { comparablesTest } from '../scoring/comparables.ts';
import { coveragePriority } from '../scoring/coverage-priority.ts';
import { skillTest } from '../scoring/skill-match.ts';
import { ACCOUNT_STATUSES } from '../scoring/status.ts';
import type { AnswerTable, Block, Cell } from './answer.ts';
import {
  accountCell,
  countCell,
  moneyCell,
  numberCell,
  potentialCell,
  shareCell,
  textCell,
} from './evidence.ts';
import { penetrationOf, splitOf } from './rep-figures.ts';

export interface RepContext {
  readonly plan: Plan;
  readonly accumulators: Accumulators;
  /** The territory; -1 where there is none. */
  readonly index: number;
  /** Its active accounts. */
  readonly rows: readonly number[];
  readonly figures: TerritoryFigures;
  readonly quota: QuotaLine | null;
  readonly season: readonly number[];
}

const TOP = 10;
const column = (header: string, kind: 'name' | 'text' | 'figure' | 'prose') => ({ header, kind });

export function penetration(context: RepContext): readonly Block[] {
  const { plan, figures, rows } = context;
  const done = penetrationOf(context);
  return [
    {
      kind: 'facts',
      facts: [
        ['Accounts', countCell(rows.length)],
        ['Potential', potentialCell(plan, figures.potential)],
        ['Of the plan’s potential', shareCell(figures.potentialShare)],
        [
          'Current ARR',
          figures.currentArr > 0 ? moneyCell(plan, figures.currentArr) : textCell('not in the data'),
        ],
        [
          'Penetration',
          done === null
            ? textCell('not known')
            : { text: `${percent(done.share)} ${done.of}`, value: done.share },
        ],
      ],
    },
    ...(done?.byMoney === false
      ? [
          {
            kind: 'text' as const,
            text: `Potential is counted in ${plan.potentialUnit.name}, not in what is paid, so penetration is by accounts.`,
          },
        ]
      : []),
  ];
}

export function topTen({ plan, accumulators: { facts }, rows }: RepContext): AnswerTable {
  const best = rows.toSorted((a, b) => (facts.score[b] ?? 0) - (facts.score[a] ?? 0) || a - b).slice(0, TOP);
  return {
    kind: 'table',
    columns: [
      column('', 'figure'),
      column('Account', 'name'),
      column('Tier', 'text'),
      column('Score', 'figure'),
      column('Potential', 'figure'),
      column('Status', 'text'),
      column('Why, and how', 'prose'),
    ],
    rows: best.map((row, i): readonly Cell[] => [
      countCell(i + 1),
      accountCell(plan, row),
      textCell(plan.policy.tiers[facts.tier[row] ?? -1]?.tier ?? '–'),
      numberCell(facts.score[row] ?? 0, 3),
      potentialCell(plan, facts.potential[row] ?? 0),
      textCell(ACCOUNT_STATUSES[facts.status[row] ?? 3] ?? 'unknown'),
      textCell(coveragePriority(plan.policy, facts.tier[row] ?? 0, facts.scorePercentile[row] ?? 0).reason),
    ]),
    empty: 'It holds no accounts yet.',
  };
}

export function coverageByTier({ plan, accumulators, rows, index }: RepContext): AnswerTable {
  const { facts, travel } = accumulators;
  const sum = (list: readonly number[], of: Float64Array): number =>
    list.reduce((all, row) => all + (of[row] ?? 0), 0);
  return {
    kind: 'table',
    columns: [
      column('Tier', 'text'),
      column('Accounts', 'figure'),
      column('Potential', 'figure'),
      column('Visits a year', 'figure'),
      column('Hours of visits a year', 'figure'),
      column('Reached in time', 'figure'),
    ],
    rows: plan.policy.tiers.map(({ tier }, at): readonly Cell[] => {
      const own = rows.filter((row) => facts.tier[row] === at);
      const near = own.filter(
        (row) => oneWayMinutes(travel, row, index) <= (facts.slaMinutes[row] ?? 0),
      ).length;
      return [
        textCell(tier),
        countCell(own.length),
        potentialCell(plan, sum(own, facts.potential)),
        countCell(sum(own, facts.visitsPerYear)),
        countCell(sum(own, facts.workloadHours)),
        shareCell(own.length === 0 || travel.hasBase[index] !== 1 ? null : near / own.length, 0),
      ];
    }),
    empty: '',
  };
}

export function quotaSplit(context: RepContext): readonly Block[] {
  const { plan, quota } = context;
  const split = splitOf(context);
  if (quota === null)
    return [{ kind: 'text', text: 'No quota target is set, so there is nothing to split.' }];
  if (split === null)
    return [
      {
        kind: 'text',
        text: `The quota is ${moneyCell(plan, quota.amount).text}. Nothing sold is on record here, so how much of it existing customers bring is not known.`,
      },
    ];
  return [
    {
      kind: 'facts',
      facts: [
        ['Quota', moneyCell(plan, quota.amount)],
        ['Customers pay today', moneyCell(plan, split.base)],
        ['Less churn risk', moneyCell(plan, split.atRisk)],
        ['From existing customers', moneyCell(plan, split.existing)],
        ['To be won', moneyCell(plan, split.fresh)],
      ],
    },
    ...(split.unknownChurn > 0
      ? [
          {
            kind: 'text' as const,
            text: `${counted(split.unknownChurn, 'customer has', 'customers have')} no churn risk on record and ${split.unknownChurn === 1 ? 'counts' : 'count'} in full.`,
          },
        ]
      : []),
  ];
}

/** Whole parts that sum to `units`; an empty season is an even one (QUO-07). */
export const seasonal = (units: number, season: readonly number[]): readonly number[] =>
  splitByLargestRemainder(
    units,
    season.map((part) => (part > 0 ? Math.round(part * 1000) : 0)),
  );

export function quarters(context: RepContext): readonly Block[] {
  const { plan, accumulators, rows, quota, season } = context;
  const { facts } = accumulators;
  const visits = seasonal(
    Math.round(rows.reduce((sum, row) => sum + (facts.visitsPerYear[row] ?? 0), 0)),
    [1, 1, 1, 1],
  );
  const amounts = quota === null ? null : seasonal(quota.amount, season);
  const split = splitOf(context);
  const fresh = split === null ? null : seasonal(split.fresh, season);
  const each = newCustomerPays(context);
  const won = fresh === null || each === 0 ? null : fresh.map((part) => Math.ceil(part / each));
  const line = (name: string, cells: readonly Cell[] | null): readonly (readonly Cell[])[] =>
    cells === null ? [] : [[textCell(name), ...cells]];
  return [
    {
      kind: 'table',
      columns: [column('What', 'text'), ...[1, 2, 3, 4].map((quarter) => column(`Q${quarter}`, 'figure'))],
      rows: [
        ...line('Quota', amounts?.map((part) => moneyCell(plan, part)) ?? null),
        ...line('Of it to be won', fresh?.map((part) => moneyCell(plan, part)) ?? null),
        ...line('Customers to win', won?.map(countCell) ?? null),
        ...line('Visits', visits.map(countCell)),
      ],
      empty: '',
    },
    ...(won === null
      ? []
      : [
          {
            kind: 'text' as const,
            text: `Customers to win: what is to be won over ${moneyCell(plan, each).text}, what customers like the open accounts here pay on average.`,
          },
        ]),
  ];
}

/** Mean over open accounts of what like customers pay; minor units, 0 where nothing says. */
function newCustomerPays({ plan, accumulators: { facts }, rows }: RepContext): number {
  const like = comparablesTest(plan, facts);
  const pays = rows.flatMap((row) => (facts.relationship[row] === 1 ? [] : (like(row)?.middle ?? [])));
  return pays.length === 0 ? 0 : Math.round(pays.reduce((sum, each) => sum + each, 0) / pays.length);
}

export function resources({ plan, accumulators, index, rows, figures }: RepContext): readonly Block[] {
  const territory = plan.territories[index];
  const travel = figures.travelHoursPerWeek * plan.policy.travel.weeksPerYear;
  const reps = plan.reps.filter(({ repId }) => territory?.repIds.includes(repId) === true);
  const skilled = skillTest(plan, reps);
  const { facts } = accumulators;
  const asked = rows
    .filter((row) => reps.some((_, rep) => skilled(rep, row)))
    .reduce((sum, row) => sum + (facts.potential[row] ?? 0), 0);
  const own = new Set(rows);
  const beside = plan.overlays.flatMap((overlay) => {
    const count = overlay.rows.filter((row) => own.has(row)).length;
    return count === 0
      ? []
      : [`${overlay.name} beside the territory, for ${counted(count, 'account', 'accounts')}.`];
  });
  const capacity = territory?.capacity ?? null;
  return [
    {
      kind: 'facts',
      facts: [
        [
          'Capacity',
          capacity === null ? textCell('not set') : textCell(`${fixed(capacity.value, 0)} ${capacity.unit}`),
        ],
        [
          'Used',
          shareCell(
            figures.utilisation,
            0,
            figures.utilisation !== null && figures.utilisation > 1 ? 'bad' : undefined,
          ),
        ],
        ['Hours of visits a year', countCell(figures.workloadHours)],
        ['Hours on the road a year, estimated', countCell(travel)],
        ['Skills', textCell(reps.flatMap(({ skills }) => skills).join(', ') || 'none on record')],
        [
          'Potential that asks for them',
          shareCell(figures.potential === 0 ? null : asked / figures.potential, 0),
        ],
      ],
    },
    beside.length === 0
      ? { kind: 'text', text: 'No specialist, key-account manager or partner works beside this territory.' }
      : { kind: 'list', items: beside },
  ];
}
