import type { MinorUnits } from '../brand.ts';
import { codedError, ok, refuse } from '../result.ts';
import type { CodedError } from '../result.ts';
import { compact, recordPatch } from '../plan/diff.ts';
import type { CommandHandler } from './command.ts';

/** Sets the number to be split (QUO-01). Fields not named stay. */
export interface SetQuotaTarget {
  readonly type: 'setQuotaTarget';
  /** Minor units of the plan's currency; null takes the target away. */
  readonly target: MinorUnits | null;
  /** 0.05 is 5% more than the target, split over the territories. */
  readonly overAssignment?: number;
  readonly roundTo?: number;
}

export const setQuotaTarget: CommandHandler<SetQuotaTarget> = {
  type: 'setQuotaTarget',
  describe: (_plan, { target }) => (target === null ? 'Remove the quota target' : 'Set the quota target'),
  run: (plan, { target, overAssignment, roundTo }) => {
    const quota = {
      ...plan.quota,
      target,
      overAssignment: overAssignment ?? plan.quota.overAssignment,
      roundTo: roundTo ?? plan.quota.roundTo,
    };
    const errors: CodedError[] = [];
    if (target !== null && !(Number.isSafeInteger(target) && target >= 0)) {
      errors.push(codedError('AMOUNT_INVALID', `Target ${target} must be a whole amount of at least 0.`));
    }
    if (!(quota.overAssignment > -1 && quota.overAssignment <= 1)) {
      errors.push(
        codedError(
          'SHARE_INVALID',
          `Over-assignment ${quota.overAssignment} must lie above -100% and at most 100%.`,
        ),
      );
    }
    if (!(Number.isSafeInteger(quota.roundTo) && quota.roundTo >= 1)) {
      errors.push(
        codedError('AMOUNT_INVALID', `Rounding ${quota.roundTo} must be a whole amount of at least 1.`),
      );
    }
    return errors.length > 0 ? refuse(...errors) : ok(compact(recordPatch(plan, 'quota', quota)));
  },
};
