import type { CSSProperties, MouseEvent } from 'react';
import type { TableProps } from './table-model.ts';
import { cellClass, cellId, rowId } from './table-model.ts';
import { WHOLE_ROW } from './table-keys.ts';

export function TableRow(props: {
  readonly table: TableProps;
  readonly tableId: string;
  readonly at: number;
  readonly rowKey: number;
  /** WHOLE_ROW, the column the keys stand on, or null where they are in another row. */
  readonly active: number | null;
  readonly style: CSSProperties;
  readonly onClick: (event: MouseEvent) => void;
}) {
  const { table, tableId, at, rowKey, active } = props;
  return (
    <div
      id={rowId(tableId, at)}
      className={`table-row${active === WHOLE_ROW ? ' is-active' : ''}`}
      role="row"
      aria-rowindex={at + 2}
      aria-selected={table.isSelected(rowKey)}
      style={props.style}
      onClick={props.onClick}
      onDoubleClick={() => table.onOpen?.(rowKey)}
      onMouseEnter={() => table.onHover?.(rowKey)}
    >
      {table.columns.map((column, i) => (
        <div
          key={column.id}
          id={cellId(tableId, at, i)}
          role="gridcell"
          aria-colindex={i + 1}
          className={`${cellClass(column)}${active === i ? ' is-active' : ''}`}
        >
          {column.cell(rowKey)}
        </div>
      ))}
    </div>
  );
}
