/**
 * The tables of a bundle, once, for CSV, XLSX and the report alike. Active accounts only, in account order; where a plan
 * has overlays, the assignments name them and list what partners have reserved (ledger DSN-10).
 */
import { isMoved, planTotals } from '../../domain/bundle/totals.ts';
import type { PlanDocument } from '../../domain/bundle/plan-document.ts';
import { minorPerMajor } from '../../domain/intake/potential-unit.ts';
import type { AccountTable, NumberField } from '../../domain/plan/account-table.ts';
import { textAt } from '../../domain/plan/account-table.ts';
import { overlayIndex, RESERVED } from '../../domain/plan/overlay.ts';
import { ACTIVE } from '../../domain/plan/plan.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { assignmentSource, reasonCode } from '../../domain/plan/reason-codes.ts';

export type Cell = string | number | boolean | null;

/** How a column is shown; money and potential are in major units. */
export type ColumnKind = 'text' | 'count' | 'money' | 'potential' | 'share' | 'number' | 'flag';

export interface Column {
  readonly header: string;
  readonly kind: ColumnKind;
  /** Characters. */
  readonly width: number;
}

export interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
}

const column = (header: string, kind: ColumnKind = 'text', width = 14): Column => ({ header, kind, width });

/** Exact in the shortest decimal: an integer of minor units over 1, 10, 100 … */
const major = (minor: number | undefined, perMajor: number): number | null =>
  minor === undefined || Number.isNaN(minor) ? null : minor / perMajor;

export const accountKey = (accounts: AccountTable, row: number): string =>
  textAt(accounts, 'accountId', row) ?? `row ${row + 1}`;

export const repNames = (plan: Plan, territory: number): string => {
  const ids = plan.territories[territory]?.repIds ?? [];
  return ids.map((id) => plan.reps.find((rep) => rep.repId === id)?.name ?? id).join('; ');
};

function activeRows(plan: Plan): number[] {
  const rows: number[] = [];
  for (let row = 0; row < plan.accounts.rowCount; row++) if (plan.standing[row] === ACTIVE) rows.push(row);
  return rows;
}

const ASSIGNMENT_COLUMNS = [
  column('account_id', 'text', 16),
  column('name', 'text', 36),
  column('city', 'text', 18),
  column('state', 'text', 8),
  column('postal_code', 'text', 12),
  column('potential', 'potential', 16),
  column('current_arr', 'money', 16),
  column('territory_id', 'text', 14),
  column('territory', 'text', 22),
  column('rep', 'text', 22),
  column('baseline_territory', 'text', 22),
  column('moved', 'flag', 8),
  column('locked', 'flag', 8),
  column('reason', 'text', 22),
  column('source', 'text', 10),
];

/** Only in plans with overlays, so that every other version keeps its bytes. */
const OVERLAY_COLUMNS = [
  column('overlays', 'text', 30),
  column('overlay_kinds', 'text', 22),
  column('channel_credit', 'share', 14),
];

/** Names and kinds of an account's overlays, and the credit that goes to all of them together. */
function overlayCells(plan: Plan, indices: readonly number[]): Cell[] {
  const own = indices.flatMap((index) => plan.overlays[index] ?? []);
  if (own.length === 0) return [null, null, null];
  return [
    own.map(({ name }) => name).join('; '),
    own.map(({ kind }) => kind).join('; '),
    own.reduce((sum, { credit }) => sum + credit, 0),
  ];
}

function coveredRows(plan: Plan): number[] {
  const rows: number[] = [];
  for (let row = 0; row < plan.accounts.rowCount; row++)
    if (plan.standing[row] === ACTIVE || plan.standing[row] === RESERVED) rows.push(row);
  return rows;
}

export function assignmentTable(plan: Plan): Table {
  const { accounts } = plan;
  const reps = plan.territories.map((_, t) => repNames(plan, t));
  const value = (field: NumberField, row: number): number | undefined => accounts.number[field][row];
  const overlays = overlayIndex(plan);
  const listed = overlays === null ? activeRows(plan) : coveredRows(plan);
  const rows = listed.map((row): Cell[] => {
    const t = plan.assignment[row] ?? -1;
    return [
      accountKey(accounts, row),
      textAt(accounts, 'name', row),
      textAt(accounts, 'city', row),
      textAt(accounts, 'state', row),
      textAt(accounts, 'postalCode', row),
      major(value('potential', row), plan.potentialUnit.minorPerMajor),
      major(value('currentArr', row), minorPerMajor(plan.currency)),
      plan.territories[t]?.territoryId ?? null,
      plan.territories[t]?.name ?? null,
      reps[t] ?? null,
      plan.territories[plan.baseline[row] ?? -1]?.name ?? null,
      isMoved(plan, row),
      plan.locked[row] === 1,
      reasonCode(plan.reason[row] ?? 0),
      assignmentSource(plan.source[row] ?? 0),
      ...(overlays === null ? [] : overlayCells(plan, overlays.get(row) ?? [])),
    ];
  });
  return {
    columns: overlays === null ? ASSIGNMENT_COLUMNS : [...ASSIGNMENT_COLUMNS, ...OVERLAY_COLUMNS],
    rows,
  };
}

const MOVE_COLUMNS = [
  column('account_id', 'text', 16),
  column('name', 'text', 36),
  column('from_territory', 'text', 22),
  column('to_territory', 'text', 22),
  column('potential', 'potential', 16),
  column('current_arr', 'money', 16),
  column('reason', 'text', 22),
  column('source', 'text', 10),
];

export function moveTable(plan: Plan): Table {
  const { accounts } = plan;
  const rows = activeRows(plan)
    .filter((row) => isMoved(plan, row))
    .map((row): Cell[] => [
      accountKey(accounts, row),
      textAt(accounts, 'name', row),
      plan.territories[plan.baseline[row] ?? -1]?.name ?? null,
      plan.territories[plan.assignment[row] ?? -1]?.name ?? null,
      major(accounts.number.potential[row], plan.potentialUnit.minorPerMajor),
      major(accounts.number.currentArr[row], minorPerMajor(plan.currency)),
      reasonCode(plan.reason[row] ?? 0),
      assignmentSource(plan.source[row] ?? 0),
    ]);
  return { columns: MOVE_COLUMNS, rows };
}

const TERRITORY_COLUMNS = [
  column('territory_id', 'text', 14),
  column('territory', 'text', 24),
  column('rep', 'text', 24),
  column('accounts', 'count', 12),
  column('potential', 'potential', 18),
  column('potential_share', 'share', 16),
  column('current_arr', 'money', 18),
  column('moved_in', 'count', 12),
  column('moved_out', 'count', 12),
];

const portion = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

/** Territories that hold accounts or may; the last row is the accounts without one, when there are any. */
export function territoryTable(plan: Plan): Table {
  const totals = planTotals(plan);
  const line = (id: string, name: string, rep: string, sum: (typeof totals)['all']): Cell[] => [
    id,
    name,
    rep,
    sum.accounts,
    major(sum.potential, plan.potentialUnit.minorPerMajor),
    portion(sum.potential, totals.all.potential),
    major(sum.currentArr, minorPerMajor(plan.currency)),
    sum.movedIn,
    sum.movedOut,
  ];
  const rows = plan.territories.flatMap((territory, t) => {
    const sum = totals.territories[t];
    if (sum === undefined || (territory.retired && sum.accounts === 0 && sum.movedOut === 0)) return [];
    return [line(territory.territoryId, territory.name, repNames(plan, t), sum)];
  });
  if (totals.unassigned.accounts > 0) rows.push(line('', 'No territory', '', totals.unassigned));
  return { columns: TERRITORY_COLUMNS, rows };
}

const QUOTA_COLUMNS = [
  column('territory_id', 'text', 14),
  column('territory', 'text', 24),
  column('rep', 'text', 24),
  column('quota', 'money', 18),
  column('quota_share', 'share', 14),
  column('computed', 'money', 18),
  column('override_reason', 'text', 40),
];

export function quotaTable(plan: Plan, document: PlanDocument): Table {
  const { lines } = document.quota;
  const whole = lines.reduce((sum, line) => sum + Number(line.amount), 0);
  const rows = lines.map((line): Cell[] => {
    const t = plan.territories.findIndex((territory) => territory.territoryId === line.territoryId);
    return [
      line.territoryId,
      plan.territories[t]?.name ?? null,
      repNames(plan, t),
      major(Number(line.amount), minorPerMajor(plan.currency)),
      portion(Number(line.amount), whole),
      major(Number(line.computed), minorPerMajor(plan.currency)),
      line.reason === '' ? null : line.reason,
    ];
  });
  return { columns: QUOTA_COLUMNS, rows };
}

const MEASURE_COLUMNS = [
  column('measure', 'text', 12),
  column('name', 'text', 34),
  column('value', 'number', 16),
  column('unit', 'text', 12),
  column('target', 'number', 12),
  column('rule', 'text', 10),
  column('met', 'flag', 8),
  column('explanation', 'text', 80),
];

export function measureTable(document: PlanDocument): Table {
  const rows = document.measures.map((m): Cell[] => [
    m.measureId,
    m.name,
    m.value,
    m.unit,
    m.target,
    m.rule,
    m.met,
    m.explanation,
  ]);
  return { columns: MEASURE_COLUMNS, rows };
}
