import * as Plot from '@observablehq/plot';
import { useMemo } from 'react';
import type { AccountFacts } from '../../../domain/measures/facts.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import { PlotFigure } from '../../ui/PlotFigure.tsx';

const BINS = 40;
/** From ink to paper, the highest tier darkest. */
const INKS = ['var(--ink-1)', 'var(--ink-3)', 'var(--line-2)', 'var(--paper-3)'];

/** How many accounts have which score, by tier. */
export function ScoreHistogram({ plan, facts }: { readonly plan: Plan; readonly facts: AccountFacts }) {
  const options = useMemo(
    (): Plot.PlotOptions => ({
      height: 190,
      marginLeft: 44,
      x: { label: 'score', nice: true },
      y: { grid: true, label: 'accounts' },
      color: { domain: plan.policy.tiers.map((rule) => rule.tier), range: INKS, legend: false },
      marks: [
        Plot.rectY(scoreBins(plan, facts), { x1: 'from', x2: 'to', y: 'count', fill: 'tier', insetRight: 1 }),
        Plot.ruleY([0], { stroke: 'var(--line-2)' }),
      ],
    }),
    [plan, facts],
  );
  return <PlotFigure options={options} label="Accounts by score; the darker, the higher the tier" />;
}

interface ScoreBin {
  readonly from: number;
  readonly to: number;
  readonly tier: string;
  count: number;
}

function scoreBins(plan: Plan, facts: AccountFacts): readonly ScoreBin[] {
  let [low, high] = [Infinity, -Infinity];
  facts.score.forEach((score, row) => {
    if (facts.active[row] !== 1) return;
    low = Math.min(low, score);
    high = Math.max(high, score);
  });
  if (!(high >= low)) return [];
  const step = Math.max(1e-6, (high - low) / BINS);
  const bins = plan.policy.tiers.map((rule) =>
    Array.from({ length: BINS }, (_, i): ScoreBin => ({
      from: low + i * step,
      to: low + (i + 1) * step,
      tier: rule.tier,
      count: 0,
    })),
  );
  facts.score.forEach((score, row) => {
    const bin = bins[facts.tier[row] ?? 0]?.[Math.min(BINS - 1, Math.floor((score - low) / step))];
    if (facts.active[row] === 1 && bin !== undefined) bin.count++;
  });
  return bins.flat().filter((bin) => bin.count > 0);
}
