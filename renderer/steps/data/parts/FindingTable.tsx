import { useMemo } from 'react';
import type { FindingScope } from '../../../intake/intake-api.ts';
import type { FindingView } from '../../../intake/findings-api.ts';
import type { Column } from '../../../ui/Table.tsx';
import { Table } from '../../../ui/Table.tsx';
import { useHealth } from '../health-store.ts';
import { fieldTitle } from '../model/field-words.ts';
import type { WindowCache } from '../model/window-cache.ts';
import { Change } from './Change.tsx';
import { FixButtons } from './FixButtons.tsx';
import { FromWindow } from './FromWindow.tsx';

export function FindingTable(props: {
  readonly scope: FindingScope;
  readonly cache: WindowCache<FindingView>;
  readonly title: string;
  readonly total: number;
  readonly current: number;
  readonly onCurrent: (index: number) => void;
}) {
  const { scope, cache, title, total, current, onCurrent } = props;
  const done = useHealth((state) => state.done);
  const keys = useMemo(() => Int32Array.from({ length: total }, (_, i) => i), [total]);
  const columns = columnsFor(scope, cache, done);
  return (
    <div className="finding-table">
      <Table
        label={`Findings: ${title}`}
        columns={columns}
        keys={keys}
        isSelected={(key) => key === current}
        onSelect={({ keys: chosen }) => onCurrent(chosen.at(-1) ?? 0)}
        onOpen={onCurrent}
        reveal={current}
        rowHeight={32}
        empty="Nothing is open here any more."
      />
    </div>
  );
}

function columnsFor(
  scope: FindingScope,
  cache: WindowCache<FindingView>,
  done: ReadonlySet<string>,
): readonly Column[] {
  const cell = (show: (finding: FindingView) => React.ReactNode) => (key: number) => (
    <FromWindow cache={cache} index={key}>
      {show}
    </FromWindow>
  );
  return [
    {
      id: 'row',
      header: 'Row',
      width: 76,
      number: true,
      cell: cell((finding) => finding.row?.toLocaleString('en-US') ?? ''),
    },
    {
      id: 'account',
      header: 'Account',
      width: 170,
      grow: 2,
      cell: cell((finding) => (
        <span title={finding.account}>
          {finding.account || 'The whole file'}
          {finding.moreRows === 0 ? null : <span className="muted">{` and ${finding.moreRows} more`}</span>}
        </span>
      )),
    },
    { id: 'place', header: 'Place', width: 110, grow: 1, cell: cell((finding) => finding.place) },
    {
      id: 'value',
      header: 'What is there',
      width: 150,
      grow: 2,
      cell: cell((finding) => (
        <span className="faulty-cell">
          <mark>{finding.value ?? 'missing'}</mark>
          {finding.field === null ? null : <span className="muted"> {fieldTitle(finding.field)}</span>}
        </span>
      )),
    },
    {
      id: 'fix',
      header: 'Proposed',
      width: 150,
      grow: 2,
      cell: cell((finding) => <Change finding={finding} />),
    },
    ...(scope === 'import'
      ? []
      : [
          {
            id: 'do',
            header: '',
            width: 104,
            cell: cell((finding) => <FixButtons finding={finding} done={done.has(finding.key)} />),
          },
        ]),
  ];
}
