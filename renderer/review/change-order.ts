import type { Sort } from '../ui/Table.tsx';
import type { Differences, TerritoryDifference } from './differences.ts';

/** Minor units; a territory without a quota counts as 0. */
export const quotaChange = (change: TerritoryDifference): number =>
  (change.quota ?? 0) - (change.quotaBefore ?? 0);

export const quotaMoved = (change: TerritoryDifference): boolean => quotaChange(change) !== 0;

const FIGURES: Readonly<Record<string, (change: TerritoryDifference) => number>> = {
  accounts: (change) => change.accounts,
  gained: (change) => change.gained,
  lost: (change) => change.lost,
  'quota-before': (change) => change.quotaBefore ?? -1,
  quota: (change) => change.quota ?? -1,
  change: quotaChange,
  percent: (change) =>
    (change.quotaBefore ?? 0) === 0 ? -Infinity : quotaChange(change) / (change.quotaBefore ?? 1),
};

/** Territory indices; unsorted, the largest quota change comes first, then the most accounts moved. */
export function changeOrder({ plan, territories }: Differences, sort: Sort | null): readonly number[] {
  const moved = (change: TerritoryDifference): number => change.gained + change.lost;
  const name = (change: TerritoryDifference): string => plan.territories[change.territory]?.name ?? '';
  const figure = sort === null ? undefined : FIGURES[sort.column];
  const compare = (a: TerritoryDifference, b: TerritoryDifference): number => {
    if (sort === null) return Math.abs(quotaChange(b)) - Math.abs(quotaChange(a)) || moved(b) - moved(a);
    const order = figure === undefined ? name(a).localeCompare(name(b)) : ascending(figure(a), figure(b));
    return sort.descending ? -order : order;
  };
  return territories.toSorted(compare).map(({ territory }) => territory);
}

const ascending = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0);
