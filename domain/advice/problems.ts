/** The problem inbox: everything a person should look at, worst first, worked out anew from the plan each time. */
import type { Accumulators } from '../measures/accumulators.ts';
import { accumulate } from '../measures/accumulators.ts';
import type { Plan } from '../plan/plan.ts';
import { quotaPlan } from '../quotas/quota-plan.ts';
import { inspectAtRisk } from './inspect/at-risk.ts';
import { inspectCapacity } from './inspect/capacity.ts';
import { inspectDepartures } from './inspect/departures.ts';
import { inspectIslands } from './inspect/islands.ts';
import { inspectLowConfidence } from './inspect/low-confidence.ts';
import { inspectLocks } from './inspect/locks.ts';
import { inspectMissingData } from './inspect/missing-data.ts';
import { inspectOutliers } from './inspect/outliers.ts';
import { inspectQuota } from './inspect/quota.ts';
import { inspectUnassigned } from './inspect/unassigned.ts';
import type { Inspector, Problem, ProblemContext, ProblemSeverity } from './problem.ts';

const INSPECTORS: readonly Inspector[] = [
  inspectUnassigned,
  inspectLocks,
  inspectCapacity,
  inspectAtRisk,
  inspectDepartures,
  inspectIslands,
  inspectOutliers,
  inspectQuota,
  inspectMissingData,
  inspectLowConfidence,
];

const RANK: Readonly<Record<ProblemSeverity, number>> = { error: 0, warning: 1, info: 2 };

export function problemsOf(plan: Plan, accumulators: Accumulators = accumulate(plan)): readonly Problem[] {
  const context = problemContext(plan, accumulators);
  return INSPECTORS.flatMap((inspect) => inspect(context)).toSorted(
    (a, b) => RANK[a.severity] - RANK[b.severity],
  );
}

export const problemContext = (plan: Plan, accumulators: Accumulators): ProblemContext => ({
  plan,
  accumulators,
  quotas: quotaPlan(plan, accumulators),
  rowsByTerritory: rowsByTerritory(plan, accumulators),
});

function rowsByTerritory(plan: Plan, { facts }: Accumulators): readonly Int32Array[] {
  const groups: number[][] = Array.from({ length: plan.territories.length + 1 }, () => []);
  const unassigned = plan.territories.length;
  facts.active.forEach((on, row) => {
    if (on !== 1) return;
    const at = plan.assignment[row] ?? -1;
    groups[at === -1 ? unassigned : at]?.push(row);
  });
  return groups.map((rows) => Int32Array.from(rows));
}
