/**
 * What makes a quota what it is (EXP-03), as steps that sum to it exactly: an even split of the target, more or
 * less for potential, the over-assignment, and what overrides (this one's, or others') changed.
 */
import { counted, percent, signedPercent } from '../measures/wording.ts';
import type { QuotaLine, QuotaPlan } from './quota-plan.ts';

export type QuotaDriverKey = 'even' | 'potential' | 'overAssignment' | 'override' | 'respread';

export interface QuotaDriver {
  readonly driver: QuotaDriverKey;
  /** Minor units; the drivers of a line sum to its amount. */
  readonly amount: number;
  readonly explanation: string;
}

export function quotaDrivers(plan: QuotaPlan, line: QuotaLine): readonly QuotaDriver[] {
  const n = plan.lines.length;
  const even = Math.round(plan.target / n);
  const byPotential = plan.even ? even : Math.round(plan.target * line.potentialShare);
  const last = line.amount - line.base;
  const overridden = plan.lines.filter((other) => other.override !== null).length;
  const drivers: QuotaDriver[] = [
    {
      driver: 'even',
      amount: even,
      explanation: `An even split of the target over ${counted(n, 'territory', 'territories')}.`,
    },
    {
      driver: 'potential',
      amount: byPotential - even,
      explanation: plan.even
        ? 'No potential is known, so the split is even.'
        : `It holds ${percent(line.potentialShare)} of the potential; an even share is ${percent(1 / n)}.`,
    },
    {
      driver: 'overAssignment',
      amount: line.base - byPotential,
      explanation: `${signedPercent(plan.pool / Math.max(1, plan.target) - 1)} over-assignment, and rounding.`,
    },
  ];
  if (line.override !== null) {
    drivers.push({ driver: 'override', amount: last, explanation: `Set by hand: ${line.override.reason}` });
  } else if (last !== 0) {
    drivers.push({
      driver: 'respread',
      amount: last,
      explanation: `${counted(overridden, 'line is', 'lines are')} set by hand, and what that leaves or takes is spread over the others.`,
    });
  }
  return drivers;
}
