/** plan.json to a typed document, every fault reported at once, and from there to a plan. */
import type { CycleId, IsoDate, MinorUnits, OverlayId, RepId, TerritoryId, VersionId } from '../brand.ts';
import { checkPolicy } from '../governance/policy-check.ts';
import { checkSigner } from '../governance/statement.ts';
import { NUMBER_FIELDS, TEXT_FIELDS } from '../plan/account-table.ts';
import type { Overlay } from '../plan/overlay.ts';
import { OVERLAY_KINDS } from '../plan/overlay.ts';
import type { PotentialUnit } from '../plan/plan.ts';
import type { Rep } from '../plan/rep.ts';
import type { Capacity, Place, Territory } from '../plan/territory.ts';
import type { CodedError, Result } from '../result.ts';
import { codedError, ok, refuse } from '../result.ts';
import type { Json } from './canonical-json.ts';
import type { Check } from './check.ts';
import {
  column,
  Faults,
  finite,
  flag,
  integer,
  list,
  nullable,
  object,
  oneOf,
  optional,
  partialRecord,
  text,
} from './check.ts';
import * as is from './checks.ts';
import { consistencyFaults } from './consistency.ts';
import { checkHeadcount } from './headcount-document.ts';
import type {
  AccountColumns,
  AlignmentColumns,
  CodedColumn,
  MeasureRecord,
  PlainNumberField,
  PlanDocument,
  QuotaDocument,
} from './plan-document.ts';
import { DOCUMENT_FORMAT, DOCUMENT_VERSION, MONEY_FIELDS, READER_VERSION } from './plan-document.ts';

const MAX_ROWS = 2_000_000;
const whole = integer(0, Number.MAX_SAFE_INTEGER);
const territoryId = is.anyId<TerritoryId>();
const repId = is.anyId<RepId>();
const versionId = is.sha256Hex as unknown as Check<VersionId>;

const isRow = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0;
const isInt = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= -1;
const isNumber = (value: unknown): value is number | null =>
  value === null || (typeof value === 'number' && Number.isFinite(value));
const isMoney = (value: unknown): value is string | null =>
  value === null ||
  (typeof value === 'string' && /^(0|-?[1-9]\d{0,15})$/.test(value) && Number.isSafeInteger(Number(value)));

const indices = column('an index or -1', isInt);
const coded: Check<CodedColumn> = object<CodedColumn>({ legend: list(text), codes: indices });

const place: Check<Place> = object<Place>({ lat: finite, lon: finite });
const capacity: Check<Capacity> = object<Capacity>({ value: finite, unit: oneOf('accounts', 'hours') });

const checkTerritory: Check<Territory> = object<Territory>({
  territoryId,
  name: text,
  repIds: list(repId),
  base: nullable(place),
  capacity: nullable(capacity),
  targetShare: nullable(finite),
  locked: flag,
  retired: flag,
  note: text,
});

const checkRep: Check<Rep> = object<Rep>({
  repId,
  name: text,
  managerName: nullable(text),
  email: nullable(text),
  seniority: oneOf('junior', 'mid', 'senior'),
  base: nullable(place),
  city: nullable(text),
  state: nullable(text),
  capacity: nullable(capacity),
  skills: list(text),
  from: nullable(is.isoDate),
  to: nullable(is.isoDate),
});

const checkOverlay: Check<Overlay> = object<Overlay>({
  overlayId: is.anyId<OverlayId>(),
  name: text,
  kind: oneOf(...OVERLAY_KINDS),
  repIds: list(repId),
  rows: column('an account row', isRow),
  credit: finite,
  note: text,
});

const MONEY: ReadonlySet<string> = new Set(MONEY_FIELDS);
const PLAIN_FIELDS = NUMBER_FIELDS.filter((field): field is PlainNumberField => !MONEY.has(field));

const checkAccounts: Check<AccountColumns> = object<AccountColumns>({
  rowCount: integer(0, MAX_ROWS),
  text: partialRecord(TEXT_FIELDS, coded),
  number: partialRecord(PLAIN_FIELDS, column('a number or null', isNumber)),
  money: partialRecord(MONEY_FIELDS, column('an integer as text, or null', isMoney)),
});

const checkAlignment: Check<AlignmentColumns> = object<AlignmentColumns>({
  assignment: indices,
  baseline: indices,
  locked: indices,
  reason: coded,
  source: coded,
  standing: coded,
  mergedInto: indices,
});

const checkQuota: Check<QuotaDocument> = object<QuotaDocument>({
  target: nullable(is.integerText),
  overAssignment: finite,
  roundTo: integer(1, Number.MAX_SAFE_INTEGER),
  overrides: list(object({ territoryId, amount: is.integerText, reason: text })),
  lines: list(object({ territoryId, amount: is.integerText, computed: is.integerText, reason: text })),
  prior: optional(list(object({ territoryId, amount: is.integerText }))),
});

const checkMeasure: Check<MeasureRecord> = object<MeasureRecord>({
  measureId: text,
  name: text,
  value: nullable(finite),
  unit: text,
  target: nullable(finite),
  rule: oneOf('at-least', 'at-most', 'none'),
  met: nullable(flag),
  explanation: text,
});

const anything: Check<Json> = (value) => value as Json;

const checkDocument: Check<PlanDocument> = object<PlanDocument>({
  format: oneOf(DOCUMENT_FORMAT),
  formatVersion: oneOf(DOCUMENT_VERSION),
  minReader: optional(integer(1, READER_VERSION)),
  rendering: integer(1, 1_000_000),
  createdAt: is.isoTime,
  maker: checkSigner,
  tenant: is.tenantId,
  planId: is.planId,
  name: text,
  cycle: object({
    cycleId: is.anyId<CycleId>(),
    name: text,
    from: is.isoDate,
    to: is.isoDate as Check<IsoDate>,
  }),
  parents: list(versionId),
  currency: text,
  potentialUnit: object<PotentialUnit>({
    kind: oneOf('money', 'count'),
    name: text,
    minorPerMajor: integer(1, 1_000_000),
  }),
  lockedAll: flag,
  policy: object({
    policyId: is.policyId,
    version: whole,
    sha256: is.sha256Hex,
    content: checkPolicy,
  }),
  territories: list(checkTerritory),
  reps: list(checkRep),
  overlays: optional(list(checkOverlay)),
  accounts: checkAccounts,
  alignment: checkAlignment,
  quota: checkQuota,
  headcount: optional(list(checkHeadcount)),
  measures: list(checkMeasure),
  dataQuality: nullable(
    object({
      score: finite,
      rows: whole,
      findings: list(object({ rule: text, severity: text, count: whole })),
    }),
  ),
  run: anything,
  audit: object({ entries: whole, head: is.sha256Hex as Check<string> }),
});

export type DocumentCode = 'DOCUMENT_UNKNOWN' | 'DOCUMENT_NEWER' | 'DOCUMENT_FORM';

/** Codes: DOCUMENT_UNKNOWN, DOCUMENT_NEWER (made by a later Bailiwick), DOCUMENT_FORM (one error a fault). */
export function readDocument(value: Json): Result<PlanDocument, CodedError<DocumentCode>> {
  const head = value as Head | null;
  if (head === null || typeof head !== 'object' || head.format !== DOCUMENT_FORMAT) {
    return refuse(codedError('DOCUMENT_UNKNOWN', 'plan.json is not a Bailiwick plan.'));
  }
  if (above(head.formatVersion, DOCUMENT_VERSION) || above(head.minReader, READER_VERSION))
    return newer(
      `It needs one that reads plan.json of version ${String(head.minReader ?? head.formatVersion)}.`,
    );
  const faults = new Faults();
  const document = checkDocument(value, '', faults);
  if (faults.list.length === 0) consistencyFaults(document, faults);
  const [fault] = faults.list;
  if (fault === undefined) return ok(document);
  // Nothing is wrong but that there is more than is known here.
  if (faults.list.every(({ path }) => faults.unknown.has(path)))
    return newer(`${fault.path} is unknown here.`);
  return refuse(...faults.list.map((f) => codedError('DOCUMENT_FORM', `plan.json: ${f.path} ${f.message}.`)));
}

interface Head {
  readonly format?: unknown;
  readonly formatVersion?: unknown;
  readonly minReader?: unknown;
}

const above = (version: unknown, known: number): boolean => typeof version === 'number' && version > known;

const newer = (why: string) =>
  refuse(codedError('DOCUMENT_NEWER', `This plan was made by a newer Bailiwick. ${why} Update Bailiwick.`));

export const moneyOf = (amount: string): MinorUnits => Number(amount) as MinorUnits;
