import { useEffect, useMemo, useState } from 'react';
import type { HealthReport, PairView } from '../../../intake/health-api.ts';
import { ask } from '../../../intake/intake-client.ts';
import { postRefusal } from '../../../session/notices.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import type { Column } from '../../../ui/Table.tsx';
import { Table } from '../../../ui/Table.tsx';
import { WindowCache } from '../model/window-cache.ts';
import { FromWindow } from '../parts/FromWindow.tsx';
import { OverviewSkeleton } from './OverviewSkeleton.tsx';
import { PairPanel } from './PairPanel.tsx';

export function DuplicatesTab({ report }: { readonly report: HealthReport | null }) {
  if (report === null) return <OverviewSkeleton />;
  if (report.pairs === 0)
    return (
      <EmptyState title="No pairs to decide">
        No two accounts are alike enough to be one. Merges already made are listed under Merged.
      </EmptyState>
    );
  return <Pairs check={report.check} total={report.pairs} />;
}

function Pairs({ check, total }: { readonly check: number; readonly total: number }) {
  const cache = useMemo(() => new WindowCache<PairView>(pairs), []);
  const keys = useMemo(() => Int32Array.from({ length: total }, (_, i) => i), [total]);
  const [wanted, setCurrent] = useState(0);
  const current = Math.min(wanted, total - 1);
  useEffect(() => cache.renew(), [cache, check]);
  return (
    <div className="pairs">
      <div className="pair-list">
        <Table
          label="Pairs that may be one account"
          columns={columnsFor(cache)}
          keys={keys}
          isSelected={(key) => key === current}
          onSelect={({ keys: chosen }) => setCurrent(chosen.at(-1) ?? 0)}
          reveal={current}
          rowHeight={44}
        />
      </div>
      <FromWindow cache={cache} index={current}>
        {(pair) => (
          <PairPanel
            key={pair.key}
            pair={pair}
            position={`${(current + 1).toLocaleString('en-US')} of ${total.toLocaleString('en-US')}`}
            onLater={() => setCurrent((current + 1) % total)}
          />
        )}
      </FromWindow>
    </div>
  );
}

const columnsFor = (cache: WindowCache<PairView>): readonly Column[] => [
  {
    id: 'pair',
    header: 'Accounts',
    width: 200,
    grow: 1,
    cell: (key) => (
      <FromWindow cache={cache} index={key}>
        {({ nameA, nameB }) => (
          <span className="pair-names" title={`${nameA}\n${nameB}`}>
            <span className="truncate">{nameA}</span>
            <span className="truncate">{nameB}</span>
          </span>
        )}
      </FromWindow>
    ),
  },
  {
    id: 'score',
    header: 'Alike',
    width: 60,
    number: true,
    cell: (key) => (
      <FromWindow cache={cache} index={key}>
        {({ score }) => `${Math.round(score * 100)}%`}
      </FromWindow>
    ),
  },
];

async function pairs(from: number, count: number): Promise<readonly PairView[]> {
  const answer = await ask((api) => api.pairs(from, count));
  if (answer.ok) return answer.value;
  postRefusal('The pairs could not be listed', answer.errors);
  return [];
}
