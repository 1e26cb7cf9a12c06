/** Plan to plan.json. Nothing is rounded on the way: what the document cannot say exactly is refused. */
import type { IsoTime, Sha256Hex } from '../brand.ts';
import type { Signer } from '../governance/statement.ts';
import type { AccountTable, NumberField, TextColumn } from '../plan/account-table.ts';
import { NUMBER_FIELDS, TEXT_FIELDS } from '../plan/account-table.ts';
import { STANDINGS } from '../plan/plan.ts';
import type { Plan } from '../plan/plan.ts';
import { ASSIGNMENT_SOURCES, REASON_CODES } from '../plan/reason-codes.ts';
import type { CodedError, Result } from '../result.ts';
import { codedError, ok, refuse } from '../result.ts';
import { headcountToDocument } from './headcount-document.ts';
import type { Json } from './canonical-json.ts';
import type {
  AccountColumns,
  AuditReference,
  CodedColumn,
  DataQualitySummary,
  MeasureRecord,
  MoneyField,
  PlainNumberField,
  PlanDocument,
  QuotaLine,
} from './plan-document.ts';
import {
  DOCUMENT_FORMAT,
  DOCUMENT_VERSION,
  MONEY_FIELDS,
  moneyText,
  RENDERING_VERSION,
} from './plan-document.ts';

/** What a version says beside the plan itself. */
export interface DocumentFacts {
  readonly createdAt: IsoTime;
  readonly maker: Signer;
  /** sha256 of the policy's canonical JSON. */
  readonly policySha256: Sha256Hex;
  readonly quotaLines: readonly QuotaLine[];
  readonly measures: readonly MeasureRecord[];
  readonly dataQuality: DataQualitySummary | null;
  readonly run: Json;
  readonly audit: AuditReference;
}

/** Code: MONEY_NOT_WHOLE, with the field and row of each kind of fault. */
export function writeDocument(plan: Plan, facts: DocumentFacts): Result<PlanDocument> {
  const faults = moneyFaults(plan.accounts);
  if (faults.length > 0) return refuse(...faults);
  const { policy } = plan;
  return ok({
    format: DOCUMENT_FORMAT,
    formatVersion: DOCUMENT_VERSION,
    rendering: RENDERING_VERSION,
    createdAt: facts.createdAt,
    maker: facts.maker,
    tenant: plan.tenant,
    planId: plan.planId,
    name: plan.name,
    cycle: plan.cycle,
    parents: plan.parents,
    currency: plan.currency,
    potentialUnit: plan.potentialUnit,
    lockedAll: plan.lockedAll,
    policy: {
      policyId: policy.policyId,
      version: policy.version,
      sha256: facts.policySha256,
      content: policy,
    },
    territories: plan.territories,
    reps: plan.reps,
    ...(plan.overlays.length === 0 ? {} : { overlays: plan.overlays }),
    accounts: accountColumns(plan.accounts),
    alignment: {
      assignment: Array.from(plan.assignment),
      baseline: Array.from(plan.baseline),
      locked: Array.from(plan.locked),
      reason: codedColumn(REASON_CODES, plan.reason),
      source: codedColumn(ASSIGNMENT_SOURCES, plan.source),
      standing: codedColumn(STANDINGS, plan.standing),
      mergedInto: Array.from(plan.mergedInto),
    },
    quota: {
      target: plan.quota.target === null ? null : moneyText(plan.quota.target),
      overAssignment: plan.quota.overAssignment,
      roundTo: plan.quota.roundTo,
      overrides: plan.quota.overrides.map((o) => ({ ...o, amount: moneyText(o.amount) })),
      lines: facts.quotaLines,
      ...(plan.quota.prior === undefined
        ? {}
        : { prior: plan.quota.prior.map((line) => ({ ...line, amount: moneyText(line.amount) })) }),
    },
    ...(plan.headcount.length === 0 ? {} : { headcount: headcountToDocument(plan.headcount) }),
    measures: facts.measures,
    dataQuality: facts.dataQuality,
    run: facts.run,
    audit: facts.audit,
  });
}

function moneyFaults(accounts: AccountTable): readonly CodedError[] {
  return MONEY_FIELDS.flatMap((field) => {
    const row = accounts.number[field].findIndex(
      (value) => !Number.isNaN(value) && !Number.isSafeInteger(value),
    );
    if (row < 0) return [];
    const value = accounts.number[field][row] ?? NaN;
    const message = `${field} of account row ${row + 1} is ${value}; money must be a whole number of minor units below 2^53.`;
    return [codedError('MONEY_NOT_WHOLE', message, { field, row })];
  });
}

/** The values in use, in order of first appearance: equal data gives equal bytes whatever edits led to it. */
function codedColumn<T extends string>(names: readonly T[], indices: ArrayLike<number>): CodedColumn<T> {
  const place = new Map<T, number>();
  const legend: T[] = [];
  const codes = Array.from(indices, (index) => {
    const name = names[index];
    if (name === undefined) return -1;
    let code = place.get(name);
    if (code === undefined) {
      code = legend.length;
      place.set(name, code);
      legend.push(name);
    }
    return code;
  });
  return { legend, codes };
}

const isMissing = (column: TextColumn): boolean => column.codes.every((code) => code < 0);

const MONEY: ReadonlySet<NumberField> = new Set(MONEY_FIELDS);
const isMoney = (field: NumberField): field is MoneyField => MONEY.has(field);

function accountColumns(table: AccountTable): AccountColumns {
  const text: Record<string, CodedColumn> = {};
  for (const field of TEXT_FIELDS) {
    const column = table.text[field];
    if (!isMissing(column)) text[field] = codedColumn(column.pool, column.codes);
  }
  const number: Partial<Record<PlainNumberField, (number | null)[]>> = {};
  const money: Partial<Record<MoneyField, (string | null)[]>> = {};
  for (const field of NUMBER_FIELDS) {
    const values = table.number[field];
    if (values.every(Number.isNaN)) continue;
    if (isMoney(field)) money[field] = Array.from(values, (v) => (Number.isNaN(v) ? null : moneyText(v)));
    else number[field] = Array.from(values, (v) => (Number.isNaN(v) ? null : v));
  }
  return { rowCount: table.rowCount, text, number, money };
}
