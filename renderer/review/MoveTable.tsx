import { useState } from 'react';
import { numberAt, textAt } from '../../domain/plan/account-table.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { reasonCode } from '../../domain/plan/reason-codes.ts';
import { REASON_WORDS } from '../../domain/plan/reason-words.ts';
import { count, NONE, potentialNumber } from '../ui/format.ts';
import type { Column, Sort } from '../ui/Table.tsx';
import { Table } from '../ui/Table.tsx';
import { TerritoryName } from '../workspace/TerritoryName.tsx';
import { useColours } from '../workspace/use-colours.ts';

/** Account by account: from whom to whom, how much goes with it, and why. */
export function MoveTable(props: {
  /** Its baseline is where the accounts came from. */
  readonly plan: Plan;
  readonly moves: Int32Array;
  /** Said where nothing moves. */
  readonly empty: string;
  /** The row chosen. */
  readonly onAccount?: (row: number | null) => void;
}) {
  const { plan, moves, empty, onAccount } = props;
  const colours = useColours(plan);
  const [sort, setSort] = useState<Sort | null>({ column: 'potential', descending: true });
  const [chosen, setChosen] = useState<number | null>(null);
  const territory = (index: number | undefined) =>
    index === undefined || index < 0 ? (
      <span className="muted">No territory</span>
    ) : (
      <TerritoryName colour={colours[index]} name={plan.territories[index]?.name ?? ''} />
    );
  const columns: readonly Column[] = [
    {
      id: 'name',
      header: 'Account',
      sticky: true,
      width: 190,
      grow: 2,
      cell: (row) => <span className="truncate">{textAt(plan.accounts, 'name', row) ?? NONE}</span>,
    },
    {
      id: 'city',
      header: 'City',
      width: 110,
      grow: 1,
      cell: (row) => <span className="truncate">{placeOf(plan, row)}</span>,
    },
    { id: 'from', header: 'From', width: 130, grow: 1, cell: (row) => territory(plan.baseline[row]) },
    { id: 'to', header: 'To', width: 130, grow: 1, cell: (row) => territory(plan.assignment[row]) },
    {
      id: 'potential',
      header: 'Potential',
      unit: plan.potentialUnit.name,
      width: 110,
      number: true,
      cell: (row) => potentialOf(plan, row),
    },
    {
      id: 'tenure',
      header: 'Tenure',
      unit: 'months',
      width: 90,
      number: true,
      cell: (row) => count(numberAt(plan.accounts, 'tenureMonths', row)),
    },
    {
      id: 'reason',
      header: 'Why',
      width: 200,
      grow: 1.4,
      cell: (row) => <span className="truncate">{REASON_WORDS[reasonCode(plan.reason[row] ?? 0)]}</span>,
    },
  ];
  return (
    <Table
      label="Accounts that move"
      columns={columns}
      keys={sortMoves(plan, moves, sort)}
      isSelected={(row) => row === chosen}
      onSelect={({ keys }) => {
        setChosen(keys.at(-1) ?? null);
        onAccount?.(keys.at(-1) ?? null);
      }}
      sort={sort}
      onSort={setSort}
      empty={empty}
    />
  );
}

const placeOf = (plan: Plan, row: number): string =>
  [textAt(plan.accounts, 'city', row), textAt(plan.accounts, 'state', row)].filter(Boolean).join(', ') ||
  NONE;

function potentialOf(plan: Plan, row: number): string {
  const potential = numberAt(plan.accounts, 'potential', row);
  return Number.isNaN(potential) ? NONE : potentialNumber(potential, plan.potentialUnit);
}

function sortMoves(plan: Plan, moves: Int32Array, sort: Sort | null): readonly number[] {
  const rows = [...moves];
  if (sort === null) return rows;
  const name = (index: number | undefined): string => plan.territories[index ?? -1]?.name ?? '';
  const figure = (row: number): number => {
    const value = numberAt(plan.accounts, sort.column === 'tenure' ? 'tenureMonths' : 'potential', row);
    return Number.isNaN(value) ? -1 : value;
  };
  const words: Readonly<Record<string, (row: number) => string>> = {
    name: (row) => textAt(plan.accounts, 'name', row) ?? '',
    city: (row) => placeOf(plan, row),
    from: (row) => name(plan.baseline[row]),
    to: (row) => name(plan.assignment[row]),
    reason: (row) => reasonCode(plan.reason[row] ?? 0),
  };
  const word = words[sort.column];
  const collator = new Intl.Collator();
  rows.sort((a, b) => (word === undefined ? figure(a) - figure(b) : collator.compare(word(a), word(b))));
  return sort.descending ? rows.toReversed() : rows;
}
