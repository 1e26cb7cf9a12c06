import type { HeadcountId } from '../brand.ts';
import { codedError, ok, refuse } from '../result.ts';
import { compact, recordPatch } from '../plan/diff.ts';
import type { CommandHandler } from './command.ts';

export interface RemoveHeadcount {
  readonly type: 'removeHeadcount';
  readonly headcountId: HeadcountId;
}

export const removeHeadcount: CommandHandler<RemoveHeadcount> = {
  type: 'removeHeadcount',
  describe: (plan, { headcountId }) =>
    `Remove headcount scenario ${plan.headcount.find((one) => one.headcountId === headcountId)?.name ?? headcountId}`,
  run: (plan, { headcountId }) => {
    const left = plan.headcount.filter((scenario) => scenario.headcountId !== headcountId);
    if (left.length === plan.headcount.length)
      return refuse(
        codedError('UNKNOWN_HEADCOUNT', `Headcount scenario ${headcountId} is not in this plan.`),
      );
    return ok(compact(recordPatch(plan, 'headcount', left)));
  },
};
