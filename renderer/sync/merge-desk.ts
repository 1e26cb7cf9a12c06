/** Three versions at hand and what becomes of them: everything about a merge that takes time, without a page. */
import type { TerritoryId, VersionId } from '../../domain/brand.ts';
import { accountKeys } from '../../domain/merge/account-keys.ts';
import type { MergeConflict, Resolutions } from '../../domain/merge/conflict.ts';
import type { Merge, MergeInput, OnProgress } from '../../domain/merge/merge-plans.ts';
import { mergePlans, settledMerge } from '../../domain/merge/merge-plans.ts';
import type { Diff } from '../../domain/plan/diff.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import type { Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import { openBundle } from '../../formats/bundle/read-bundle.ts';
import { readZip } from '../../formats/bundle/read-zip.ts';
import { differencesOf } from '../review/differences.ts';
import type { DraftFields, MergeProgress, MergeState, OpenedMerge, SideChanges } from './merge-api.ts';

type Tell = (progress: MergeProgress) => void;

const READING = ['the version both came from', 'the first version', 'the second version'] as const;

export class MergeDesk {
  private input: MergeInput | null = null;
  private rowOf: ReadonlyMap<string, number> = new Map();
  private told = '';

  async open(
    bundles: readonly Uint8Array[],
    parents: readonly [VersionId, VersionId],
    tell: Tell,
  ): Promise<Result<OpenedMerge>> {
    const plans: Plan[] = [];
    for (const [i, bundle] of bundles.entries()) {
      tell({ label: 'Reading', done: i / bundles.length, detail: READING[i] ?? '' });
      const opened = await openBundle(bundle, readZip);
      if (!opened.ok) return opened;
      plans.push(opened.value.plan);
    }
    const [base, ours, theirs] = plans as [Plan, Plan, Plan];
    this.input = { ...alike(ours, base, theirs), parents };
    const merged = mergePlans(this.input, new Map(), comparing(tell));
    if (!merged.ok) return merged;
    this.rowOf = new Map(accountKeys(merged.value.plan).map((key, row) => [key, row]));
    const state = this.stateOf(merged.value);
    return ok({
      ...state,
      conflicts: merged.value.conflicts,
      ours: this.input.ours,
      diff: merged.value.diff,
      changes: [changesOf(this.input.base, ours), changesOf(this.input.base, theirs)],
      territories: territoryNames(plans),
    });
  }

  settle(resolutions: Resolutions): Result<MergeState> {
    if (this.input === null) return NOT_OPEN;
    const merged = mergePlans(this.input, resolutions);
    return merged.ok ? ok(this.stateOf(merged.value)) : merged;
  }

  finish(draft: DraftFields, resolutions: Resolutions, tell: Tell): Result<Diff> {
    if (this.input === null) return NOT_OPEN;
    const ours = { ...this.input.ours, ...draft };
    const sides = alike(ours, this.input.base, this.input.theirs);
    return settledMerge({ ...sides, parents: this.input.parents }, resolutions, comparing(tell));
  }

  theirs(): Plan | null {
    return this.input?.theirs ?? null;
  }

  private stateOf({ conflicts, open }: Merge): MergeState {
    const names = conflicts.map(({ id }) => id).join('\n');
    const same = names === this.told;
    this.told = names;
    const rows = Int32Array.from(conflicts, (conflict) => this.rowOfConflict(conflict));
    return { conflicts: same ? null : conflicts, rows, open: open.length };
  }

  private rowOfConflict({ subject }: MergeConflict): number {
    return subject.kind === 'account' ? (this.rowOf.get(subject.key) ?? -1) : -1;
  }
}

const NOT_OPEN = refuse(codedError('MERGE_CLOSED', 'The merge was closed. Open it again.'));

/** What a draft changes anyhow (its name, the lock of the whole plan) is out of the question. */
function alike(ours: Plan, base: Plan, theirs: Plan): Pick<MergeInput, 'base' | 'ours' | 'theirs'> {
  const same = (plan: Plan): Plan => ({ ...plan, name: ours.name, lockedAll: ours.lockedAll });
  return { base: same(base), ours, theirs: same(theirs) };
}

const comparing =
  (tell: Tell): OnProgress =>
  (done, of) =>
    tell({
      label: 'Comparing',
      done: of === 0 ? null : done / of,
      detail: `${done.toLocaleString()} of ${of.toLocaleString()} accounts`,
    });

function changesOf(base: Plan, side: Plan): SideChanges {
  const { moved, accountsAdded } = differencesOf(base, side);
  return { moved: moved.length, added: accountsAdded };
}

const territoryNames = (plans: readonly Plan[]): ReadonlyMap<TerritoryId, string> =>
  new Map(plans.flatMap((plan) => plan.territories).map(({ territoryId, name }) => [territoryId, name]));
