import { mergePlans } from '../merge/merge-plans.ts';
import type { MergeInput } from '../merge/merge-plans.ts';
import type { Resolutions } from '../merge/conflict.ts';
import { counted } from '../measures/wording.ts';
import { codedError, ok, refuse } from '../result.ts';
import type { CommandHandler } from './command.ts';

/** Takes another version of this plan in, three-way by account; every conflict must be settled. One undoable step. */
export interface TakeMerge {
  readonly type: 'takeMerge';
  readonly base: MergeInput['base'];
  readonly theirs: MergeInput['theirs'];
  readonly parents: MergeInput['parents'];
  readonly resolutions: Resolutions;
}

export const takeMerge: CommandHandler<TakeMerge> = {
  type: 'takeMerge',
  describe: (_plan, { parents }) =>
    `Merge versions ${parents.map((versionId) => versionId.slice(0, 8)).join(' and ')}`,
  run: (plan, { base, theirs, parents, resolutions }) => {
    const merged = mergePlans({ base, ours: plan, theirs, parents }, resolutions);
    if (!merged.ok) return merged;
    const { open, diff } = merged.value;
    if (open.length === 0) return ok(diff);
    const message = `${counted(open.length, 'conflict is', 'conflicts are')} not settled. Decide on each of them, then merge.`;
    return refuse(codedError('MERGE_OPEN', message, { open: open.length }));
  },
};
