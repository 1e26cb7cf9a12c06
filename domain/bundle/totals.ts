/** Sums a reader of the bundle can check with a pencil: whole numbers of minor units, active accounts only. */
import { ACTIVE, UNASSIGNED } from '../plan/plan.ts';
import type { Plan } from '../plan/plan.ts';

export interface TerritoryTotals {
  accounts: number;
  /** Minor units of the plan's potential unit; an account without potential adds nothing. */
  potential: number;
  /** Minor units of the plan's currency. */
  currentArr: number;
  /** Accounts that came from another territory of the baseline. */
  movedIn: number;
  /** Accounts of the baseline that went elsewhere. */
  movedOut: number;
}

export interface PlanTotals {
  readonly territories: readonly TerritoryTotals[];
  readonly unassigned: TerritoryTotals;
  readonly all: TerritoryTotals;
  /** Rows that are merged, closed, excluded or reserved for a partner. */
  readonly inactive: number;
}

const nothing = (): TerritoryTotals => ({
  accounts: 0,
  potential: 0,
  currentArr: 0,
  movedIn: 0,
  movedOut: 0,
});

const amount = (value: number | undefined): number =>
  value === undefined || Number.isNaN(value) ? 0 : value;

/** Moved: had a territory when the cycle began and is not there any more. */
export const isMoved = (plan: Plan, row: number): boolean =>
  plan.standing[row] === ACTIVE &&
  plan.baseline[row] !== UNASSIGNED &&
  plan.baseline[row] !== plan.assignment[row];

export function planTotals(plan: Plan): PlanTotals {
  const territories = plan.territories.map(nothing);
  const unassigned = nothing();
  const all = nothing();
  const { potential, currentArr } = plan.accounts.number;
  let inactive = 0;
  for (let row = 0; row < plan.accounts.rowCount; row++) {
    if (plan.standing[row] !== ACTIVE) {
      inactive++;
      continue;
    }
    const here = territories[plan.assignment[row] ?? UNASSIGNED] ?? unassigned;
    for (const sum of [here, all]) {
      sum.accounts++;
      sum.potential += amount(potential[row]);
      sum.currentArr += amount(currentArr[row]);
    }
    if (!isMoved(plan, row)) continue;
    const from = territories[plan.baseline[row] ?? UNASSIGNED];
    if (from !== undefined) from.movedOut++;
    here.movedIn++;
    all.movedIn++;
    all.movedOut++;
  }
  return { territories, unassigned, all, inactive };
}
