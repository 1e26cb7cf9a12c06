import type { Capacity, Place } from './territory.ts';

/** What a file says of one territory; null where it says nothing. */
export interface TerritoryEntry {
  readonly name: string;
  readonly ownerName: string | null;
  readonly base: Place | null;
  readonly capacity: Capacity | null;
  /** 0..1 */
  readonly targetShare: number | null;
  /** Minor units of the plan's currency. */
  readonly quota: number | null;
  readonly quotaReason: string | null;
}
