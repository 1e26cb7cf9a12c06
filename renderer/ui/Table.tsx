import { ArrowDown, ArrowUp } from 'lucide-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useRef, useState } from 'react';
import type { CSSProperties, KeyboardEvent, MouseEvent, ReactNode } from 'react';
import { nextRow } from './table-keys.ts';
import './table.css';

export interface Column {
  readonly id: string;
  readonly header: string;
  /** Said in the header, so that cells are bare numbers: "h/week". */
  readonly unit?: string;
  /** Pixels; columns with `grow` share what is left. */
  readonly width: number;
  readonly grow?: number;
  readonly number?: boolean;
  readonly sortable?: boolean;
  /** Stays in sight when the table scrolls sideways; the first column alone may. */
  readonly sticky?: boolean;
  readonly cell: (key: number) => ReactNode;
  /** What the header says on hover, where a word is not enough. */
  readonly explain?: string;
}

export interface Sort {
  readonly column: string;
  readonly descending: boolean;
}

export interface SelectIntent {
  /** Keys from the row last chosen to this one (Shift), or this one alone. */
  readonly keys: readonly number[];
  readonly mode: 'replace' | 'toggle' | 'add';
}

export interface TableProps {
  readonly label: string;
  readonly columns: readonly Column[];
  /** The rows in the order shown; a key is whatever the caller calls a row (an account row, a territory index). */
  readonly keys: ArrayLike<number>;
  readonly isSelected: (key: number) => boolean;
  readonly onSelect: (intent: SelectIntent) => void;
  /** Enter, or a double click. */
  readonly onOpen?: (key: number) => void;
  readonly onHover?: (key: number | null) => void;
  readonly sort?: Sort | null;
  readonly onSort?: (sort: Sort) => void;
  readonly rowHeight?: number;
  readonly footer?: readonly ReactNode[];
  /** In place of rows when there are none. */
  readonly empty?: ReactNode;
  /** Scrolled to when it changes. */
  readonly reveal?: number | null;
}

/** A grid of any length: only the rows in sight exist. One tab stop; arrows, Page, Home and End move, Space selects. */
export function Table(props: TableProps) {
  const { columns, keys, rowHeight = 28, reveal = null } = props;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const anchor = useRef(0);
  const revealed = useRef<number | null>(null);
  // oxlint-disable-next-line react/incompatible-library -- nothing here is memoised by its result
  const rows = useVirtualizer({
    count: keys.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const template: CSSProperties = {
    gridTemplateColumns: columns
      .map((column) =>
        column.grow === undefined ? `${column.width}px` : `minmax(${column.width}px, ${column.grow}fr)`,
      )
      .join(' '),
    minWidth: columns.reduce((sum, column) => sum + column.width, 0),
  };

  useEffect(() => {
    // Only a new row to reveal scrolls; a new sort or filter keeps the place.
    if (revealed.current === reveal) return;
    revealed.current = reveal;
    const at = reveal === null ? -1 : indexOf(keys, reveal);
    if (at >= 0) rows.scrollToIndex(at, { align: 'auto' });
  }, [reveal, keys, rows]);

  const choose = (at: number, mode: SelectIntent['mode'], range: boolean): void => {
    const key = keys[at];
    if (key === undefined) return;
    const [low, high] = range ? [Math.min(anchor.current, at), Math.max(anchor.current, at)] : [at, at];
    if (!range) anchor.current = at;
    setActive(at);
    props.onSelect({ keys: Array.from({ length: high - low + 1 }, (_, i) => keys[low + i] ?? key), mode });
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2);
    const to = nextRow(event.key, active, keys.length, page);
    if (to !== null) {
      event.preventDefault();
      setActive(to);
      rows.scrollToIndex(to);
      if (event.shiftKey) choose(to, 'add', true);
    } else if (event.key === ' ') {
      event.preventDefault();
      choose(active, event.shiftKey ? 'add' : 'toggle', event.shiftKey);
    } else if (event.key === 'Enter' && props.onOpen !== undefined) {
      const key = keys[active];
      if (key === undefined) return;
      event.preventDefault();
      props.onOpen(key);
    }
  };

  return (
    <div
      ref={scroller}
      className="table"
      role="grid"
      tabIndex={0}
      aria-label={props.label}
      aria-rowcount={keys.length + 1}
      aria-colcount={columns.length}
      aria-multiselectable="true"
      aria-activedescendant={`${id}${active}`}
      onKeyDown={onKeyDown}
      onMouseLeave={() => props.onHover?.(null)}
    >
      <TableHead {...props} template={template} />
      {keys.length === 0 ? <div className="table-empty">{props.empty}</div> : null}
      <div className="table-rows" style={{ height: rows.getTotalSize(), minWidth: template.minWidth }}>
        {rows.getVirtualItems().map((item) => {
          const key = keys[item.index] ?? -1;
          return (
            <TableRow
              key={item.key}
              table={props}
              tableId={id}
              at={item.index}
              rowKey={key}
              isActive={item.index === active}
              style={{ ...template, height: rowHeight, transform: `translateY(${item.start}px)` }}
              onClick={(event) =>
                choose(
                  item.index,
                  event.shiftKey ? 'add' : event.ctrlKey || event.metaKey ? 'toggle' : 'replace',
                  event.shiftKey,
                )
              }
            />
          );
        })}
      </div>
      {props.footer === undefined ? null : (
        <div className="table-foot" role="row" style={template}>
          {columns.map((column, i) => (
            <div key={column.id} role="gridcell" className={cellClass(column)}>
              {props.footer?.[i]}
            </div>
          ))}
        </div>
      )}
    </div>
  );
}

const cellClass = (column: Column): string =>
  `cell${column.number === true ? ' number' : ''}${column.sticky === true ? ' is-sticky' : ''}`;

const indexOf = (keys: ArrayLike<number>, wanted: number): number =>
  Array.prototype.indexOf.call(keys, wanted) as number;

function TableHead({ columns, sort, onSort, template }: TableProps & { readonly template: CSSProperties }) {
  return (
    <div className="table-head" role="row" style={template}>
      {columns.map((column) => {
        const sorted = sort?.column === column.id;
        const words = (
          <>
            <span className="truncate">{column.header}</span>
            {column.unit === undefined ? null : <span className="table-unit">{column.unit}</span>}
            {sorted ? (
              sort.descending ? (
                <ArrowDown aria-hidden="true" />
              ) : (
                <ArrowUp aria-hidden="true" />
              )
            ) : null}
          </>
        );
        return (
          <div
            key={column.id}
            role="columnheader"
            title={column.explain}
            className={cellClass(column)}
            aria-sort={sorted ? (sort.descending ? 'descending' : 'ascending') : 'none'}
          >
            {column.sortable === false || onSort === undefined ? (
              <span className="table-sort">{words}</span>
            ) : (
              <button
                type="button"
                className="table-sort"
                tabIndex={-1}
                onClick={() =>
                  onSort({
                    column: column.id,
                    descending: sorted ? !sort.descending : column.number === true,
                  })
                }
              >
                {words}
              </button>
            )}
          </div>
        );
      })}
    </div>
  );
}

function TableRow(props: {
  readonly table: TableProps;
  readonly tableId: string;
  readonly at: number;
  readonly rowKey: number;
  readonly isActive: boolean;
  readonly style: CSSProperties;
  readonly onClick: (event: MouseEvent) => void;
}) {
  const { table, at, rowKey, isActive } = props;
  return (
    <div
      id={`${props.tableId}${at}`}
      className={`table-row${isActive ? ' is-active' : ''}`}
      role="row"
      aria-rowindex={at + 2}
      aria-selected={table.isSelected(rowKey)}
      style={props.style}
      onClick={props.onClick}
      onDoubleClick={() => table.onOpen?.(rowKey)}
      onMouseEnter={() => table.onHover?.(rowKey)}
    >
      {table.columns.map((column) => (
        <div key={column.id} role="gridcell" className={cellClass(column)}>
          {column.cell(rowKey)}
        </div>
      ))}
    </div>
  );
}
