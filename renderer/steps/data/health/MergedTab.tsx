import { Split as SplitIcon } from 'lucide-react';
import { useMemo, useState } from 'react';
import { textAt } from '../../../../domain/plan/account-table.ts';
import type { Plan } from '../../../../domain/plan/plan.ts';
import { usePlan } from '../../../session/session.ts';
import { Button } from '../../../ui/Button.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import type { Column } from '../../../ui/Table.tsx';
import { Table } from '../../../ui/Table.tsx';
import { splitAgain } from '../health-store.ts';

/** Every row that was merged into another, each of which can be split off again. */
export function MergedTab() {
  const plan = usePlan();
  const rows = useMemo(() => mergedRows(plan.mergedInto), [plan.mergedInto]);
  const [current, setCurrent] = useState<number | null>(null);
  if (rows.length === 0)
    return (
      <EmptyState title="Nothing is merged">
        Merges made under Duplicates, or by a fix, are listed here and can be split again at any time.
      </EmptyState>
    );
  return (
    <Table
      label="Merged rows"
      columns={columnsFor(plan)}
      keys={rows}
      isSelected={(key) => key === current}
      onSelect={({ keys }) => setCurrent(keys.at(-1) ?? null)}
      rowHeight={32}
    />
  );
}

const mergedRows = (mergedInto: Int32Array): Int32Array =>
  Int32Array.from(mergedInto.keys()).filter((row) => (mergedInto[row] ?? -1) !== -1);

const nameOf = (plan: Plan, row: number): string =>
  textAt(plan.accounts, 'name', row) ?? textAt(plan.accounts, 'accountId', row) ?? `Row ${row + 1}`;

function columnsFor(plan: Plan): readonly Column[] {
  const into = (row: number): number => plan.mergedInto[row] ?? -1;
  const id = (row: number): string => textAt(plan.accounts, 'accountId', row) ?? '';
  return [
    { id: 'row', header: 'Merged row', width: 200, grow: 2, cell: (row) => nameOf(plan, row) },
    { id: 'id', header: 'Its ID', width: 110, cell: id },
    { id: 'into', header: 'Is now part of', width: 200, grow: 2, cell: (row) => nameOf(plan, into(row)) },
    { id: 'intoId', header: 'ID', width: 110, cell: (row) => id(into(row)) },
    {
      id: 'split',
      header: '',
      width: 130,
      cell: (row) => (
        <Button
          kind="quiet"
          icon={<SplitIcon aria-hidden="true" />}
          onPress={() => void splitAgain(Int32Array.of(row))}
        >
          Split again
        </Button>
      ),
    },
  ];
}
