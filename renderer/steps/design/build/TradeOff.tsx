import { Suspense, lazy } from 'react';
import type { TradeOff as Figures } from '../../../../solver-worker/page/contract.ts';

export interface TradeOffPoint extends Figures {
  /** A, B, C, or Now. */
  readonly mark: string;
  readonly chosen: boolean;
  readonly present: boolean;
}

const Chart = lazy(async () => ({ default: (await import('./TradeOffChart.tsx')).TradeOffChart }));

/** Travel against balance, with the share of accounts moved: the chart's library comes when there is something to draw. */
export function TradeOff({ points }: { readonly points: readonly TradeOffPoint[] }) {
  return (
    <Suspense fallback={null}>
      <Chart points={points} />
    </Suspense>
  );
}
