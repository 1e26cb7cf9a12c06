import { useMemo, useState } from 'react';
import { UNASSIGNED } from '../../../../domain/plan/plan.ts';
import { usePlan } from '../../../session/session.ts';
import type { Sort } from '../../../ui/Table.tsx';
import { Table } from '../../../ui/Table.tsx';
import { count, decimal, potentialNumber } from '../../../ui/format.ts';
import { chooseTerritory, rowsOf } from '../../../workspace/moves.ts';
import { selectRows, shownTerritory, useSelection } from '../../../workspace/selection.ts';
import { useStaged } from '../../../workspace/staged.ts';
import { territoryDigits } from '../../../workspace/territory-keys.ts';
import { useColours } from '../../../workspace/use-colours.ts';
import type { TerritoryRows } from '../../../workspace/use-figures.ts';
import { useTerritoryRows } from '../../../workspace/use-figures.ts';
import { territoryColumns, territorySortValue } from './territory-columns.tsx';

export function TerritoryTable({ search }: { readonly search: string }) {
  const plan = usePlan();
  const rows = useTerritoryRows();
  const colours = useColours();
  const chosen = useSelection(shownTerritory);
  const staged = useStaged((state) => state.to);
  const [sort, setSort] = useState<Sort | null>(null);
  const columns = useMemo(
    () => territoryColumns({ plan, rows, colours, digits: territoryDigits(plan) }),
    [plan, rows, colours],
  );
  const keys = useMemo(() => {
    const wanted = search.trim().toLowerCase();
    const found = rows.live.filter((row) =>
      (plan.territories[row.index]?.name ?? '').toLowerCase().includes(wanted),
    );
    if (sort !== null) {
      const value = (row: (typeof found)[number]) => territorySortValue(plan, row, sort.column);
      const sign = sort.descending ? -1 : 1;
      found.sort((a, b) => (value(a) < value(b) ? -sign : value(a) > value(b) ? sign : a.index - b.index));
    }
    const open = rows.unassigned.accounts > 0 && wanted === '' ? [UNASSIGNED] : [];
    return [...open, ...found.map((row) => row.index)];
  }, [plan, rows, sort, search]);

  return (
    <Table
      label="Territories"
      columns={columns}
      keys={keys}
      isSelected={(index) => index === chosen || index === staged}
      onSelect={({ keys: [index] }) => {
        if (index !== undefined) chooseTerritory(index);
      }}
      // While a move is staged Enter commits it, as the strip says.
      {...(staged === null ? { onOpen: (index: number) => selectRows(rowsOf(index)) } : {})}
      sort={sort}
      onSort={setSort}
      footer={totals(rows, plan.potentialUnit)}
      empty={
        plan.territories.length === 0
          ? 'No territories yet. Build them, or add one.'
          : 'No territory is called that.'
      }
      reveal={chosen}
    />
  );
}

function totals(rows: TerritoryRows, unit: Parameters<typeof potentialNumber>[1]) {
  const sum = (key: 'accounts' | 'potential' | 'travelHoursPerWeek'): number =>
    rows.live.reduce((total, row) => total + row.figures[key], rows.unassigned[key]);
  return [
    'Total',
    count(sum('accounts')),
    potentialNumber(sum('potential'), unit),
    '',
    '',
    decimal(sum('travelHoursPerWeek')),
  ];
}
