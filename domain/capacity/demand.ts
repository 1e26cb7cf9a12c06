import type { Plan } from '../plan/plan.ts';
import type { Capacity } from '../plan/territory.ts';
import { tierLoads } from './tier-loads.ts';

/** What the plan's active accounts ask for: a count of accounts, or hours of visits a year. */
export const demandOf = (
  plan: Pick<Plan, 'accounts' | 'standing' | 'policy' | 'territories'>,
  unit: Capacity['unit'],
): number => tierLoads(plan).reduce((sum, tier) => sum + (unit === 'hours' ? tier.hours : tier.accounts), 0);

/** The same after so many months of growth by `yearly` a year. */
export const grown = (demand: number, yearly: number, months: number): number =>
  demand * (1 + yearly) ** (months / 12);
