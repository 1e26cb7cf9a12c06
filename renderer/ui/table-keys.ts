/**
 * Where the keys of a grid lead. The grid is one tab stop; inside it a person stands on a row, on a cell of it, or on
 * a header, and arrows take her from one to the next (the grid pattern of the WAI-ARIA practices, rows first).
 */
export interface GridSpot {
  /** HEADER, or the index of a row. */
  readonly row: number;
  /** WHOLE_ROW, or the index of a column. */
  readonly column: number;
}

export const HEADER = -1;
export const WHOLE_ROW = -1;

interface GridSize {
  readonly rows: number;
  readonly columns: number;
  /** Rows a Page key moves. */
  readonly page: number;
}

interface GridKey {
  readonly key: string;
  readonly ctrl: boolean;
}

/** Where a key leads from a spot; null for a key that moves nowhere. */
export function nextSpot({ key, ctrl }: GridKey, from: GridSpot, size: GridSize): GridSpot | null {
  const onHeader = from.row === HEADER;
  if (key === 'ArrowLeft' || key === 'ArrowRight') return sideways(key, from, size);
  if (!ctrl && (onHeader || from.column !== WHOLE_ROW) && (key === 'Home' || key === 'End'))
    return { ...from, column: key === 'Home' ? 0 : size.columns - 1 };
  if (key === 'ArrowUp' && from.row <= 0) return { row: HEADER, column: Math.max(0, from.column) };
  if (onHeader && key === 'ArrowDown')
    return size.rows === 0 ? null : { row: 0, column: from.column === 0 ? WHOLE_ROW : from.column };
  const row = nextRow(key, Math.max(0, from.row), size.rows, size.page);
  return row === null ? null : { row, column: onHeader ? WHOLE_ROW : from.column };
}

function sideways(key: string, { row, column }: GridSpot, { columns }: GridSize): GridSpot {
  const first = row === HEADER ? 0 : WHOLE_ROW;
  const to = column + (key === 'ArrowRight' ? 1 : -1);
  return { row, column: Math.max(first, Math.min(columns - 1, to)) };
}

/** A spot that still exists once rows have gone. */
export const withinRows = (spot: GridSpot, rows: number): GridSpot =>
  spot.row < rows || spot.row === HEADER ? spot : { ...spot, row: Math.max(0, rows - 1) };

/** The row a key leads to, or null for a key that does not move. */
export function nextRow(key: string, from: number, count: number, page: number): number | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowUp: -1,
    ArrowDown: 1,
    PageUp: -page,
    PageDown: page,
    Home: -count,
    End: count,
  };
  const step = steps[key];
  return step === undefined || count === 0 ? null : Math.max(0, Math.min(count - 1, from + step));
}
