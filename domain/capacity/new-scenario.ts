import type { HeadcountId } from '../brand.ts';
import type { Plan } from '../plan/plan.ts';
import type { HeadcountScenario } from './headcount.ts';
import { LONGEST_SCENARIO } from './headcount.ts';
import { monthOf, monthsBetween } from './month.ts';
import { capacityRulesOf } from './rules.ts';

/** The plan's cycle as it stands: nobody comes, nobody goes, the policy's ramp and selling time. At least a year. */
export function newScenario(
  { cycle, policy }: Pick<Plan, 'cycle' | 'policy'>,
  headcountId: HeadcountId,
  name: string,
): HeadcountScenario {
  const rules = capacityRulesOf(policy);
  const from = monthOf(cycle.from);
  const months = Math.min(LONGEST_SCENARIO, Math.max(12, monthsBetween(from, monthOf(cycle.to)) + 1));
  const none = Array.from({ length: months }, () => 0);
  return {
    headcountId,
    name,
    from,
    hires: none,
    leavers: none,
    attrition: 0,
    backfillMonths: null,
    ramp: { kind: 'linear', months: rules.rampMonths },
    sellingTime: rules.sellingTime,
    openingReps: null,
    capacity: null,
    productivity: null,
    demandGrowth: 0,
    sdrPerRep: 0,
    hunters: [],
  };
}
