/** The first and the last sheet of plan.xlsx: what the plan comes to, and how to read the rest. */
import type { PlanDocument } from '../../domain/bundle/plan-document.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import type { Look } from '../xlsx/styles.ts';
import type { XlsxCell, XlsxSheet } from '../xlsx/write-xlsx.ts';
import { minorPerMajor } from '../../domain/intake/potential-unit.ts';
import type { Table } from './tables.ts';

export interface PlanTables {
  readonly territories: Table;
  readonly quotas: Table;
  readonly moves: Table;
}

const sum = (table: Table, column: number): number =>
  table.rows.reduce((all, row) => all + (Number(row[column] ?? 0) || 0), 0);

export function summarySheet(plan: Plan, document: PlanDocument, tables: PlanTables): XlsxSheet {
  const rows: XlsxCell[][] = [[{ value: plan.name, look: 'title' }]];
  const add = (label: string, value: XlsxCell['value'], look: Look = 'plain', formula?: string): string => {
    const cell = formula === undefined ? { value, look } : { value, look, formula };
    rows.push([{ value: label, look: 'plain' }, cell]);
    return `B${rows.length}`;
  };
  const gap = (): void => void rows.push([]);
  add('Cycle', `${plan.cycle.name}, ${plan.cycle.from} to ${plan.cycle.to}`);
  add('Organisation', plan.tenant);
  add('Submitted by', `${document.maker.name} (${document.maker.role})`);
  add('Submitted at', document.createdAt);
  add('Policy', `${plan.policy.name}, version ${plan.policy.version}`);
  add('Made from', document.parents.length === 0 ? 'first version' : document.parents.join(', '));
  gap();
  totals(plan, tables, add);
  gap();
  quotas(plan, tables, add);
  return { name: 'Summary', widths: [30, 44], rows, header: false };
}

type Add = (label: string, value: XlsxCell['value'], look?: Look, formula?: string) => string;

function totals(plan: Plan, tables: PlanTables, add: Add): void {
  const { territories, moves } = tables;
  const end = territories.rows.length + 2;
  const real = territories.rows.filter((row) => row[0] !== '').length;
  const potential = plan.potentialUnit.minorPerMajor === 1 ? 'count' : 'money';
  const accounts = sum(territories, 3);
  const allAccounts = add('Accounts', accounts, 'count', `Territories!D${end}`);
  add('Territories', real, 'count', real === 0 ? '0' : `ROWS(Territories!A2:A${real + 1})`);
  add(`Potential (${plan.potentialUnit.name})`, sum(territories, 4), potential, `Territories!E${end}`);
  add(`Current revenue (${plan.currency})`, sum(territories, 6), 'money', `Territories!G${end}`);
  const moved = moves.rows.length;
  const movedCell = add('Accounts moved', moved, 'count', moved === 0 ? '0' : `ROWS(Moves!A2:A${moved + 1})`);
  const share = accounts === 0 ? 0 : moved / accounts;
  add('Share of accounts moved', share, 'share', `IF(${allAccounts}=0,0,${movedCell}/${allAccounts})`);
}

function quotas(plan: Plan, tables: PlanTables, add: Add): void {
  const { target } = plan.quota;
  if (target === null) return void add('Quota', 'no target set');
  const assigned = sum(tables.quotas, 3);
  const whole = target / minorPerMajor(plan.currency);
  const targetCell = add(`Quota target (${plan.currency})`, whole, 'money');
  const end = tables.quotas.rows.length + 2;
  const assignedCell = add(`Quota assigned (${plan.currency})`, assigned, 'money', `Quotas!D${end}`);
  const over = whole === 0 ? 0 : assigned / whole - 1;
  add('Over-assignment', over, 'share', `IF(${targetCell}=0,0,${assignedCell}/${targetCell}-1)`);
}

const READ_ME: readonly (readonly [string, string])[] = [
  ['Summary', 'What the plan comes to. Totals are formulas over the other sheets.'],
  ['Territories', 'One line a territory. Accounts, potential and revenue are counted from Assignments.'],
  ['Quotas', 'One line a territory: its quota, what the split alone would have given, and why they differ.'],
  ['Assignments', 'One line an account: where it is, where it was, and the reason code for it.'],
  ['Moves', 'The accounts that had another territory when the cycle began.'],
  ['Measures', 'Each measure beside its target, with what it means for this plan.'],
  ['Not listed', 'Accounts that are merged, closed or excluded. plan.json keeps them.'],
  [
    'Proof',
    'This file is listed in manifest-sha256.txt of the bundle it came in. VERIFY.md says how to check it.',
  ],
];

export function readMeSheet(): XlsxSheet {
  const rows: XlsxCell[][] = [[{ value: 'How to read this workbook', look: 'title' }]];
  for (const [sheet, text] of READ_ME) {
    rows.push([
      { value: sheet, look: 'wrapped' },
      { value: text, look: 'wrapped' },
    ]);
  }
  return { name: 'Read me', widths: [18, 100], rows, header: false };
}
