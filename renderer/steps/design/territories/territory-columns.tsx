import type { Plan } from '../../../../domain/plan/plan.ts';
import { UNASSIGNED } from '../../../../domain/plan/plan.ts';
import type { Column } from '../../../ui/Table.tsx';
import { count, decimal, potentialNumber } from '../../../ui/format.ts';
import { TerritoryName } from '../../../workspace/TerritoryName.tsx';
import type { TerritoryRow, TerritoryRows } from '../../../workspace/use-figures.ts';
import { deviation } from '../../../workspace/use-figures.ts';
import { LoadFigure } from './LoadFigure.tsx';
import { ShareBar } from './ShareBar.tsx';

/** Names of the reps of a territory, or null while it is vacant. */
export function repNames(plan: Plan, index: number): string | null {
  const ids = plan.territories[index]?.repIds ?? [];
  const names = plan.reps.filter((rep) => ids.includes(rep.repId)).map((rep) => rep.name);
  return names.length === 0 ? null : names.join(', ');
}

export interface TerritoryColumnInput {
  readonly plan: Plan;
  readonly rows: TerritoryRows;
  readonly colours: readonly string[];
  /** 1…9 by territory index. */
  readonly digits: ReadonlyMap<number, number>;
}

export function territoryColumns({ plan, rows, colours, digits }: TerritoryColumnInput): readonly Column[] {
  const { targets } = plan.policy;
  const of = (index: number): TerritoryRow | undefined => rows.byIndex.get(index);
  const figures = (index: number) => (index === UNASSIGNED ? rows.unassigned : of(index)?.figures);
  return [
    {
      id: 'name',
      header: 'Territory',
      width: 104,
      grow: 1,
      sticky: true,
      essential: true,
      cell: (index) => (
        <TerritoryName
          colour={colours[index]}
          name={plan.territories[index]?.name ?? 'Unassigned'}
          locked={plan.territories[index]?.locked ?? false}
          digit={digits.get(index)}
        />
      ),
    },
    {
      id: 'accounts',
      header: 'Accts',
      width: 62,
      number: true,
      cell: (index) => count(figures(index)?.accounts),
    },
    {
      id: 'potential',
      header: 'Potential',
      unit: plan.potentialUnit.name,
      width: 94,
      number: true,
      cell: (index) => potentialNumber(figures(index)?.potential ?? 0, plan.potentialUnit),
    },
    {
      id: 'deviation',
      header: 'vs. target',
      width: 97,
      essential: true,
      number: true,
      explain: `Potential against the share this territory should hold. The band is ±${targets.balanceTolerance * 100}%.`,
      cell: (index) => {
        const row = of(index);
        return row === undefined ? null : (
          <ShareBar deviation={deviation(row)} tolerance={targets.balanceTolerance} />
        );
      },
    },
    {
      id: 'load',
      header: 'Load',
      width: 82,
      essential: true,
      number: true,
      explain: 'Share of capacity in use.',
      cell: (index) => (
        <LoadFigure
          value={figures(index)?.utilisation ?? null}
          low={targets.utilisationLow}
          high={targets.utilisationHigh}
        />
      ),
    },
    {
      id: 'travel',
      header: 'Travel',
      unit: 'h/wk',
      width: 74,
      number: true,
      explain: 'Estimated hours a week on the road, without a road network.',
      cell: (index) => (index === UNASSIGNED ? '' : decimal(figures(index)?.travelHoursPerWeek)),
    },
    {
      id: 'rep',
      header: 'Rep',
      width: 120,
      cell: (index) =>
        index === UNASSIGNED ? '' : (repNames(plan, index) ?? <span className="muted">vacant</span>),
    },
  ];
}

/** What a column is sorted by. */
export function territorySortValue(plan: Plan, row: TerritoryRow, column: string): number | string {
  switch (column) {
    case 'accounts':
      return row.figures.accounts;
    case 'potential':
      return row.figures.potential;
    case 'deviation':
      return deviation(row) ?? -Infinity;
    case 'load':
      return row.figures.utilisation ?? -Infinity;
    case 'travel':
      return row.figures.travelHoursPerWeek;
    case 'rep':
      return repNames(plan, row.index) ?? '';
    default:
      return plan.territories[row.index]?.name ?? '';
  }
}
