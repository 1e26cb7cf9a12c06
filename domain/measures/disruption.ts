import type { Accumulators } from './accumulators.ts';
import { totalOf } from './accumulators.ts';

export interface Disruption {
  /** Active accounts that had a territory when the cycle began. */
  readonly accounts: number;
  readonly sales: number;
  readonly moved: number;
  readonly movedSales: number;
  readonly movedShare: number;
}

/** What changed hands against the baseline (an account that lost its territory counts); null without a baseline. */
export function disruptionOf(accumulators: Accumulators): Disruption | null {
  const accounts = totalOf(accumulators, 'baselineCount');
  if (accounts === 0) return null;
  const moved = totalOf(accumulators, 'movedOut');
  return {
    accounts,
    sales: totalOf(accumulators, 'baselineSales'),
    moved,
    movedSales: totalOf(accumulators, 'movedOutSales'),
    movedShare: moved / accounts,
  };
}
