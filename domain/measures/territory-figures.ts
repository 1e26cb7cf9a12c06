import { sumOf, totalOf } from './accumulators.ts';
import type { MeasureContext } from './measure.ts';
import { utilisationOf } from './utilisation.ts';

/** What the territory table and the consequence strip show of one territory, or of what is unassigned. */
export interface TerritoryFigures {
  /** Index, or UNASSIGNED. */
  readonly territory: number;
  readonly accounts: number;
  /** Minor units of the potential unit. */
  readonly potential: number;
  /** Of all active accounts' potential, 0..1. */
  readonly potentialShare: number;
  readonly score: number;
  /** Hours a year of visits. */
  readonly workloadHours: number;
  /** Estimate, hours a week of the whole territory. */
  readonly travelHoursPerWeek: number;
  /** Load ÷ capacity; null without a capacity. */
  readonly utilisation: number | null;
  readonly withinSla: number;
  readonly untimed: number;
  /** Minor units of the plan's currency. */
  readonly sales: number;
  readonly currentArr: number;
  readonly movedIn: number;
  readonly movedOut: number;
  readonly movedOutSales: number;
  readonly relationshipsLost: number;
  readonly tenureMonthsLost: number;
}

export function territoryFigures(context: MeasureContext, territory: number): TerritoryFigures {
  const acc = context.accumulators;
  const all = totalOf(acc, 'potential');
  const potential = sumOf(acc, 'potential', territory);
  return {
    territory,
    accounts: sumOf(acc, 'count', territory),
    potential,
    potentialShare: all === 0 ? 0 : potential / all,
    score: sumOf(acc, 'score', territory),
    workloadHours: sumOf(acc, 'workloadHours', territory),
    travelHoursPerWeek: sumOf(acc, 'travelHours', territory) / context.plan.policy.travel.weeksPerYear,
    utilisation: utilisationOf(context, territory),
    withinSla: sumOf(acc, 'withinSla', territory),
    untimed: sumOf(acc, 'untimed', territory),
    sales: sumOf(acc, 'sales', territory),
    currentArr: sumOf(acc, 'currentArr', territory),
    movedIn: sumOf(acc, 'movedIn', territory),
    movedOut: sumOf(acc, 'movedOut', territory),
    movedOutSales: sumOf(acc, 'movedOutSales', territory),
    relationshipsLost: sumOf(acc, 'relationshipsLost', territory),
    tenureMonthsLost: sumOf(acc, 'tenureMonthsLost', territory),
  };
}
