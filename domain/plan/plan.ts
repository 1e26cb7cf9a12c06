import type { CycleId, IsoDate, PlanId, TenantId, VersionId } from '../brand.ts';
import type { HeadcountScenario } from '../capacity/headcount.ts';
import type { Policy } from '../governance/policy.ts';
import { DEFAULT_POLICY } from '../governance/policy.ts';
import type { QuotaSettings } from '../quotas/quota-settings.ts';
import { NO_QUOTA } from '../quotas/quota-settings.ts';
import type { AccountTable } from './account-table.ts';
import type { Overlay } from './overlay.ts';
import type { Rep } from './rep.ts';
import { reasonIndex, sourceIndex } from './reason-codes.ts';
import type { Territory } from './territory.ts';

/** In `Plan.assignment`: no territory. */
export const UNASSIGNED = -1;

/**
 * `Plan.standing`: whether a row takes part in planning. Only `active` rows are assigned and measured; `reserved` ones
 * are covered by a partner (see overlay.ts). The position is what is stored, so new ones go to the end.
 */
export const STANDINGS = ['active', 'merged', 'closed', 'excluded', 'reserved'] as const;
export type Standing = (typeof STANDINGS)[number];
export const ACTIVE = 0;

/** What potential is counted in: money, or things (beds, outlets) when the file has no money. */
export interface PotentialUnit {
  readonly kind: 'money' | 'count';
  /** ISO 4217 code, or the noun in the plural. */
  readonly name: string;
  /** Stored integers per shown unit: 100 for cents, 1 for things. */
  readonly minorPerMajor: number;
}

/** Whose a plan is while the laptop knows no workspace: it becomes one of the workspace when it is submitted in one. */
export const LOCAL_TENANT = 'local' as TenantId;
/** Plans made from a file were called after the laptop before. */
const LOCAL_TENANTS: ReadonlySet<string> = new Set([LOCAL_TENANT, 'this-laptop']);
/** A plan of no workspace yet: it joins the one it is first submitted in. */
export const isLocal = ({ tenant }: { readonly tenant: TenantId }): boolean => LOCAL_TENANTS.has(tenant);

export interface PlanCycle {
  readonly cycleId: CycleId;
  readonly name: string;
  readonly from: IsoDate;
  readonly to: IsoDate;
}

/**
 * A plan in memory. Every column holds one entry an account row; nothing is ever changed in place.
 * `assignment` and `baseline` are indices into `territories`, which only ever grows (see `Territory.retired`).
 */
export interface Plan {
  readonly planId: PlanId;
  readonly tenant: TenantId;
  readonly name: string;
  readonly cycle: PlanCycle;
  /** ISO 4217 code of quota and revenue. */
  readonly currency: string;
  readonly potentialUnit: PotentialUnit;
  readonly accounts: AccountTable;
  readonly assignment: Int32Array;
  /** The alignment the cycle began with: what "moved" is measured against. UNASSIGNED where there was none. */
  readonly baseline: Int32Array;
  /** 1: this account may not be moved. */
  readonly locked: Uint8Array;
  /** Index into REASON_CODES. */
  readonly reason: Uint8Array;
  /** Index into ASSIGNMENT_SOURCES. */
  readonly source: Uint8Array;
  /** Index into STANDINGS. */
  readonly standing: Uint8Array;
  /** The row this one was merged into, or -1. */
  readonly mergedInto: Int32Array;
  readonly territories: readonly Territory[];
  readonly reps: readonly Rep[];
  /** Coverage beside the territories. */
  readonly overlays: readonly Overlay[];
  readonly policy: Policy;
  readonly quota: QuotaSettings;
  /** Scenarios of who starts and who goes; the first is what the plan counts on. */
  readonly headcount: readonly HeadcountScenario[];
  /** Nothing may be changed. */
  readonly lockedAll: boolean;
  /** The submitted version(s) this draft was made from. */
  readonly parents: readonly VersionId[];
}

export interface NewPlan {
  readonly planId: PlanId;
  readonly tenant: TenantId;
  readonly name: string;
  readonly cycle: PlanCycle;
  readonly currency: string;
  readonly potentialUnit: PotentialUnit;
  readonly accounts: AccountTable;
  readonly territories?: readonly Territory[];
  readonly reps?: readonly Rep[];
  readonly policy?: Policy;
  readonly quota?: QuotaSettings;
  /** The alignment the file came with; it becomes both the baseline and the first assignment. */
  readonly assignment?: Int32Array;
}

export function createPlan(init: NewPlan): Plan {
  const rows = init.accounts.rowCount;
  const assignment = init.assignment?.slice() ?? new Int32Array(rows).fill(UNASSIGNED);
  const reason = new Uint8Array(rows);
  const source = new Uint8Array(rows);
  assignment.forEach((territory, row) => {
    if (territory === UNASSIGNED) return;
    reason[row] = reasonIndex('IMPORTED');
    source[row] = sourceIndex('import');
  });
  return {
    planId: init.planId,
    tenant: init.tenant,
    name: init.name,
    cycle: init.cycle,
    currency: init.currency,
    potentialUnit: init.potentialUnit,
    accounts: init.accounts,
    assignment,
    baseline: assignment.slice(),
    locked: new Uint8Array(rows),
    reason,
    source,
    standing: new Uint8Array(rows),
    mergedInto: new Int32Array(rows).fill(-1),
    territories: init.territories ?? [],
    reps: init.reps ?? [],
    overlays: [],
    policy: init.policy ?? DEFAULT_POLICY,
    quota: init.quota ?? NO_QUOTA,
    headcount: [],
    lockedAll: false,
    parents: [],
  };
}
