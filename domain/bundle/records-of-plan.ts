/** What a version says of its quotas and measures, computed from the plan: the same from the app and the command line. */
import type { MeasureContext } from '../measures/measure.ts';
import { measurePlan } from '../measures/measure-plan.ts';
import type { Measured } from '../measures/measure-plan.ts';
import { measureContext } from '../measures/measure-plan.ts';
import type { Plan } from '../plan/plan.ts';
import { quotaPlan } from '../quotas/quota-plan.ts';
import type { MeasureRecord, QuotaLine } from './plan-document.ts';
import { moneyText } from './plan-document.ts';

export interface PlanRecords {
  readonly quotaLines: readonly QuotaLine[];
  readonly measures: readonly MeasureRecord[];
}

export function recordsOfPlan(plan: Plan, context: MeasureContext = measureContext(plan)): PlanRecords {
  return { quotaLines: quotaLines(plan, context), measures: measurePlan(context).map(measureRecord) };
}

const quotaLines = (plan: Plan, { accumulators }: MeasureContext): readonly QuotaLine[] =>
  (quotaPlan(plan, accumulators)?.lines ?? []).map((line) => ({
    territoryId: line.territoryId,
    amount: moneyText(line.amount),
    computed: moneyText(line.base),
    reason: line.override?.reason ?? '',
  }));

const RULES = { higher: 'at-least', lower: 'at-most', band: 'none' } as const;

const measureRecord = ({ measure, result }: Measured): MeasureRecord => ({
  measureId: measure.id,
  name: measure.label,
  // A ratio over nothing is infinite, which JSON cannot say; the explanation does.
  value: Number.isFinite(result.value) ? result.value : null,
  unit: measure.unit,
  target: result.target,
  rule: result.target === null ? 'none' : RULES[measure.better],
  met: result.status === 'none' ? null : result.status !== 'fail',
  explanation: result.explanation,
});
