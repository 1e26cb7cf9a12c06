import type { Transaction } from 'dexie';

/** One step of the schema; versions are 1, 2, 3 … without gaps, and a step that shipped is never changed. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  /** Tables added or re-indexed, in Dexie's notation; null drops one. */
  readonly stores: Readonly<Record<string, string | null>>;
  /** Rewrites rows inside the upgrade transaction. */
  readonly upgrade?: (tx: Transaction) => Promise<void>;
}
