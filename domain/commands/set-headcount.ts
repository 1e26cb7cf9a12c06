import { headcountErrors } from '../capacity/check-headcount.ts';
import type { HeadcountScenario } from '../capacity/headcount.ts';
import { codedError, ok, refuse } from '../result.ts';
import { compact, recordPatch } from '../plan/diff.ts';
import type { CommandHandler } from './command.ts';

/** Adds a headcount scenario, or puts it in the place of the one with its id (ledger CAP-06). */
export interface SetHeadcount {
  readonly type: 'setHeadcount';
  readonly scenario: HeadcountScenario;
}

export const setHeadcount: CommandHandler<SetHeadcount> = {
  type: 'setHeadcount',
  describe: (plan, { scenario }) =>
    `${plan.headcount.some(({ headcountId }) => headcountId === scenario.headcountId) ? 'Change' : 'Add'} headcount scenario ${scenario.name}`,
  run: (plan, { scenario }) => {
    const errors = [...headcountErrors(scenario)];
    const others = plan.headcount.filter(({ headcountId }) => headcountId !== scenario.headcountId);
    const taken = others.some(({ name }) => name.trim().toLowerCase() === scenario.name.trim().toLowerCase());
    if (taken)
      errors.push(
        codedError(
          'HEADCOUNT_NAME',
          `There is a scenario named ${scenario.name} already. Choose another name.`,
        ),
      );
    if (errors.length > 0) return refuse(...errors);
    const at = plan.headcount.findIndex(({ headcountId }) => headcountId === scenario.headcountId);
    const next = at < 0 ? [...plan.headcount, scenario] : plan.headcount.with(at, scenario);
    return ok(compact(recordPatch(plan, 'headcount', next)));
  },
};
