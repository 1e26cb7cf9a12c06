/** plan.xlsx: the tables of the bundle with the formulas a controller expects where she would put them herself. */
import type { PlanDocument } from '../../domain/bundle/plan-document.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import type { Look } from '../xlsx/styles.ts';
import type { XlsxCell, XlsxSheet } from '../xlsx/write-xlsx.ts';
import { columnName, writeXlsx } from '../xlsx/write-xlsx.ts';
import { readMeSheet, summarySheet } from './plan-xlsx-summary.ts';
import type { Column, ColumnKind, Table } from './tables.ts';
import { assignmentTable, measureTable, moveTable, quotaTable, territoryTable } from './tables.ts';

export function planXlsx(plan: Plan, document: PlanDocument): Uint8Array<ArrayBuffer> {
  const tables = {
    territories: territoryTable(plan),
    quotas: quotaTable(plan, document),
    assignments: assignmentTable(plan),
    moves: moveTable(plan),
    measures: measureTable(document),
  };
  return writeXlsx([
    summarySheet(plan, document, tables),
    territorySheet(plan, tables.territories, tables.assignments.rows.length),
    quotaSheet(plan, tables.quotas),
    plainSheet('Assignments', tables.assignments, plan),
    plainSheet('Moves', tables.moves, plan),
    plainSheet('Measures', tables.measures, plan),
    readMeSheet(),
  ]);
}

/** Looks like a formula to a spreadsheet that is asked to edit the cell. */
const RUNS = /^[=+\-@\t\r]/;

export function lookOf(kind: ColumnKind, plan: Plan): Look {
  if (kind === 'potential') return plan.potentialUnit.minorPerMajor === 1 ? 'count' : 'money';
  return kind === 'text' || kind === 'flag' ? 'plain' : kind;
}

const TOTAL: Partial<Record<Look, Look>> = { count: 'totalCount', money: 'totalMoney', share: 'totalShare' };

export const headerRow = (columns: readonly Column[], plan: Plan): XlsxCell[] =>
  columns.map(({ header, kind }) => ({ value: headerText(header, kind, plan), look: 'header' }));

/** `current_arr` as a person reads it: `Current ARR (USD)`. */
function headerText(header: string, kind: ColumnKind, plan: Plan): string {
  const words = header.replaceAll('_', ' ').replace(/\barr\b/, 'ARR');
  const title = words.charAt(0).toUpperCase() + words.slice(1);
  if (kind === 'money') return `${title} (${plan.currency})`;
  return kind === 'potential' ? `${title} (${plan.potentialUnit.name})` : title;
}

function bodyRow(cells: Table['rows'][number], columns: readonly Column[], plan: Plan): XlsxCell[] {
  return cells.map((value, i) => {
    const kind = columns[i]?.kind ?? 'text';
    const runs = typeof value === 'string' && RUNS.test(value);
    return { value, look: runs ? 'text' : lookOf(kind, plan) };
  });
}

const widthsOf = (table: Table): number[] => table.columns.map((column) => column.width);

function plainSheet(name: string, table: Table, plan: Plan): XlsxSheet {
  const rows = [
    headerRow(table.columns, plan),
    ...table.rows.map((row) => bodyRow(row, table.columns, plan)),
  ];
  return { name, widths: widthsOf(table), rows, header: true };
}

const sumOf = (table: Table, column: number): number =>
  table.rows.reduce((sum, row) => sum + (Number(row[column] ?? 0) || 0), 0);

/** "Total" under the second column, sums under the columns named; a share of a total that is nothing is 0. */
function totalRow(table: Table, plan: Plan, summed: ReadonlySet<string>): XlsxCell[] {
  const last = table.rows.length + 1;
  return table.columns.map(({ header, kind }, i): XlsxCell => {
    if (i === 1) return { value: 'Total', look: 'total' };
    if (!summed.has(header)) return { value: '', look: 'total' };
    const look = TOTAL[lookOf(kind, plan)] ?? 'total';
    const name = columnName(i);
    const formula = last < 2 ? '0' : `SUM(${name}2:${name}${last})`;
    return { value: sumOf(table, i), look, formula };
  });
}

function withFormula(cells: XlsxCell[], column: number, formula: string): void {
  const cell = cells[column];
  if (cell !== undefined) cells[column] = { ...cell, formula };
}

/**
 * COUNTIF and SUMIF compare loosely: "1" with "01", capitals with small letters, and * matches anything. Where ids
 * could be confused so, the sheet holds the plain values.
 */
export function idsAreSafe(ids: readonly string[]): boolean {
  const folded = new Set(ids.map((id) => id.toLowerCase()));
  return folded.size === ids.length && ids.every((id) => /^[A-Za-z][A-Za-z0-9_-]*$/.test(id));
}

function territorySheet(plan: Plan, table: Table, assignments: number): XlsxSheet {
  const last = assignments + 1;
  const range = (column: string): string => `Assignments!$${column}$2:$${column}$${last}`;
  const total = table.rows.length + 2;
  const ids = table.rows.map((row) => String(row[0])).filter((id) => id !== '');
  const live = assignments > 0 && idsAreSafe(ids);
  const body = table.rows.map((row, i) => {
    const cells = bodyRow(row, table.columns, plan);
    const line = i + 2;
    if (live && row[0] !== '') {
      withFormula(cells, 3, `COUNTIF(${range('H')},A${line})`);
      withFormula(cells, 4, `SUMIF(${range('H')},A${line},${range('F')})`);
      withFormula(cells, 6, `SUMIF(${range('H')},A${line},${range('G')})`);
    }
    withFormula(cells, 5, `IF(E$${total}=0,0,E${line}/E$${total})`);
    return cells;
  });
  const summed = new Set([
    'accounts',
    'potential',
    'potential_share',
    'current_arr',
    'moved_in',
    'moved_out',
  ]);
  const rows = [headerRow(table.columns, plan), ...body, totalRow(table, plan, summed)];
  return { name: 'Territories', widths: widthsOf(table), rows, header: true };
}

function quotaSheet(plan: Plan, table: Table): XlsxSheet {
  const total = table.rows.length + 2;
  const body = table.rows.map((row, i) => {
    const cells = bodyRow(row, table.columns, plan);
    withFormula(cells, 4, `IF(D$${total}=0,0,D${i + 2}/D$${total})`);
    return cells;
  });
  const summed = new Set(['quota', 'quota_share', 'computed']);
  const rows = [headerRow(table.columns, plan), ...body, totalRow(table, plan, summed)];
  return { name: 'Quotas', widths: widthsOf(table), rows, header: true };
}
