import type { MinorUnits, TerritoryId } from '../brand.ts';

/** A territory's quota set by hand, with the reason that will be shown to whoever reviews it. */
export interface QuotaOverride {
  readonly territoryId: TerritoryId;
  readonly amount: MinorUnits;
  readonly reason: string;
}

/** One top-down target, split by potential share, over-assigned, rounded by largest remainder (ledger QUO-01, R26). */
export interface QuotaSettings {
  /** Minor units of the plan's currency; null until somebody sets a target. */
  readonly target: MinorUnits | null;
  /** e.g. 0.05; the split amount is target × (1 + overAssignment). */
  readonly overAssignment: number;
  /** Quotas are whole multiples of this many minor units (100: whole dollars). */
  readonly roundTo: number;
  readonly overrides: readonly QuotaOverride[];
  /** The quotas in force that these would replace: those of the last approved version (QUO-03); absent: none are. */
  readonly prior?: readonly { readonly territoryId: TerritoryId; readonly amount: MinorUnits }[];
}

export const NO_QUOTA: QuotaSettings = { target: null, overAssignment: 0.05, roundTo: 100, overrides: [] };
