/** A document back to a plan: lossless for planning, so that a bundle opens as the plan it was made from. */
import type { AccountTable, NumberField } from '../plan/account-table.ts';
import { emptyAccountTable, NUMBER_FIELDS, TEXT_FIELDS } from '../plan/account-table.ts';
import { STANDINGS } from '../plan/plan.ts';
import type { Plan } from '../plan/plan.ts';
import { ASSIGNMENT_SOURCES, REASON_CODES } from '../plan/reason-codes.ts';
import { headcountOfDocument } from './headcount-document.ts';
import type { AccountColumns, CodedColumn, PlanDocument } from './plan-document.ts';
import { moneyOf } from './read-document.ts';

export function planOfDocument(document: PlanDocument): Plan {
  const { alignment, quota } = document;
  return {
    planId: document.planId,
    tenant: document.tenant,
    name: document.name,
    cycle: document.cycle,
    currency: document.currency,
    potentialUnit: document.potentialUnit,
    accounts: tableOf(document.accounts),
    assignment: Int32Array.from(alignment.assignment),
    baseline: Int32Array.from(alignment.baseline),
    locked: Uint8Array.from(alignment.locked),
    reason: indicesOf(alignment.reason, REASON_CODES),
    source: indicesOf(alignment.source, ASSIGNMENT_SOURCES),
    standing: indicesOf(alignment.standing, STANDINGS),
    mergedInto: Int32Array.from(alignment.mergedInto),
    territories: document.territories,
    reps: document.reps,
    overlays: document.overlays ?? [],
    policy: document.policy.content,
    quota: {
      target: quota.target === null ? null : moneyOf(quota.target),
      overAssignment: quota.overAssignment,
      roundTo: quota.roundTo,
      overrides: quota.overrides.map((line) => ({ ...line, amount: moneyOf(line.amount) })),
      ...(quota.prior === undefined
        ? {}
        : { prior: quota.prior.map((line) => ({ ...line, amount: moneyOf(line.amount) })) }),
    },
    headcount: headcountOfDocument(document.headcount),
    lockedAll: document.lockedAll,
    parents: document.parents,
  };
}

function indicesOf(column: CodedColumn, names: readonly string[]): Uint8Array {
  const index = column.legend.map((name) => names.indexOf(name));
  return Uint8Array.from(column.codes, (code) => index[code] ?? 0);
}

function tableOf(columns: AccountColumns): AccountTable {
  const table = emptyAccountTable(columns.rowCount);
  const text = { ...table.text };
  for (const field of TEXT_FIELDS) {
    const column = columns.text[field];
    if (column !== undefined) text[field] = { pool: column.legend, codes: Int32Array.from(column.codes) };
  }
  const number = { ...table.number };
  const found: Partial<Record<NumberField, readonly (number | string | null)[]>> = {
    ...columns.number,
    ...columns.money,
  };
  for (const field of NUMBER_FIELDS) {
    const values = found[field];
    if (values !== undefined)
      number[field] = Float64Array.from(values, (v) => (v === null ? NaN : Number(v)));
  }
  return { rowCount: columns.rowCount, text, number };
}
