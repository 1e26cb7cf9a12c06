import * as Plot from '@observablehq/plot';
import { useMemo } from 'react';
import { compact, roundPercent } from '../../../ui/format.ts';
import { PlotFigure } from '../../../ui/PlotFigure.tsx';
import type { TradeOffPoint } from './TradeOff.tsx';

/** Lower left is better in both; the letters are those of the list below the chart. */
export function TradeOffChart({ points }: { readonly points: readonly TradeOffPoint[] }) {
  const options = useMemo(
    (): Plot.PlotOptions => ({
      height: 190,
      marginLeft: 44,
      marginRight: 56,
      marginTop: 24,
      inset: 14,
      x: { grid: true, label: 'Travel, hours a year', tickFormat: compact, ticks: 4, nice: true },
      y: { grid: true, label: 'Farthest from target', tickFormat: roundPercent, ticks: 4, zero: true },
      marks: [
        Plot.dot(points, {
          x: 'travel',
          y: 'imbalance',
          r: (point: TradeOffPoint) => (point.chosen ? 7 : 5),
          symbol: (point: TradeOffPoint) => (point.present ? 'square' : 'circle'),
          fill: (point: TradeOffPoint) => (point.chosen ? 'var(--accent)' : 'var(--paper-0)'),
          stroke: 'var(--ink-1)',
        }),
        Plot.text(points, {
          x: 'travel',
          y: 'imbalance',
          text: 'mark',
          fontWeight: 600,
          dy: -13,
          fill: 'var(--ink-1)',
        }),
      ],
    }),
    [points],
  );
  return <PlotFigure options={options} label="Alternatives by travel and by distance from target" />;
}
