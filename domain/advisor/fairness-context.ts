/** What the parts of the fairness answer share: every figure of every territory in use, worked out once. */
import type { Accumulators } from '../measures/accumulators.ts';
import { sumOf } from '../measures/accumulators.ts';
import type { MeasureContext } from '../measures/measure.ts';
import { median } from '../measures/inequality.ts';
import { fromMedian } from '../measures/potential-outliers.ts';
import {
  adjustedValues,
  expectedShares,
  judgedValues,
  liveSums,
  liveTerritories,
} from '../measures/territories.ts';
import { utilisationOf } from '../measures/utilisation.ts';
import type { Plan } from '../plan/plan.ts';
import type { QuotaLine, QuotaPlan } from '../quotas/quota-plan.ts';
import { quotaPlan } from '../quotas/quota-plan.ts';
import { skillShares } from '../scoring/skill-match.ts';

export interface FairnessForm {
  /** How far a territory's potential may lie from the median, as a share. */
  readonly outlierBand: number;
  /** The gate: Gini of the score must stay below it. */
  readonly gini: number;
  /** How far a territory's share of sales may lie from its share of potential, as a share of the latter. */
  readonly historyBand: number;
  /** How much more of a territory's potential must ask for another rep's skills than for its own rep's. */
  readonly skillBand: number;
}

/** History strays further than potential: twice the band of potential is the default. */
export const fairnessForm = ({ policy: { targets } }: Pick<Plan, 'policy'>): FairnessForm => ({
  outlierBand: targets.outlierBand,
  gini: targets.gini,
  historyBand: 2 * targets.outlierBand,
  skillBand: 0.2,
});

export interface TerritoryFairness {
  readonly index: number;
  readonly potential: number;
  readonly share: number;
  /** By target share and seniority (FAI-02). */
  readonly expected: number;
  /** From the median, as it is and with what it ought to hold taken into account. */
  readonly away: number;
  readonly adjusted: number;
  readonly sales: number;
  readonly salesShare: number;
  readonly utilisation: number | null;
  /** Hours a week each rep. */
  readonly travel: number;
  readonly quota: QuotaLine | null;
  /** Share of the potential it began the cycle with that is gone on balance; negative where it gained. */
  readonly potentialLost: number;
  /** Share of the sales it began the cycle with that left. */
  readonly salesLost: number;
}

export interface FairnessContext extends MeasureContext {
  readonly plan: Plan;
  readonly accumulators: Accumulators;
  readonly form: FairnessForm;
  readonly quotas: QuotaPlan | null;
  readonly territories: readonly TerritoryFairness[];
  /** Median of the adjusted potentials. */
  readonly median: number;
  /** Share of each territory's potential that asks for each rep's skills; at rep × territories + territory. */
  readonly skills: Float64Array;
}

const ratio = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);

export function fairnessContext(plan: Plan, accumulators: Accumulators, form: FairnessForm): FairnessContext {
  const { targets } = plan.policy;
  const judged: Plan = {
    ...plan,
    policy: { ...plan.policy, targets: { ...targets, outlierBand: form.outlierBand, gini: form.gini } },
  };
  const context = { plan: judged, accumulators };
  const potential = liveSums(context, 'potential');
  const sales = liveSums(context, 'sales');
  const adjusted = adjustedValues(context, potential);
  const [far, farAdjusted] = [fromMedian(judgedValues(context, potential)), fromMedian(adjusted)];
  const expected = expectedShares(plan);
  const quotas = quotaPlan(plan, accumulators);
  const all = potential.reduce((sum, value) => sum + value, 0);
  const sold = sales.reduce((sum, value) => sum + value, 0);
  const sum = (key: Parameters<typeof sumOf>[1], t: number): number => sumOf(accumulators, key, t);
  const territories = liveTerritories(plan).map((index, i): TerritoryFairness => {
    const held = potential[i] ?? 0;
    const [out, came] = [sum('movedOutPotential', index), sum('movedInPotential', index)];
    return {
      index,
      potential: held,
      share: ratio(held, all),
      expected: expected[i] ?? 0,
      away: far[i] ?? 0,
      adjusted: farAdjusted[i] ?? 0,
      sales: sales[i] ?? 0,
      salesShare: ratio(sales[i] ?? 0, sold),
      utilisation: utilisationOf(context, index),
      travel:
        sum('travelHours', index) /
        plan.policy.travel.weeksPerYear /
        Math.max(1, plan.territories[index]?.repIds.length ?? 0),
      quota: quotas?.lines.find(({ territory }) => territory === index) ?? null,
      potentialLost: ratio(out - came, held + out - came),
      salesLost: ratio(sum('movedOutSales', index), sum('baselineSales', index)),
    };
  });
  return {
    ...context,
    form,
    quotas,
    territories,
    median: median(adjusted),
    skills: skillShares(plan, accumulators.facts),
  };
}
