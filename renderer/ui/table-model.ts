import type { ReactNode } from 'react';

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
  /** Must be seen without scrolling sideways: where room is short, the others make way for it. */
  readonly essential?: boolean;
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
  /** Several rows may be selected at a time. */
  readonly multiple?: boolean;
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

export const isSortable = (column: Column, onSort: TableProps['onSort']): boolean =>
  column.sortable !== false && onSort !== undefined;

/** What choosing a header asks for: a sorted column turns round, numbers begin with the largest. */
export const sortOf = (column: Column, sort: Sort | null | undefined): Sort => ({
  column: column.id,
  descending: sort?.column === column.id ? !sort.descending : column.number === true,
});

export const cellClass = (column: Column): string =>
  `cell${column.number === true ? ' number' : ''}${column.sticky === true ? ' is-sticky' : ''}`;

/** Ids of what the keys can stand on, for `aria-activedescendant`. */
export const headerId = (table: string, column: number): string => `${table}h${column}`;
export const rowId = (table: string, row: number): string => `${table}r${row}`;
export const cellId = (table: string, row: number, column: number): string => `${table}r${row}c${column}`;

/**
 * Places of the columns in the order shown at a width. Where the last essential one would not be in sight, those before
 * it that are not essential go to the end, the hindmost first and no more than it takes: nothing is hidden.
 */
export function columnOrder(columns: readonly Column[], width: number): readonly number[] {
  const order = columns.map((_, i) => i);
  const last = columns.findLastIndex(({ essential }) => essential === true);
  let before = order.slice(0, last + 1);
  const behind: number[] = [];
  const taken = (): number => before.reduce((sum, i) => sum + (columns[i]?.width ?? 0), 0);
  while (taken() > width) {
    const gives = before.findLast((i) => columns[i]?.essential !== true);
    if (gives === undefined) break;
    before = before.filter((i) => i !== gives);
    behind.unshift(gives);
  }
  return [...before, ...behind, ...order.slice(last + 1)];
}
