/** A table of a report: columns that say nothing in this plan are left out. */
import type { Html } from './html.ts';
import { html } from './html.ts';

export interface ReportColumn<Row> {
  readonly header: string;
  readonly cell: (row: Row) => Html | string;
  /** Of the last line; '' where there is no sum. */
  readonly total?: string;
  /** Figures stand on the right. */
  readonly figures?: boolean;
  readonly shown?: boolean;
}

export function reportTable<Row>(
  columns: readonly ReportColumn<Row>[],
  rows: readonly Row[],
  withTotal: boolean,
): Html {
  const shown = columns.filter((column) => column.shown !== false);
  const side = (column: ReportColumn<Row>): string => (column.figures === true ? 'n' : '');
  const head = shown.map((column) => html`<th class="${side(column)}">${column.header}</th>`);
  const body = rows.map((row) => {
    const cells = shown.map((column) => html`<td class="${side(column)}">${column.cell(row)}</td>`);
    return html`<tr>
      ${cells}
    </tr>`;
  });
  const sums = shown.map((column) => html`<td class="${side(column)}">${column.total ?? ''}</td>`);
  const foot = withTotal
    ? html`<tfoot>
        <tr>
          ${sums}
        </tr>
      </tfoot>`
    : '';
  return html`<table>
    <thead>
      <tr>
        ${head}
      </tr>
    </thead>
    <tbody>
      ${body}
    </tbody>
    ${foot}
  </table>`;
}
