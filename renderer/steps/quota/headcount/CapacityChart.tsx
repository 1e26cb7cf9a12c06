import * as Plot from '@observablehq/plot';
import { useMemo, useState } from 'react';
import type { CapacityPlan } from '../../../../domain/capacity/capacity-by-month.ts';
import { minorPerMajor } from '../../../../domain/intake/potential-unit.ts';
import { usePlan } from '../../../session/session.ts';
import { Select } from '../../../ui/Field.tsx';
import { compact } from '../../../ui/format.ts';
import { PlotFigure } from '../../../ui/PlotFigure.tsx';
import { monthTick } from './words.ts';

type Shown = 'reps' | 'work' | 'quota';

/** What the people on board can do against what is asked, month by month; bars that fall short are marked. */
export function CapacityChart({ plan }: { readonly plan: CapacityPlan }) {
  const { currency } = usePlan();
  const [chosen, setShown] = useState<Shown>('reps');
  const money = plan.quota !== null && plan.target !== null;
  const shown = chosen === 'quota' && !money ? 'reps' : chosen;
  const options = useMemo(() => optionsOf(plan, shown, currency), [plan, shown, currency]);
  return (
    <section className="headcount-chart">
      <header>
        <Select
          label="Show"
          hideLabel
          value={shown}
          onChange={setShown}
          choices={[
            { id: 'reps', label: 'Reps' },
            { id: 'work', label: plan.perRep.unit === 'hours' ? 'Hours of visits' : 'Accounts' },
            ...(money ? [{ id: 'quota', label: `Quota, ${currency}` } as const] : []),
          ]}
        />
        <p className="headcount-legend" aria-hidden="true">
          <span className="is-can">can be done</span>
          <span className="is-ramping">still ramping</span>
          <span className="is-asked">asked for</span>
          <span className="is-short">▼ short</span>
        </p>
      </header>
      <PlotFigure options={options} label={LABELS[shown]} />
    </section>
  );
}

const LABELS: Readonly<Record<Shown, string>> = {
  reps: 'Reps by month: ramped and still ramping, and how many the work needs. The table below has the figures.',
  work: 'Work by month: what can be done and what is asked for. The table below has the figures.',
  quota: 'Quota by month: what reps bring and what the target asks. The table below has the figures.',
};

function optionsOf(plan: CapacityPlan, shown: Shown, currency: string): Plot.PlotOptions {
  const minor = minorPerMajor(currency);
  const data = plan.months.map((month) => {
    const perRep = month.ramped > 0 ? month.capacity / month.ramped : 0;
    switch (shown) {
      case 'reps':
        return { month: month.month, can: month.ramped, all: month.onBoard, asked: month.needed };
      case 'work':
        return { month: month.month, can: month.capacity, all: month.onBoard * perRep, asked: month.demand };
      case 'quota':
        return {
          month: month.month,
          can: (month.quota ?? 0) / minor,
          all: 0,
          asked: (month.target ?? 0) / minor,
        };
    }
  });
  const short = data.filter(({ can, asked }) => can < asked - 1e-5 * Math.max(1, asked));
  const ramping = data.filter(({ can, all }) => all > can * (1 + 1e-6));
  const every = Math.ceil(data.length / 18);
  return {
    height: 208,
    marginLeft: 46,
    marginBottom: 34,
    marginTop: 18,
    x: {
      type: 'band',
      label: null,
      tickFormat: (month: (typeof data)[number]['month']) => monthTick(month),
      ticks: data.flatMap(({ month }, i) => (i % every === 0 ? [month] : [])),
      tickSize: 0,
    },
    y: { grid: true, label: null, tickFormat: compact, nice: true, zero: true, ticks: 5 },
    marks: [
      Plot.barY(ramping, {
        x: 'month',
        y: 'all',
        fill: 'var(--accent-wash)',
        stroke: 'var(--accent)',
        strokeWidth: 0.5,
        strokeDasharray: '2 2',
        insetLeft: 3,
        insetRight: 3,
      }),
      Plot.barY(data, { x: 'month', y: 'can', fill: 'var(--accent)', insetLeft: 3, insetRight: 3 }),
      Plot.tickY(data, { x: 'month', y: 'asked', stroke: 'var(--paper-0)', strokeWidth: 5 }),
      Plot.tickY(data, { x: 'month', y: 'asked', stroke: 'var(--ink-1)', strokeWidth: 2 }),
      Plot.text(short, { x: 'month', y: 'asked', text: () => '▼', fill: 'var(--bad)', dy: -9, fontSize: 10 }),
      Plot.ruleY([0], { stroke: 'var(--line-2)' }),
    ],
  };
}
