import type { MinorUnits } from '../brand.ts';
import { codedError, ok, refuse } from '../result.ts';
import { compact, recordPatch } from '../plan/diff.ts';
import type { CommandHandler } from './command.ts';
import { isError, territoryAt } from './lookup.ts';

/** Fixes one territory's quota by hand, with the reason a reviewer will read. */
export interface OverrideQuota {
  readonly type: 'overrideQuota';
  readonly territory: number;
  readonly amount: MinorUnits;
  readonly reason: string;
}

export const overrideQuota: CommandHandler<OverrideQuota> = {
  type: 'overrideQuota',
  describe: (plan, { territory }) =>
    `Override the quota of ${plan.territories[territory]?.name ?? 'territory'}`,
  run: (plan, { territory, amount, reason }) => {
    const found = territoryAt(plan, territory);
    if (isError(found)) return refuse(found);
    if (reason.trim() === '') {
      return refuse(
        codedError(
          'REASON_REQUIRED',
          `Say why ${found.name} gets another quota: whoever approves will read it.`,
        ),
      );
    }
    if (!(Number.isSafeInteger(amount) && amount >= 0)) {
      return refuse(codedError('AMOUNT_INVALID', `Quota ${amount} must be a whole amount of at least 0.`));
    }
    const others = plan.quota.overrides.filter((o) => o.territoryId !== found.territoryId);
    const override = { territoryId: found.territoryId, amount, reason: reason.trim() };
    return ok(compact(recordPatch(plan, 'quota', { ...plan.quota, overrides: [...others, override] })));
  },
};
