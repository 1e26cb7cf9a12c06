import { ArrowDown, ArrowUp } from 'lucide-react';
import type { CSSProperties } from 'react';
import type { Column, TableProps } from './table-model.ts';
import { cellClass, headerId, isSortable, sortOf } from './table-model.ts';

/** The headers of a grid. They are not tab stops: arrows lead to them, Enter and Space sort. */
export function TableHead(props: {
  readonly table: TableProps;
  readonly tableId: string;
  /** The column whose header the keys stand on, or -1. */
  readonly active: number;
  readonly template: CSSProperties;
}) {
  const { table, tableId, active, template } = props;
  const { columns, sort, onSort } = table;
  return (
    <div role="rowgroup" className="table-head-place">
      <div className="table-head" role="row" aria-rowindex={1} style={template}>
        {columns.map((column, i) => {
          const sorted = sort?.column === column.id;
          const sortable = isSortable(column, onSort);
          return (
            <div
              key={column.id}
              id={headerId(tableId, i)}
              role="columnheader"
              aria-colindex={i + 1}
              title={column.explain}
              className={`${cellClass(column)}${i === active ? ' is-active' : ''}`}
              {...(sortable
                ? { 'aria-sort': sorted ? (sort.descending ? 'descending' : 'ascending') : 'none' }
                : {})}
            >
              {sortable ? (
                <button
                  type="button"
                  className="table-sort"
                  tabIndex={-1}
                  // The grid keeps the focus: its keys go on from where they were.
                  onMouseDown={(event) => event.preventDefault()}
                  onClick={() => onSort?.(sortOf(column, sort))}
                >
                  <HeaderWords column={column} sorted={sorted} descending={sort?.descending === true} />
                </button>
              ) : (
                <span className="table-sort">
                  <HeaderWords column={column} sorted={false} descending={false} />
                </span>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function HeaderWords(props: {
  readonly column: Column;
  readonly sorted: boolean;
  readonly descending: boolean;
}) {
  const { column, sorted, descending } = props;
  const Mark = descending ? ArrowDown : ArrowUp;
  return (
    <>
      <span className="truncate">{column.header}</span>
      {column.unit === undefined ? null : <span className="table-unit">{column.unit}</span>}
      {sorted ? <Mark aria-hidden="true" /> : null}
    </>
  );
}
