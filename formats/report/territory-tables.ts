/** The two tables a controller adds up: territories and quotas. */
import type { QuotaLine } from '../../domain/bundle/plan-document.ts';
import type { TerritoryTotals } from '../../domain/bundle/totals.ts';
import { repNames } from '../bundle/tables.ts';
import { grouped, percent } from './figures.ts';
import type { Html } from './html.ts';
import { html } from './html.ts';
import { territoryColour } from './map-svg.ts';
import type { ReportSource } from './source.ts';
import { money, portion, potential } from './source.ts';
import { reportTable } from './table.ts';

interface TerritoryLine {
  readonly index: number;
  readonly name: string;
  readonly sum: TerritoryTotals;
}

const swatch = (territory: number): Html =>
  html`<svg class="swatch" viewBox="0 0 1 1" aria-hidden="true">
    <rect width="1" height="1" fill="${territoryColour(territory)}" />
  </svg>`;

function territoryLines({ plan, totals }: ReportSource): readonly TerritoryLine[] {
  const lines = plan.territories.flatMap(({ name, retired }, index): TerritoryLine[] => {
    const sum = totals.territories[index];
    const empty = sum === undefined || (retired && sum.accounts === 0 && sum.movedOut === 0);
    return empty ? [] : [{ index, name, sum }];
  });
  const { unassigned } = totals;
  return unassigned.accounts === 0 ? lines : [...lines, { index: -1, name: 'No territory', sum: unassigned }];
}

export function territories(source: ReportSource): Html {
  const { plan, totals } = source;
  const { all } = totals;
  const moves = plan.baseline.some((territory) => territory >= 0);
  const table = reportTable<TerritoryLine>(
    [
      { header: 'Territory', cell: ({ index, name }) => html`${swatch(index)}${name}`, total: 'Total' },
      { header: 'Rep', cell: ({ index }) => repNames(plan, index), shown: plan.reps.length > 0 },
      {
        header: 'Accounts',
        cell: ({ sum }) => grouped(sum.accounts),
        total: grouped(all.accounts),
        figures: true,
      },
      {
        header: `Potential (${plan.potentialUnit.name})`,
        cell: ({ sum }) => potential(plan, sum.potential),
        total: potential(plan, all.potential),
        figures: true,
      },
      {
        header: 'Share',
        cell: ({ sum }) => portion(sum.potential, all.potential),
        total: portion(all.potential, all.potential),
        figures: true,
      },
      {
        header: `Revenue now (${plan.currency})`,
        cell: ({ sum }) => money(plan, sum.currentArr),
        total: money(plan, all.currentArr),
        figures: true,
        shown: all.currentArr !== 0,
      },
      {
        header: 'Moved in',
        cell: ({ sum }) => grouped(sum.movedIn),
        total: grouped(all.movedIn),
        figures: true,
        shown: moves,
      },
      {
        header: 'Moved out',
        cell: ({ sum }) => grouped(sum.movedOut),
        total: grouped(all.movedOut),
        figures: true,
        shown: moves,
      },
    ],
    territoryLines(source),
    true,
  );
  return html`<h2>Territories</h2>
    ${table}`;
}

const sumOf = (lines: readonly QuotaLine[], field: 'amount' | 'computed'): number =>
  lines.reduce((sum, line) => sum + Number(line[field]), 0);

export function quotas({ plan, document }: ReportSource): Html {
  const { lines } = document.quota;
  const { target, overAssignment } = plan.quota;
  if (target === null) {
    return html`<h2>Quotas</h2>
      <p>No quota target is set in this plan.</p>`;
  }
  const whole = sumOf(lines, 'amount');
  const overridden = lines.some((line) => line.reason !== '' || line.amount !== line.computed);
  const indexOf = (line: QuotaLine): number =>
    plan.territories.findIndex((territory) => territory.territoryId === line.territoryId);
  const table = reportTable<QuotaLine>(
    [
      {
        header: 'Territory',
        cell: (line) =>
          html`${swatch(indexOf(line))}${plan.territories[indexOf(line)]?.name ?? line.territoryId}`,
        total: 'Total',
      },
      { header: 'Rep', cell: (line) => repNames(plan, indexOf(line)), shown: plan.reps.length > 0 },
      {
        header: `Quota (${plan.currency})`,
        cell: (line) => money(plan, Number(line.amount)),
        total: money(plan, whole),
        figures: true,
      },
      {
        header: 'Share',
        cell: (line) => portion(Number(line.amount), whole),
        total: portion(whole, whole),
        figures: true,
      },
      {
        header: 'Split alone',
        cell: (line) => money(plan, Number(line.computed)),
        total: money(plan, sumOf(lines, 'computed')),
        figures: true,
        shown: overridden,
      },
      { header: 'Why it differs', cell: (line) => line.reason, shown: overridden },
    ],
    lines,
    true,
  );
  const part = target === 0 ? '' : `, ${percent(whole / target)} of the target`;
  return html`<h2>Quotas</h2>
    <p>
      A target of ${money(plan, target)} ${plan.currency}, raised by ${percent(overAssignment)}
      over-assignment and split by potential. Assigned: ${money(plan, whole)} ${plan.currency}${part}.
    </p>
    ${table}`;
}
