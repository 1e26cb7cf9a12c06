import type { AccountTable } from './account-table.ts';
import { textAt } from './account-table.ts';
import type { Plan } from './plan.ts';
import { UNASSIGNED } from './plan.ts';

/** Named strategic, by its flag or by a stated tier "Strategic". A tier given by rank alone does not count. */
export const isNamedStrategic = (accounts: AccountTable, row: number): boolean =>
  accounts.number.strategic[row] === 1 || saysStrategic(textAt(accounts, 'tier', row));

export const saysStrategic = (tier: string | null): boolean => tier?.trim().toLowerCase() === 'strategic';

/** Whether moving the account to `target` takes a frozen strategic account from its baseline territory (DIS-04). */
export function breaksFreeze(plan: Plan, row: number, target: number): boolean {
  const home = plan.baseline[row] ?? UNASSIGNED;
  return (
    plan.policy.disruption.freezeStrategic &&
    home !== UNASSIGNED &&
    target !== home &&
    isNamedStrategic(plan.accounts, row)
  );
}
