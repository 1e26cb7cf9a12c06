import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useRef, useState } from 'react';
import type { CSSProperties, KeyboardEvent } from 'react';
import { HEADER, nextSpot, WHOLE_ROW, withinRows } from './table-keys.ts';
import type { GridSpot } from './table-keys.ts';
import type { Column, SelectIntent, Sort, TableProps } from './table-model.ts';
import { cellClass, cellId, headerId, isSortable, rowId, sortOf } from './table-model.ts';
import { useArranged } from './use-arranged.ts';
import { TableHead } from './TableHead.tsx';
import { TableRow } from './TableRow.tsx';
import './table.css';

export type { Column, SelectIntent, Sort };

const WIDGETS = 'button, a[href], input, select';

/**
 * A grid of any length: only the rows in sight exist. One tab stop: arrows, Page, Home and End move over rows, cells
 * and headers; Space selects, Enter opens a row, sorts by a header or steps into what a cell holds, Escape steps out.
 */
export function Table(given: TableProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const props = useArranged(given, scroller);
  const { columns, keys, rowHeight = 28, reveal = null } = props;
  const id = useId();
  const [spot, setSpot] = useState<GridSpot>({ row: 0, column: WHOLE_ROW });
  const active = withinRows(spot, keys.length);
  const anchor = useRef(0);
  const revealed = useRef<number | null>(null);
  // oxlint-disable-next-line react/incompatible-library -- nothing here is memoised by its result
  const rows = useVirtualizer({
    count: keys.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const template = templateOf(columns);

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
    setSpot((before) => ({ row: at, column: before.row === HEADER ? WHOLE_ROW : before.column }));
    props.onSelect({ keys: Array.from({ length: high - low + 1 }, (_, i) => keys[low + i] ?? key), mode });
  };

  const stand = (to: GridSpot): void => {
    setSpot(to);
    if (to.row !== HEADER) rows.scrollToIndex(to.row);
    const inSight = to.row === HEADER ? headerId(id, to.column) : cellId(id, to.row, to.column);
    document.getElementById(inSight)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };

  const enter = (): boolean => {
    if (active.row === HEADER) {
      const column = columns[active.column];
      if (column === undefined || !isSortable(column, props.onSort)) return false;
      props.onSort?.(sortOf(column, props.sort));
      return true;
    }
    const cell = document.getElementById(cellId(id, active.row, active.column));
    const widget = cell?.querySelector<HTMLElement>(WIDGETS);
    if (widget !== null && widget !== undefined) {
      widget.focus();
      return true;
    }
    const key = keys[active.row];
    if (key === undefined || props.onOpen === undefined) return false;
    props.onOpen(key);
    return true;
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) {
      // In what a cell holds the keys are its own, but for the way out.
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      event.preventDefault();
      scroller.current?.focus();
      return;
    }
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2);
    const size = { rows: keys.length, columns: columns.length, page };
    const to = event.altKey
      ? null
      : nextSpot({ key: event.key, ctrl: event.ctrlKey || event.metaKey }, active, size);
    if (to !== null) {
      event.preventDefault();
      stand(to);
      if (event.shiftKey && to.row !== HEADER && to.row !== active.row) choose(to.row, 'add', true);
    } else if (event.key === ' ') {
      event.preventDefault();
      if (active.row === HEADER) enter();
      else choose(active.row, event.shiftKey ? 'add' : 'toggle', event.shiftKey);
    } else if (event.key === 'Enter' && enter()) event.preventDefault();
  };

  const items = rows.getVirtualItems();
  const isDrawn = active.row === HEADER || items.some((item) => item.index === active.row);
  return (
    <div
      ref={scroller}
      className="table"
      role="grid"
      tabIndex={0}
      aria-label={props.label}
      aria-rowcount={keys.length + 1 + (props.footer === undefined ? 0 : 1)}
      aria-colcount={columns.length}
      aria-multiselectable={props.multiple === true}
      aria-activedescendant={isDrawn ? idOf(id, active) : undefined}
      onKeyDown={onKeyDown}
      onMouseLeave={() => props.onHover?.(null)}
    >
      <TableHead
        table={props}
        tableId={id}
        active={active.row === HEADER ? active.column : -1}
        template={template}
      />
      {keys.length > 0 ? null : (
        <div role="row" className="table-empty">
          <div role="gridcell" aria-colspan={columns.length}>
            {props.empty}
          </div>
        </div>
      )}
      <div
        className="table-rows"
        role="rowgroup"
        style={{ height: rows.getTotalSize(), minWidth: template.minWidth }}
      >
        {items.map((item) => (
          <TableRow
            key={item.key}
            table={props}
            tableId={id}
            at={item.index}
            rowKey={keys[item.index] ?? -1}
            active={item.index === active.row ? active.column : null}
            style={{ ...template, height: rowHeight, transform: `translateY(${item.start}px)` }}
            onClick={(event) =>
              choose(
                item.index,
                event.shiftKey ? 'add' : event.ctrlKey || event.metaKey ? 'toggle' : 'replace',
                event.shiftKey,
              )
            }
          />
        ))}
      </div>
      <TableFoot table={props} template={template} />
    </div>
  );
}

function TableFoot({ table, template }: { readonly table: TableProps; readonly template: CSSProperties }) {
  const { columns, footer, keys } = table;
  if (footer === undefined) return null;
  return (
    <div role="rowgroup" className="table-foot-place">
      <div className="table-foot" role="row" aria-rowindex={keys.length + 2} style={template}>
        {columns.map((column, i) => (
          <div key={column.id} role="gridcell" aria-colindex={i + 1} className={cellClass(column)}>
            {footer[i]}
          </div>
        ))}
      </div>
    </div>
  );
}

const templateOf = (columns: readonly Column[]): CSSProperties => ({
  gridTemplateColumns: columns
    .map((column) =>
      column.grow === undefined ? `${column.width}px` : `minmax(${column.width}px, ${column.grow}fr)`,
    )
    .join(' '),
  minWidth: columns.reduce((sum, column) => sum + column.width, 0),
});

const idOf = (table: string, { row, column }: GridSpot): string =>
  row === HEADER
    ? headerId(table, column)
    : column === WHOLE_ROW
      ? rowId(table, row)
      : cellId(table, row, column);

const indexOf = (keys: ArrayLike<number>, wanted: number): number =>
  Array.prototype.indexOf.call(keys, wanted) as number;
