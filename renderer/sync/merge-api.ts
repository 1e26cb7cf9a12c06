/** What the page asks of the merge worker: comparing three versions of 100,000 accounts must not freeze it. */
import type { TerritoryId, VersionId } from '../../domain/brand.ts';
import type { MergeConflict, Resolutions } from '../../domain/merge/conflict.ts';
import type { Diff } from '../../domain/plan/diff.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import type { Result } from '../../domain/result.ts';

export interface MergeProgress {
  readonly label: string;
  /** 0..1, or null while the end is not known. */
  readonly done: number | null;
  readonly detail: string;
}

/** What one of the two did since the version both came from. */
export interface SideChanges {
  readonly moved: number;
  readonly added: number;
}

export interface MergeState {
  /** All of them, settled or not; null where they are the same as told before. */
  readonly conflicts: readonly MergeConflict[] | null;
  /** Row of the merged plan each conflict is about; -1 where it is about no account. */
  readonly rows: Int32Array;
  readonly open: number;
}

export interface OpenedMerge extends MergeState {
  readonly conflicts: readonly MergeConflict[];
  /** The first version. */
  readonly ours: Plan;
  /** From it to both in one, conflicts left as they were before either. */
  readonly diff: Diff;
  readonly changes: readonly [SideChanges, SideChanges];
  /** Of all three versions. */
  readonly territories: ReadonlyMap<TerritoryId, string>;
}

/** The draft a merge goes into: the first version, but for these. */
export type DraftFields = Pick<Plan, 'planId' | 'name' | 'lockedAll' | 'parents'>;

export interface MergeApi {
  /** The bundles of the common ancestor and of both heads. Codes: those of `openBundle` and of `mergePlans`. */
  open(
    bundles: readonly [base: Uint8Array, ours: Uint8Array, theirs: Uint8Array],
    heads: readonly [VersionId, VersionId],
    onProgress: (progress: MergeProgress) => void,
  ): Promise<Result<OpenedMerge>>;
  /** What is to decide once this much has been: settling one thing may raise another. */
  settle(resolutions: Resolutions): Promise<Result<MergeState>>;
  /** From the draft to the merged plan. Codes: MERGE_OPEN and those of `mergePlans`. */
  finish(
    draft: DraftFields,
    resolutions: Resolutions,
    onProgress: (progress: MergeProgress) => void,
  ): Promise<Result<Diff>>;
  /** The second version, for those who want both beside each other. */
  theirs(): Promise<Plan | null>;
}
