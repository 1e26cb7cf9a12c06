import { ACTIVE, UNASSIGNED } from '../../domain/plan/plan.ts';
import type { Plan } from '../../domain/plan/plan.ts';

/** Account rows that are elsewhere than at the start of the cycle (ledger DIS-01); without a baseline nothing moves. */
export function movesOf(plan: Plan): Int32Array {
  const rows: number[] = [];
  plan.assignment.forEach((territory, row) => {
    const from = plan.baseline[row] ?? UNASSIGNED;
    if (plan.standing[row] === ACTIVE && from !== UNASSIGNED && from !== territory) rows.push(row);
  });
  return Int32Array.from(rows);
}
