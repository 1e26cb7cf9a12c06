/** What two people changed in two ways: data for a person to decide on, never a guess (bundle-and-sync, invariants). */
import type { TerritoryId } from '../brand.ts';
import type { Json } from '../bundle/canonical-json.ts';

export type ConflictSubject =
  | {
      readonly kind: 'account';
      /** Names the account in all three versions; see `accountKeys`. */
      readonly key: string;
      readonly accountId: string | null;
      readonly name: string | null;
    }
  | {
      readonly kind: 'territory' | 'rep' | 'override' | 'overlay' | 'headcount';
      readonly id: string;
      readonly name: string;
    }
  | { readonly kind: 'plan' };

/**
 * `both-changed`: two different values. The others are one side's move that the other side's change forbids: it locked
 * the account or the territory, retired the territory, or merged away the account it was merged into.
 */
export type ConflictCause = 'both-changed' | 'locked' | 'retired' | 'merged-away';

export interface MergeConflict {
  /** The same on both sides, so that a decision is kept whichever version is "ours". */
  readonly id: string;
  readonly subject: ConflictSubject;
  /** `place` is territory, standing and merge of an account as one; else the name of the field. */
  readonly field: string;
  readonly cause: ConflictCause;
  /** null where it did not exist in the common ancestor. */
  readonly base: Json;
  readonly ours: Json;
  readonly theirs: Json;
}

/** Where an account is: moving, closing and merging it exclude each other, so they are decided together. */
export interface Place {
  readonly territory: TerritoryId | null;
  readonly standing: string;
  /** Key of the account this one was merged into. */
  readonly mergedInto: string | null;
}

/** How one conflict is settled; `territory` puts an account where neither side had it. */
export type Resolution = 'base' | 'ours' | 'theirs' | { readonly territory: TerritoryId | null };

export type Resolutions = ReadonlyMap<string, Resolution>;

export type Decided = 'same' | 'ours' | 'theirs' | 'conflict';

/** Three-way over values that compare with `===`; `base` is undefined where there was none. */
export function decide<T>(base: T | undefined, ours: T, theirs: T): Decided {
  if (ours === theirs) return 'same';
  if (base === undefined) return 'conflict';
  if (ours === base) return 'theirs';
  return theirs === base ? 'ours' : 'conflict';
}
