import { useMemo, useState } from 'react';
import { accumulate } from '../../domain/measures/accumulators.ts';
import type { MeasureContext } from '../../domain/measures/measure.ts';
import { liveTerritories } from '../../domain/measures/territories.ts';
import type { TerritoryFigures } from '../../domain/measures/territory-figures.ts';
import { territoryFigures } from '../../domain/measures/territory-figures.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import type { QuotaPlan } from '../../domain/quotas/quota-plan.ts';
import { count, decimal, moneyNumber, NONE, percent, potentialNumber, signedPercent } from '../ui/format.ts';
import type { Column, Sort } from '../ui/Table.tsx';
import { Table } from '../ui/Table.tsx';
import { TerritoryName } from '../workspace/TerritoryName.tsx';
import { useColours } from '../workspace/use-colours.ts';

interface Change {
  readonly before: TerritoryFigures;
  readonly after: TerritoryFigures;
  readonly quota: number | null;
}

/** Each territory before the cycle and in this plan, with its quota: whose book grows, whose shrinks. */
export function TerritoryChanges(props: {
  readonly plan: Plan;
  readonly context: MeasureContext;
  readonly quotas: QuotaPlan | null;
  /** The territory chosen. */
  readonly onTerritory?: (territory: number | null) => void;
}) {
  const { plan, context, quotas, onTerritory } = props;
  const colours = useColours(plan);
  const [sort, setSort] = useState<Sort | null>(null);
  const [chosen, setChosen] = useState<number | null>(null);
  const changes = useMemo(() => changesOf(plan, context, quotas), [plan, context, quotas]);
  const columns = changeColumns(plan, colours, changes);
  return (
    <Table
      label="Territories before and after"
      columns={columns}
      keys={orderOf(changes, sort, plan)}
      isSelected={(territory) => territory === chosen}
      onSelect={({ keys }) => {
        setChosen(keys.at(-1) ?? null);
        onTerritory?.(keys.at(-1) ?? null);
      }}
      sort={sort}
      onSort={setSort}
    />
  );
}

function changesOf(
  plan: Plan,
  context: MeasureContext,
  quotas: QuotaPlan | null,
): ReadonlyMap<number, Change> {
  const start = { ...plan, assignment: plan.baseline };
  const before: MeasureContext = { plan: start, accumulators: accumulate(start) };
  const quotaOf = new Map(quotas?.lines.map((line) => [line.territory, line.amount]));
  return new Map(
    liveTerritories(plan).map((territory) => [
      territory,
      {
        before: territoryFigures(before, territory),
        after: territoryFigures(context, territory),
        quota: quotaOf.get(territory) ?? null,
      },
    ]),
  );
}

function changeColumns(
  plan: Plan,
  colours: readonly string[],
  changes: ReadonlyMap<number, Change>,
): readonly Column[] {
  const show = (format: (change: Change) => string) => (territory: number) => {
    const change = changes.get(territory);
    return change === undefined ? NONE : format(change);
  };
  const number = { width: 96, number: true } as const;
  return [
    {
      id: 'territory',
      header: 'Territory',
      sticky: true,
      width: 170,
      grow: 1.4,
      cell: (t) => <TerritoryName colour={colours[t]} name={plan.territories[t]?.name ?? ''} />,
    },
    {
      ...number,
      id: 'accounts-before',
      header: 'Accounts',
      unit: 'before',
      width: 116,
      cell: show(({ before }) => count(before.accounts)),
    },
    {
      ...number,
      id: 'accounts',
      header: 'Accounts',
      unit: 'after',
      width: 108,
      cell: show(({ after }) => count(after.accounts)),
    },
    {
      ...number,
      id: 'potential-before',
      header: 'Potential',
      unit: `${plan.potentialUnit.name} before`,
      width: 148,
      cell: show(({ before }) => potentialNumber(before.potential, plan.potentialUnit)),
    },
    {
      ...number,
      id: 'potential',
      header: 'Potential',
      unit: 'after',
      width: 108,
      cell: show(({ after }) => potentialNumber(after.potential, plan.potentialUnit)),
    },
    {
      ...number,
      id: 'change',
      header: 'Change',
      unit: '%',
      cell: show(({ before, after }) =>
        before.potential === 0 ? NONE : signedPercent(after.potential / before.potential - 1),
      ),
    },
    {
      ...number,
      id: 'utilisation',
      header: 'Workload',
      unit: 'of capacity',
      width: 130,
      cell: show(({ after }) => percent(after.utilisation)),
    },
    {
      ...number,
      id: 'travel',
      header: 'Travel',
      unit: 'h/week',
      cell: show(({ after }) => decimal(after.travelHoursPerWeek)),
    },
    {
      ...number,
      id: 'quota',
      header: 'Quota',
      unit: plan.currency,
      width: 130,
      cell: show(({ quota }) => (quota === null ? NONE : moneyNumber(quota, plan.currency))),
    },
  ];
}

const FIGURES: Readonly<Record<string, (change: Change) => number>> = {
  'accounts-before': ({ before }) => before.accounts,
  accounts: ({ after }) => after.accounts,
  'potential-before': ({ before }) => before.potential,
  potential: ({ after }) => after.potential,
  change: ({ before, after }) => (before.potential === 0 ? -Infinity : after.potential / before.potential),
  utilisation: ({ after }) => after.utilisation ?? -1,
  travel: ({ after }) => after.travelHoursPerWeek,
  quota: ({ quota }) => quota ?? -1,
};

function orderOf(changes: ReadonlyMap<number, Change>, sort: Sort | null, plan: Plan): readonly number[] {
  const all = [...changes];
  if (sort === null) return all.map(([territory]) => territory);
  const figure = FIGURES[sort.column];
  const name = (territory: number): string => plan.territories[territory]?.name ?? '';
  all.sort(([a, x], [b, y]) =>
    figure === undefined ? name(a).localeCompare(name(b)) : figure(x) - figure(y),
  );
  const order = all.map(([territory]) => territory);
  return sort.descending ? order.toReversed() : order;
}
