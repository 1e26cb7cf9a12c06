/** What holds between the parts of a document: equal lengths, indices that exist, ids named once. */
import { reservedRows } from '../plan/overlay.ts';
import { STANDINGS } from '../plan/plan.ts';
import { ASSIGNMENT_SOURCES, REASON_CODES } from '../plan/reason-codes.ts';
import { headcountFaults } from './headcount-document.ts';
import type { Faults } from './check.ts';
import type { CodedColumn, PlanDocument } from './plan-document.ts';

export function consistencyFaults(document: PlanDocument, faults: Faults): void {
  const rows = document.accounts.rowCount;
  const territories = document.territories.length;
  const { alignment, accounts } = document;
  indexColumn('alignment.assignment', alignment.assignment, rows, -1, territories - 1, faults);
  indexColumn('alignment.baseline', alignment.baseline, rows, -1, territories - 1, faults);
  indexColumn('alignment.mergedInto', alignment.mergedInto, rows, -1, rows - 1, faults);
  indexColumn('alignment.locked', alignment.locked, rows, 0, 1, faults);
  legendColumn('alignment.reason', alignment.reason, rows, 0, REASON_CODES, faults);
  legendColumn('alignment.source', alignment.source, rows, 0, ASSIGNMENT_SOURCES, faults);
  legendColumn('alignment.standing', alignment.standing, rows, 0, STANDINGS, faults);
  for (const [field, column] of Object.entries(accounts.text)) {
    legendColumn(`accounts.text.${field}`, column, rows, -1, null, faults);
  }
  for (const [field, column] of Object.entries({ ...accounts.number, ...accounts.money })) {
    if (column.length !== rows) faults.add(`accounts.${field}`, `has ${column.length} rows, not ${rows}`);
  }
  namedOnce(
    'territories',
    document.territories.map((t) => t.territoryId),
    faults,
  );
  namedOnce(
    'reps',
    document.reps.map((r) => r.repId),
    faults,
  );
  quotaFaults(document, faults);
  headcountFaults(document.headcount, faults);
  overlayFaults(document, faults);
}

function indexColumn(
  path: string,
  column: readonly number[],
  rows: number,
  min: number,
  max: number,
  faults: Faults,
): void {
  if (column.length !== rows) faults.add(path, `has ${column.length} rows, not ${rows}`);
  const bad = column.findIndex((index) => index < min || index > max);
  if (bad >= 0) faults.add(`${path}[${bad}]`, `is ${column[bad]}, outside ${min} to ${max}`);
}

function legendColumn(
  path: string,
  column: CodedColumn,
  rows: number,
  min: number,
  known: readonly string[] | null,
  faults: Faults,
): void {
  indexColumn(`${path}.codes`, column.codes, rows, min, column.legend.length - 1, faults);
  namedOnce(`${path}.legend`, column.legend, faults);
  const stranger = known === null ? undefined : column.legend.find((name) => !known.includes(name));
  if (stranger !== undefined)
    faults.add(`${path}.legend`, `holds "${stranger}", which this version does not know`);
}

function namedOnce(path: string, ids: readonly string[], faults: Faults): void {
  const seen = new Set<string>();
  for (const id of ids) {
    if (seen.has(id)) faults.add(path, `names "${id}" twice`);
    seen.add(id);
  }
}

/** Rows that exist, in order; what partners reserve is what stands as reserved. */
function overlayFaults({ overlays = [], accounts, alignment }: PlanDocument, faults: Faults): void {
  namedOnce(
    'overlays',
    overlays.map(({ overlayId }) => overlayId),
    faults,
  );
  overlays.forEach(({ rows, credit }, i) => {
    const bad = rows.findIndex((row, k) => row >= accounts.rowCount || row <= (rows[k - 1] ?? -1));
    if (bad >= 0)
      faults.add(`overlays[${i}].rows[${bad}]`, `is ${rows[bad]}, out of order or not in the plan`);
    if (credit < 0 || credit > 1) faults.add(`overlays[${i}].credit`, `is ${credit}, outside 0 to 1`);
  });
  const reserved = reservedRows(overlays);
  const { legend, codes } = alignment.standing;
  codes.forEach((code, row) => {
    if (legend[code] === 'reserved' && !reserved.has(row))
      faults.add(`alignment.standing.codes[${row}]`, 'is reserved, and no partner has it');
    if (legend[code] === 'active' && reserved.has(row))
      faults.add(`alignment.standing.codes[${row}]`, 'is active, and a partner has it reserved');
  });
}

function quotaFaults(document: PlanDocument, faults: Faults): void {
  const known = new Set(document.territories.map((t) => t.territoryId));
  const lines = document.quota.lines.map((line) => line.territoryId);
  const overrides = document.quota.overrides.map((line) => line.territoryId);
  namedOnce('quota.lines', lines, faults);
  namedOnce('quota.overrides', overrides, faults);
  for (const id of [...lines, ...overrides]) {
    if (!known.has(id)) faults.add('quota', `names territory "${id}", which is not in the plan`);
  }
}
