import { ok, refuse } from '../result.ts';
import { compact, recordPatch } from '../plan/diff.ts';
import type { CommandHandler } from './command.ts';
import { isError, territoryAt } from './lookup.ts';

/** Lets the split decide again. */
export interface ClearQuotaOverride {
  readonly type: 'clearQuotaOverride';
  readonly territory: number;
}

export const clearQuotaOverride: CommandHandler<ClearQuotaOverride> = {
  type: 'clearQuotaOverride',
  describe: (plan, { territory }) =>
    `Clear the quota override of ${plan.territories[territory]?.name ?? 'territory'}`,
  run: (plan, { territory }) => {
    const found = territoryAt(plan, territory);
    if (isError(found)) return refuse(found);
    const overrides = plan.quota.overrides.filter((o) => o.territoryId !== found.territoryId);
    if (overrides.length === plan.quota.overrides.length) return ok([]);
    return ok(compact(recordPatch(plan, 'quota', { ...plan.quota, overrides })));
  },
};
