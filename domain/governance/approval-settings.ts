/**
 * What a policy says about approving: who must look at what, above which thresholds, how fast, and how long an
 * exception or a lock lasts (ledger APR-01 to APR-12, GOV-03). Everything but `approversRequired` is absent from
 * policies made before there were rules: they are inside signed bundles, so they are never rewritten; `approvalOf`
 * reads them as what they demanded then, a number of people other than the maker.
 */
import type { IsoDate } from '../brand.ts';
import type { Check } from '../bundle/check.ts';
import { finite, flag, integer, list, nullable, object, oneOf, optional, text } from '../bundle/check.ts';
import * as is from '../bundle/checks.ts';
import type { DocumentKind } from './documents.ts';
import { DOCUMENT_KINDS } from './documents.ts';
import type { Role } from './role.ts';

/** A fact about a change; each is recomputed from plan.json alone (change-facts.ts). */
export const TRIGGERS = [
  'always',
  'accounts-moved',
  'revenue-moved',
  'strategic-moved',
  'quota-change',
  'pay-effect',
  'over-assignment',
  'territories-changed',
  'guardrails-broken',
] as const;
export type Trigger = (typeof TRIGGERS)[number];

/** So many different people, each in one of the roles. */
export interface Need {
  readonly roles: readonly Role[];
  readonly count: number;
  /** Each of them signs these papers with her decision, and with no lent vote (APR-13); absent: none. */
  readonly documents?: readonly DocumentKind[];
}

export interface ApprovalRule {
  /** Stable name, by which an exception or a decision speaks of it. */
  readonly id: string;
  readonly on: Trigger;
  /** The rule applies when the fact is greater than this: a share (0.05), or a number of accounts or guardrails. */
  readonly over: number;
  readonly need: Need;
}

export interface ApprovalClocks {
  /** Business days to decide on a change of a plan (APR-04). */
  readonly requestDays: number;
  /** Business days for a change of the model itself: territories made or retired, another policy (APR-05). */
  readonly modelDays: number;
  /** Business days for an exception to a guardrail (APR-06). */
  readonly exceptionDays: number;
  /** Business days after the due date at which a request nobody decided expires; null: never. */
  readonly expireAfterDays: number | null;
  /** Who is told when the due date passes (APR-07). */
  readonly escalateTo: readonly Role[];
  /** ISO weekdays worked, 1 Monday to 7 Sunday. */
  readonly workdays: readonly number[];
  readonly holidays: readonly IsoDate[];
}

export interface ApprovalSettings {
  /** Different people other than the maker, whatever their roles; the rules ask for more. */
  readonly approversRequired: number;
  readonly rules: readonly ApprovalRule[];
  readonly clocks: ApprovalClocks;
  readonly delegation: { readonly allowed: boolean; readonly maxDays: number };
  /** How long an exception to a guardrail may last at most. */
  readonly exceptions: { readonly maxDays: number };
  /** Days after a release in which the accounts it moved stay (DIS-05); 0: none. */
  readonly lockDays: number;
  /** Share of pay that depends on attainment, 0..1: what a pay effect is estimated with (CMP-02). */
  readonly variablePay: number;
  /** Who may release an approved version to write-back. */
  readonly releasers: readonly Role[];
}

/** As a policy holds it. */
export type StoredApproval = Pick<ApprovalSettings, 'approversRequired'> & {
  readonly [K in Exclude<keyof ApprovalSettings, 'approversRequired'>]?: ApprovalSettings[K];
};

/** Ledger I22: 5 business days a request, 3 a model change, 3 an exception. */
export const DEFAULT_CLOCKS: ApprovalClocks = {
  requestDays: 5,
  modelDays: 3,
  exceptionDays: 3,
  expireAfterDays: 20,
  escalateTo: ['executive'],
  workdays: [1, 2, 3, 4, 5],
  holidays: [],
};

/** What a policy without rules demanded, and still does. */
const BEFORE_RULES: Omit<ApprovalSettings, 'approversRequired'> = {
  rules: [],
  clocks: { ...DEFAULT_CLOCKS, expireAfterDays: null },
  delegation: { allowed: false, maxDays: 0 },
  exceptions: { maxDays: 90 },
  lockDays: 0,
  variablePay: 0.5,
  releasers: ['revops', 'finance', 'executive', 'planner', 'sales-leader'],
};

export const approvalOf = (policy: { readonly approval: StoredApproval }): ApprovalSettings => ({
  ...BEFORE_RULES,
  ...policy.approval,
});

/** The stated default of ledger APR-10 to APR-12, DIS-04, CMP-03 and QUO-04. */
export const DEFAULT_APPROVAL: ApprovalSettings = {
  approversRequired: 1,
  rules: [
    { id: 'moves', on: 'accounts-moved', over: 0.05, need: { roles: ['revops', 'sales-leader'], count: 1 } },
    {
      id: 'revenue',
      on: 'revenue-moved',
      over: 0.05,
      need: { roles: ['sales-leader', 'executive'], count: 1 },
    },
    { id: 'strategic', on: 'strategic-moved', over: 0, need: { roles: ['executive'], count: 1 } },
    { id: 'quota', on: 'quota-change', over: 0, need: { roles: ['finance'], count: 1 } },
    { id: 'pay', on: 'pay-effect', over: 0.05, need: { roles: ['compensation'], count: 1 } },
    { id: 'over-assignment', on: 'over-assignment', over: 0.15, need: { roles: ['executive'], count: 1 } },
    { id: 'guardrails', on: 'guardrails-broken', over: 0, need: { roles: ['executive'], count: 1 } },
  ],
  clocks: DEFAULT_CLOCKS,
  delegation: { allowed: true, maxDays: 30 },
  exceptions: { maxDays: 90 },
  lockDays: 90,
  variablePay: 0.5,
  releasers: ['revops', 'finance', 'executive'],
};

const days = integer(0, 3660);

const checkNeed: Check<Need> = object<Need>({
  roles: list(is.role),
  count: integer(1, 99),
  documents: optional(list(oneOf(...DOCUMENT_KINDS))),
});

export const checkApproval: Check<StoredApproval> = object<StoredApproval>({
  approversRequired: finite,
  rules: optional(
    list(object<ApprovalRule>({ id: text, on: oneOf(...TRIGGERS), over: finite, need: checkNeed })),
  ),
  clocks: optional(
    object<ApprovalClocks>({
      requestDays: days,
      modelDays: days,
      exceptionDays: days,
      expireAfterDays: nullable(days),
      escalateTo: list(is.role),
      workdays: list(integer(1, 7)),
      holidays: list(is.isoDate),
    }),
  ),
  delegation: optional(object<ApprovalSettings['delegation']>({ allowed: flag, maxDays: days })),
  exceptions: optional(object<ApprovalSettings['exceptions']>({ maxDays: days })),
  lockDays: optional(days),
  variablePay: optional(finite),
  releasers: optional(list(is.role)),
});
