import { useState } from 'react';
import { minorPerMajor } from '../../../domain/intake/potential-unit.ts';
import type { QuotaLine, QuotaPlan } from '../../../domain/quotas/quota-plan.ts';
import type { QuotaRisk } from '../../../domain/quotas/quota-risks.ts';
import { usePlan } from '../../session/session.ts';
import { moneyNumber, percent, potentialNumber, rate, singular } from '../../ui/format.ts';
import { Status, Tag } from '../../ui/Status.tsx';
import type { Column, Sort } from '../../ui/Table.tsx';
import { Table } from '../../ui/Table.tsx';
import { TerritoryName } from '../../workspace/TerritoryName.tsx';
import { useColours } from '../../workspace/use-colours.ts';
import { quotaOrder, quotaPerPotential } from './quota-order.ts';

export function QuotaTable(props: {
  readonly quotas: QuotaPlan;
  readonly risks: readonly QuotaRisk[];
  readonly chosen: number | null;
  readonly onChoose: (territory: number) => void;
}) {
  const { quotas, risks, chosen, onChoose } = props;
  const plan = usePlan();
  const [sort, setSort] = useState<Sort | null>(null);
  const byTerritory = new Map(quotas.lines.map((line) => [line.territory, line]));
  const columns = useQuotaColumns(byTerritory, quotas, risks);
  const sum = (of: (line: QuotaLine) => number): number =>
    quotas.lines.reduce((all, line) => all + of(line), 0);
  return (
    <Table
      label="Quotas by territory"
      columns={columns}
      keys={quotaOrder(plan, quotas, sort)}
      isSelected={(territory) => territory === chosen}
      onSelect={({ keys }) => {
        const last = keys.at(-1);
        if (last !== undefined) onChoose(last);
      }}
      sort={sort}
      onSort={setSort}
      footer={[
        'Total',
        '',
        moneyNumber(quotas.total, plan.currency),
        moneyNumber(
          sum((line) => line.base),
          plan.currency,
        ),
        potentialNumber(
          sum((line) => line.potential),
          plan.potentialUnit,
        ),
        percent(sum((line) => line.potentialShare)),
        '',
        '',
      ]}
    />
  );
}

function useQuotaColumns(
  lines: ReadonlyMap<number, QuotaLine>,
  quotas: QuotaPlan,
  risks: readonly QuotaRisk[],
): readonly Column[] {
  const plan = usePlan();
  const colours = useColours();
  const unit = plan.potentialUnit.name;
  const mean = quotaPerPotential(plan, quotas);
  const of = <T,>(territory: number, show: (line: QuotaLine) => T): T | null => {
    const line = lines.get(territory);
    return line === undefined ? null : show(line);
  };
  const repsOf = (territory: number): string => {
    const ids = plan.territories[territory]?.repIds ?? [];
    return plan.reps
      .filter((rep) => ids.includes(rep.repId))
      .map((rep) => rep.name)
      .join(', ');
  };
  return [
    {
      id: 'territory',
      header: 'Territory',
      width: 150,
      grow: 1.4,
      sticky: true,
      cell: (t) => (
        <TerritoryName
          colour={colours[t]}
          name={plan.territories[t]?.name ?? ''}
          locked={plan.territories[t]?.locked ?? false}
        />
      ),
    },
    {
      id: 'rep',
      header: 'Rep',
      width: 116,
      grow: 1,
      cell: (t) => <span className="truncate">{repsOf(t)}</span>,
    },
    {
      id: 'quota',
      header: 'Quota',
      unit: plan.currency,
      width: 112,
      number: true,
      cell: (t) => of(t, (line) => <strong>{moneyNumber(line.amount, plan.currency)}</strong>),
    },
    {
      id: 'base',
      header: 'By potential',
      unit: plan.currency,
      width: 124,
      number: true,
      explain: 'What the split gives when nothing is set by hand',
      cell: (t) => of(t, (line) => <span className="muted">{moneyNumber(line.base, plan.currency)}</span>),
    },
    {
      id: 'potential',
      header: 'Potential',
      unit,
      width: 108,
      number: true,
      cell: (t) => of(t, (line) => potentialNumber(line.potential, plan.potentialUnit)),
    },
    {
      id: 'share',
      header: 'Share',
      width: 66,
      number: true,
      explain: 'Of the potential that has a territory',
      cell: (t) => of(t, (line) => percent(line.potentialShare)),
    },
    {
      id: 'ratio',
      header: 'Quota',
      unit: `per ${plan.potentialUnit.kind === 'count' ? singular(unit) : unit}`,
      width: 110,
      number: true,
      explain: `Quota in ${plan.currency} for each of the territory's ${unit}; the bar says how far it lies from the plan's mean`,
      cell: (t) =>
        of(t, (line) => <RatioBar ratio={line.perPotential} mean={mean} currency={plan.currency} />),
    },
    {
      id: 'state',
      header: 'Notes',
      width: 128,
      grow: 1.3,
      sortable: false,
      cell: (t) =>
        of(t, (line) => <LineNotes line={line} risks={risks.filter((risk) => risk.territory === t)} />),
    },
  ];
}

/** The figure, and how far it lies from the mean as a bar from the middle. */
function RatioBar(props: {
  readonly ratio: number | null;
  readonly mean: number;
  readonly currency: string;
}) {
  const { ratio, mean, currency } = props;
  if (ratio === null || mean === 0) return <span className="muted">–</span>;
  const away = Math.max(-0.5, Math.min(0.5, ratio / mean - 1));
  return (
    <span className="ratio">
      <span className="ratio-track" aria-hidden="true">
        <span
          className="ratio-bar"
          style={{ left: `${50 + Math.min(0, away) * 100}%`, width: `${Math.abs(away) * 100}%` }}
        />
      </span>
      {rate(ratio / minorPerMajor(currency))}
    </span>
  );
}

function LineNotes({ line, risks }: { readonly line: QuotaLine; readonly risks: readonly QuotaRisk[] }) {
  const worst = risks.find((risk) => risk.severity === 'error') ?? risks[0];
  return (
    <span className="quota-notes">
      {line.override === null ? null : <Tag>Set by hand</Tag>}
      {worst === undefined ? null : (
        <Status kind={worst.severity === 'error' ? 'bad' : 'warn'}>
          <span className="truncate" title={worst.message}>
            {RISK_WORDS[worst.code]}
            {risks.length > 1 ? ` +${risks.length - 1}` : ''}
          </span>
        </Status>
      )}
    </span>
  );
}

const RISK_WORDS: Readonly<Record<QuotaRisk['code'], string>> = {
  ABOVE_POTENTIAL: 'More than its potential',
  HIGH_FOR_POTENTIAL: 'High for its potential',
  LOW_FOR_POTENTIAL: 'Low for its potential',
  NO_POTENTIAL: 'No potential',
  NO_REP: 'Nobody to carry it',
  OVER_CAPACITY: 'Over capacity',
  OVERRIDE_FAR: 'Far from the split',
};
