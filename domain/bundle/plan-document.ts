/**
 * plan.json: everything a plan is and everything needed to recompute its every total (bundle-and-sync, "The bundle").
 * Money is an integer of minor units as text; missing is null; columns hold one entry an account row.
 */
import type {
  CycleId,
  IsoDate,
  IsoTime,
  MinorUnits,
  PlanId,
  TenantId,
  TerritoryId,
  VersionId,
} from '../brand.ts';
import type { HeadcountScenario } from '../capacity/headcount.ts';
import type { Policy } from '../governance/policy.ts';
import type { PolicyReference, Signer } from '../governance/statement.ts';
import type { NumberField, TextField } from '../plan/account-table.ts';
import type { Overlay } from '../plan/overlay.ts';
import type { PotentialUnit } from '../plan/plan.ts';
import type { Rep } from '../plan/rep.ts';
import type { Territory } from '../plan/territory.ts';
import type { Json } from './canonical-json.ts';

export const DOCUMENT_FORMAT = 'bailiwick.plan';
export const DOCUMENT_VERSION = 1;
/**
 * What this Bailiwick can read. It grows with every member, value or rule that is added to plan.json or to what is
 * within it, and a plan that makes use of one says so as `minReader`. Absent, it is 1.
 */
export const READER_VERSION = 1;
/** Grows when the files beside plan.json are written differently, so that a verifier knows whether to expect its own bytes. */
export const RENDERING_VERSION = 2;

export const MONEY_FIELDS = ['potential', 'currentArr', 'revenue', 'historicalRevenue'] as const;
export type MoneyField = (typeof MONEY_FIELDS)[number];
export type PlainNumberField = Exclude<NumberField, MoneyField>;

/** Values that name themselves: what an index means stands beside it, whatever order a later version lists them in. */
export interface CodedColumn<T extends string = string> {
  readonly legend: readonly T[];
  readonly codes: readonly number[];
}

export interface AccountColumns {
  readonly rowCount: number;
  /** Absent: missing in every row. A code of -1: missing in that row. */
  readonly text: Partial<Record<TextField, CodedColumn>>;
  readonly number: Partial<Record<PlainNumberField, readonly (number | null)[]>>;
  readonly money: Partial<Record<MoneyField, readonly (string | null)[]>>;
}

export interface AlignmentColumns {
  readonly assignment: readonly number[];
  readonly baseline: readonly number[];
  readonly locked: readonly number[];
  readonly reason: CodedColumn;
  readonly source: CodedColumn;
  readonly standing: CodedColumn;
  readonly mergedInto: readonly number[];
}

export interface QuotaDocument {
  readonly target: string | null;
  readonly overAssignment: number;
  readonly roundTo: number;
  readonly overrides: readonly {
    readonly territoryId: TerritoryId;
    readonly amount: string;
    readonly reason: string;
  }[];
  readonly lines: readonly QuotaLine[];
  /** The quotas in force that these would replace; absent where none are. */
  readonly prior?: readonly { readonly territoryId: TerritoryId; readonly amount: string }[];
}

export type HeadcountDocument = Omit<HeadcountScenario, 'productivity'> & {
  readonly productivity: string | null;
};

/** A territory's quota as it leaves the plan. */
export interface QuotaLine {
  readonly territoryId: TerritoryId;
  /** Minor units of the plan's currency. */
  readonly amount: string;
  /** What the split alone would have given; differs from `amount` where somebody overrode it. */
  readonly computed: string;
  readonly reason: string;
}

export interface MeasureRecord {
  readonly measureId: string;
  readonly name: string;
  /** null where it cannot be computed from this plan; `explanation` says why. */
  readonly value: number | null;
  readonly unit: string;
  readonly target: number | null;
  /** How value and target are compared. */
  readonly rule: 'at-least' | 'at-most' | 'none';
  readonly met: boolean | null;
  readonly explanation: string;
}

export interface DataQualitySummary {
  readonly score: number;
  readonly rows: number;
  readonly findings: readonly { readonly rule: string; readonly severity: string; readonly count: number }[];
}

export interface AuditReference {
  readonly entries: number;
  readonly head: string;
}

export interface PlanDocument {
  readonly format: typeof DOCUMENT_FORMAT;
  readonly formatVersion: typeof DOCUMENT_VERSION;
  /** The oldest `READER_VERSION` that understands all of it; absent for 1. */
  readonly minReader?: number;
  readonly rendering: number;
  readonly createdAt: IsoTime;
  readonly maker: Signer;
  readonly tenant: TenantId;
  readonly planId: PlanId;
  readonly name: string;
  readonly cycle: {
    readonly cycleId: CycleId;
    readonly name: string;
    readonly from: IsoDate;
    readonly to: IsoDate;
  };
  readonly parents: readonly VersionId[];
  readonly currency: string;
  readonly potentialUnit: PotentialUnit;
  readonly lockedAll: boolean;
  readonly policy: PolicyReference & { readonly content: Policy };
  readonly territories: readonly Territory[];
  readonly reps: readonly Rep[];
  /** Absent in a plan without any. */
  readonly overlays?: readonly Overlay[];
  readonly accounts: AccountColumns;
  readonly alignment: AlignmentColumns;
  readonly quota: QuotaDocument;
  /** Absent in a plan without any. */
  readonly headcount?: readonly HeadcountDocument[];
  readonly measures: readonly MeasureRecord[];
  readonly dataQuality: DataQualitySummary | null;
  /** What the optimizer was asked and answered (ledger EXP-05); null when people alone drew the plan. */
  readonly run: Json;
  readonly audit: AuditReference;
}

/** Minor units as the document writes them. */
export const moneyText = (amount: MinorUnits | number): string => (amount === 0 ? '0' : String(amount));
