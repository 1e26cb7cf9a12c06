import { useDeferredValue, useMemo, useState } from 'react';
import { useStaged } from '../../../workspace/staged.ts';
import type { ClipboardEvent } from 'react';
import { usePlan } from '../../../session/session.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Button } from '../../../ui/Button.tsx';
import type { Sort } from '../../../ui/Table.tsx';
import { Table } from '../../../ui/Table.tsx';
import { shownRows } from '../../../workspace/account-filter.ts';
import type { AccountColumn } from '../../../workspace/account-sort.ts';
import { accountOrder } from '../../../workspace/account-sort.ts';
import { clearFilter, useVisible } from '../../../workspace/filter-store.ts';
import { showRows } from '../../../workspace/map-view.ts';
import { pointAt, selectRows, useSelection } from '../../../workspace/selection.ts';
import { useColours } from '../../../workspace/use-colours.ts';
import { useFacts } from '../../../workspace/use-figures.ts';
import { accountColumns } from './account-columns.tsx';
import { copiedAccounts } from './copy-accounts.ts';

export function AccountTable() {
  const plan = usePlan();
  const facts = useFacts();
  const colours = useColours();
  const visible = useVisible();
  const selected = useSelection((state) => state.rows);
  const isStaged = useStaged((state) => state.to !== null);
  const [sort, setSort] = useState<Sort | null>(null);
  const shownSort = useDeferredValue(sort);
  const columns = useMemo(() => accountColumns(plan, facts, colours), [plan, facts, colours]);
  const keys = useMemo(() => {
    const order =
      shownSort === null
        ? null
        : accountOrder(plan, facts, shownSort.column as AccountColumn, shownSort.descending);
    return shownRows(facts, visible, order);
  }, [plan, facts, visible, shownSort]);
  const mask = useMemo(() => {
    const on = new Uint8Array(plan.accounts.rowCount);
    for (const row of selected) on[row] = 1;
    return on;
  }, [selected, plan.accounts.rowCount]);

  const onCopy = (event: ClipboardEvent): void => {
    event.clipboardData.setData(
      'text/plain',
      copiedAccounts(plan, facts, selected.length > 0 ? selected : keys),
    );
    event.preventDefault();
  };

  return (
    <div className="fill" onCopy={onCopy}>
      <Table
        label="Accounts"
        columns={columns}
        keys={keys}
        rowHeight={26}
        isSelected={(row) => mask[row] === 1}
        multiple
        onSelect={({ keys: rows, mode }) => selectRows(Int32Array.from(rows).sort(), mode)}
        // While a move is staged Enter commits it, as the strip says.
        {...(isStaged ? {} : { onOpen: (row: number) => showRows([row]) })}
        onHover={pointAt}
        sort={sort}
        onSort={setSort}
        reveal={selected.length === 1 ? (selected[0] ?? null) : null}
        empty={
          <EmptyState
            title="No account passes the filter"
            actions={<Button onPress={clearFilter}>Clear the filter</Button>}
          />
        }
      />
    </div>
  );
}
