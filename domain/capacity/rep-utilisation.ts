/**
 * Customer-facing hours ÷ available hours (ledger CAP-10): what the plan asks of its reps' calendars. Visits are
 * customer-facing; the road is not, and stands beside them.
 */
import { sumOf } from '../measures/accumulators.ts';
import type { MeasureContext, MeasureStatus } from '../measures/measure.ts';
import { liveTerritories } from '../measures/territories.ts';
import { capacityRulesOf } from './rules.ts';

export interface RepUtilisation {
  readonly availableHours: number;
  readonly customerHours: number;
  readonly travelHours: number;
  /** null where nobody has hours. */
  readonly value: number | null;
  /** `fail` where visits and the road need more than there is; `warn` below the alert. */
  readonly status: MeasureStatus;
}

/** Of one territory, or of all in use (null). Hours are a year; a vacant territory counts as one rep. */
export function repUtilisation(context: MeasureContext, territory: number | null): RepUtilisation {
  const { plan, accumulators } = context;
  const rules = capacityRulesOf(plan.policy);
  const which = territory === null ? liveTerritories(plan) : [territory];
  const reps = which.reduce((sum, t) => sum + Math.max(1, plan.territories[t]?.repIds.length ?? 0), 0);
  const hours = (key: 'workloadHours' | 'travelHours'): number =>
    which.reduce((sum, t) => sum + sumOf(accumulators, key, t), 0);
  const availableHours = reps * plan.policy.travel.weeksPerYear * rules.hoursPerWeek;
  const [customerHours, travelHours] = [hours('workloadHours'), hours('travelHours')];
  const value = availableHours > 0 ? customerHours / availableHours : null;
  return {
    availableHours,
    customerHours,
    travelHours,
    value,
    status: statusOf(value, travelHours / availableHours, rules.sellingTimeAlert),
  };
}

function statusOf(value: number | null, travel: number, alert: number): MeasureStatus {
  if (value === null) return 'none';
  if (value + travel > 1) return 'fail';
  return value < alert ? 'warn' : 'pass';
}
