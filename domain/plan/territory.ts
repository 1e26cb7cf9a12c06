import type { RepId, TerritoryId } from '../brand.ts';

export interface Place {
  readonly lat: number;
  readonly lon: number;
}

/** Capacity always names its unit (ledger I31: 110 counts accounts, the constraint uses hours). Hours are per year. */
export interface Capacity {
  readonly value: number;
  readonly unit: 'accounts' | 'hours';
}

export interface Territory {
  readonly territoryId: TerritoryId;
  readonly name: string;
  readonly repIds: readonly RepId[];
  /** Where travel starts; null until a rep or a centre is known. */
  readonly base: Place | null;
  readonly capacity: Capacity | null;
  /** Share of the whole this territory should hold, 0..1; null means an equal share. */
  readonly targetShare: number | null;
  /** Nothing may enter or leave. */
  readonly locked: boolean;
  /** Kept so that indices stay; takes no accounts. */
  readonly retired: boolean;
  readonly note: string;
}
