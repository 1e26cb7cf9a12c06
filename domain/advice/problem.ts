import type { Command } from '../commands/apply-command.ts';
import type { Accumulators } from '../measures/accumulators.ts';
import type { Plan } from '../plan/plan.ts';
import type { QuotaPlan } from '../quotas/quota-plan.ts';

export type ProblemCode =
  | 'MUST_COVER_UNASSIGNED'
  | 'UNASSIGNED'
  | 'OVER_CAPACITY'
  | 'UNDER_CAPACITY'
  | 'OUTLIER_POTENTIAL'
  | 'AT_RISK'
  | 'REP_LEAVES'
  | 'ISLAND'
  | 'LOCKED_UNASSIGNED'
  | 'LOCKED_OVER_CAPACITY'
  | 'NO_COORDINATES'
  | 'NO_POTENTIAL'
  | 'NO_BASE'
  | 'QUOTA_AT_RISK'
  | 'LOW_CONFIDENCE';

export type ProblemSeverity = 'error' | 'warning' | 'info';

/** Something a person should look at: what, where, in plain words, and the command that mends it if one does. */
export interface Problem {
  /** The same for the same problem of the same subject, so that a list keeps its place through edits. */
  readonly id: string;
  readonly code: ProblemCode;
  readonly severity: ProblemSeverity;
  /** Accounts to select and zoom to; empty where it is about a territory as a whole. */
  readonly rows: Int32Array;
  /** Index, or null where it is about no single territory. */
  readonly territory: number | null;
  readonly message: string;
  /** Works the fix out when somebody looks at the problem; null where there never is one. */
  readonly fix: (() => ProblemFix | null) | null;
}

export interface ProblemFix {
  /** What the button says: "Move 12 accounts to the nearest territory". */
  readonly label: string;
  readonly command: Command;
}

export interface ProblemContext {
  readonly plan: Plan;
  readonly accumulators: Accumulators;
  /** Null while no target is set. */
  readonly quotas: QuotaPlan | null;
  /** Active rows of each territory, ascending, by index; those of none come last. */
  readonly rowsByTerritory: readonly Int32Array[];
}

/** One kind of problem, one file. */
export type Inspector = (context: ProblemContext) => readonly Problem[];

export const NO_ROWS = new Int32Array(0);

export const rowsIn = (context: ProblemContext, territory: number): Int32Array =>
  context.rowsByTerritory[territory === -1 ? context.plan.territories.length : territory] ?? NO_ROWS;

/** Rows of active accounts that pass the test, ascending. */
export function activeRows({ accumulators }: ProblemContext, test: (row: number) => boolean): Int32Array {
  const rows: number[] = [];
  accumulators.facts.active.forEach((on, row) => {
    if (on === 1 && test(row)) rows.push(row);
  });
  return Int32Array.from(rows);
}
