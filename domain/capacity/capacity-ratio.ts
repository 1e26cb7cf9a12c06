/**
 * Accounts ÷ the accounts a territory can carry (ledger CAP-04). Not utilisation (CAP-03): a territory whose capacity is
 * in hours carries as many accounts as those hours are visits to the plan's mean account, so that few large accounts
 * and many small ones show apart (I21).
 */
import { sumOf, totalOf } from '../measures/accumulators.ts';
import type { MeasureContext, MeasureStatus } from '../measures/measure.ts';
import { capacityRulesOf } from './rules.ts';

export interface CapacityRatio {
  readonly ratio: number;
  /** `fail` from the alert on, or below the band; `warn` outside the band. */
  readonly status: Extract<MeasureStatus, 'pass' | 'warn' | 'fail'>;
}

/** null without a capacity, or where visits of no length make accounts uncountable. */
export function capacityRatio(context: MeasureContext, territory: number): CapacityRatio | null {
  const { plan, accumulators } = context;
  const capacity = plan.territories[territory]?.capacity ?? null;
  if (capacity === null) return null;
  const meanHours = totalOf(accumulators, 'workloadHours') / totalOf(accumulators, 'count');
  const carries = capacity.unit === 'accounts' ? capacity.value : capacity.value / meanHours;
  const ratio = sumOf(accumulators, 'count', territory) / carries;
  if (!Number.isFinite(ratio)) return null;
  const { ratioLow, ratioHigh, ratioAlert } = capacityRulesOf(plan.policy);
  const status = ratio > ratioAlert || ratio < ratioLow ? 'fail' : ratio > ratioHigh ? 'warn' : 'pass';
  return { ratio, status };
}
