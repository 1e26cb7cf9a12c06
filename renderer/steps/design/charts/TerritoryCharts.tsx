import * as Plot from '@observablehq/plot';
import { useMemo, useState } from 'react';
import { UNASSIGNED } from '../../../../domain/plan/plan.ts';
import { usePlan } from '../../../session/session.ts';
import { Select } from '../../../ui/Field.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { compact } from '../../../ui/format.ts';
import { PlotFigure } from '../../../ui/PlotFigure.tsx';
import { shownTerritory, useSelection } from '../../../workspace/selection.ts';
import { useColours } from '../../../workspace/use-colours.ts';
import type { TerritoryRow } from '../../../workspace/use-figures.ts';
import { useFacts, useTerritoryRows } from '../../../workspace/use-figures.ts';
import './charts.css';

const QUANTITIES = [
  { id: 'potential', label: 'Potential' },
  { id: 'workloadHours', label: 'Visits, hours a year' },
  { id: 'travelHoursPerWeek', label: 'Travel, hours a week' },
  { id: 'accounts', label: 'Accounts' },
] as const;
type Quantity = (typeof QUANTITIES)[number]['id'];

export function TerritoryCharts() {
  const [quantity, setQuantity] = useState<Quantity>('potential');
  const rows = useTerritoryRows();
  if (rows.live.length === 0)
    return <EmptyState title="No territories to compare yet">Build territories, or add one.</EmptyState>;
  return (
    <div className="charts">
      <section className="chart">
        <Select label="By territory" value={quantity} onChange={setQuantity} choices={QUANTITIES} />
        <ByTerritory quantity={quantity} rows={rows.live} />
      </section>
      <section className="chart">
        <Sizes />
      </section>
    </div>
  );
}

function ByTerritory({
  quantity,
  rows,
}: {
  readonly quantity: Quantity;
  readonly rows: readonly TerritoryRow[];
}) {
  const plan = usePlan();
  const colours = useColours();
  const unit = quantity === 'potential' ? plan.potentialUnit.minorPerMajor : 1;
  const options = useMemo((): Plot.PlotOptions => {
    const data = rows.map((row) => ({
      name: plan.territories[row.index]?.name ?? '',
      value: row.figures[quantity] / unit,
      colour: colours[row.index] ?? 'currentColor',
      target: targetOf(quantity, row, rows) / unit,
    }));
    return {
      height: Math.max(120, data.length * 20 + 40),
      marginLeft: 110,
      marginRight: 44,
      x: { grid: true, label: null, tickFormat: compact, nice: true },
      y: { label: null },
      marks: [
        Plot.barX(data, {
          y: 'name',
          x: 'value',
          fill: 'colour',
          sort: { y: '-x' },
          insetTop: 3,
          insetBottom: 3,
        }),
        Plot.tickX(data, { y: 'name', x: 'target', stroke: 'var(--ink-1)', strokeWidth: 1.5 }),
        Plot.text(data, {
          y: 'name',
          x: 'value',
          text: (d: { value: number }) => compact(d.value),
          dx: 4,
          textAnchor: 'start',
        }),
      ],
    };
  }, [rows, plan.territories, colours, quantity, unit]);
  return <PlotFigure options={options} label={`By territory; the tick is what each should hold`} />;
}

/** Minor units a territory should hold: its share of potential, or an even part of anything else. */
function targetOf(quantity: Quantity, row: TerritoryRow, rows: readonly TerritoryRow[]): number {
  const total = rows.reduce((sum, each) => sum + each.figures[quantity], 0);
  return quantity === 'potential' ? total * row.expectedShare : total / rows.length;
}

/** How large accounts are, of the territory looked into or of all. */
function Sizes() {
  const plan = usePlan();
  const facts = useFacts();
  const territory = useSelection(shownTerritory);
  const options = useMemo((): Plot.PlotOptions => {
    const unit = plan.potentialUnit.minorPerMajor;
    const sizes: number[] = [];
    facts.potential.forEach((value, row) => {
      const at = plan.assignment[row] ?? UNASSIGNED;
      if (facts.active[row] === 1 && value > 0 && (territory === null || at === territory))
        sizes.push(value / unit);
    });
    return {
      height: 200,
      marginLeft: 44,
      x: { type: 'log', label: plan.potentialUnit.name, tickFormat: compact },
      y: { grid: true, label: 'accounts' },
      marks: [
        Plot.rectY(logBins(sizes), { x1: 'from', x2: 'to', y: 'count', fill: 'var(--ink-3)', insetRight: 1 }),
        Plot.ruleY([0], { stroke: 'var(--line-2)' }),
      ],
    };
  }, [plan, facts, territory]);
  const whose = territory === null ? 'all accounts' : (plan.territories[territory]?.name ?? '');
  return (
    <>
      <h3>Size of accounts, {whose}</h3>
      <PlotFigure options={options} label={`Distribution of potential, ${whose}`} />
    </>
  );
}

const BINS = 28;

/** Counts in bins that are even on a logarithmic axis. */
function logBins(sizes: readonly number[]): readonly { from: number; to: number; count: number }[] {
  const [least, greatest] = sizes.reduce(([a, b], v) => [Math.min(a, v), Math.max(b, v)], [Infinity, 0]);
  if (!(greatest > least))
    return sizes.length === 0 ? [] : [{ from: least, to: least * 1.1, count: sizes.length }];
  const step = Math.log(greatest / least) / BINS;
  const bins = Array.from({ length: BINS }, (_, i) => ({
    from: least * Math.exp(step * i),
    to: least * Math.exp(step * (i + 1)),
    count: 0,
  }));
  for (const size of sizes) {
    const bin = bins[Math.min(BINS - 1, Math.floor(Math.log(size / least) / step))];
    if (bin !== undefined) bin.count++;
  }
  return bins;
}
