import type { MergeInput } from '../merge/merge-plans.ts';
import type { Diff } from '../plan/diff.ts';
import { fitsDiff } from '../plan/fits-diff.ts';
import { codedError, ok, refuse } from '../result.ts';
import type { CommandHandler } from './command.ts';

/** Takes another version of this plan in, as `settledMerge` worked it out on this very plan. One undoable step. */
export interface TakeMerge {
  readonly type: 'takeMerge';
  readonly parents: MergeInput['parents'];
  /** Of a large plan it takes a while, so it comes worked out. */
  readonly diff: Diff;
}

export const takeMerge: CommandHandler<TakeMerge> = {
  type: 'takeMerge',
  describe: (_plan, { parents }) =>
    `Merge versions ${parents.map((versionId) => versionId.slice(0, 8)).join(' and ')}`,
  run: (plan, { diff }) => {
    if (fitsDiff(plan, diff)) return ok(diff);
    const message = 'The draft is no longer what the merge was worked out on. Open the merge again.';
    return refuse(codedError('MERGE_STALE', message));
  },
};
