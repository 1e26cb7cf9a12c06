/** Headcount that grows by a quarter or more outgrows its territories (ledger CAP-06; GOV-08). */
import { fixed, percent } from '../measures/wording.ts';
import type { CapacityPlan } from './capacity-by-month.ts';
import type { CapacityRules } from './rules.ts';

export interface GrowthTrigger {
  /** Most on board ÷ opening − 1; null without anybody on the first day. */
  readonly growth: number | null;
  /** Index of the first month that reaches the trigger; -1 where none does. */
  readonly month: number;
  readonly explanation: string;
}

export function growthTrigger(
  plan: CapacityPlan,
  rules: Pick<CapacityRules, 'growthTrigger'>,
): GrowthTrigger {
  const { opening, months } = plan;
  if (opening <= 0) return { growth: null, month: -1, explanation: 'Nobody is on board on the first day.' };
  const most = Math.max(...months.map(({ onBoard }) => onBoard));
  const limit = opening * (1 + rules.growthTrigger) - 1e-9;
  const month = months.findIndex(({ onBoard }) => onBoard >= limit);
  const words = `${fixed(opening, 0)} reps become ${fixed(most, most % 1 === 0 ? 0 : 1)} at most`;
  return {
    growth: most / opening - 1,
    month,
    explanation:
      month < 0
        ? `${words}, below the ${percent(rules.growthTrigger, 0)} more that call for a redesign.`
        : `${words}: from ${months[month]?.month ?? ''} on ${percent(rules.growthTrigger, 0)} more or beyond, so the territories want a redesign.`,
  };
}
