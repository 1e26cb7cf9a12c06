import { useMemo, useState } from 'react';
import type { RejectedRow } from '../../../../domain/intake/intake-result.ts';
import { Table } from '../../../ui/Table.tsx';

/** Rows that were left out, with their line in the file and why. */
export function RejectedTable({
  rows,
  total,
}: {
  readonly rows: readonly RejectedRow[];
  readonly total: number;
}) {
  const keys = useMemo(() => Int32Array.from(rows.keys()), [rows]);
  const [current, setCurrent] = useState<number | null>(null);
  const chosen = current === null ? undefined : rows[current];
  return (
    <div className="rejected">
      <div className="rejected-table" data-rows={Math.min(rows.length, 8)}>
        <Table
          label="Rows left out"
          keys={keys}
          isSelected={(key) => key === current}
          onSelect={({ keys: picked }) => setCurrent(picked.at(-1) ?? null)}
          columns={[
            {
              id: 'line',
              header: 'Line',
              width: 64,
              number: true,
              cell: (key) => rows[key]?.line.toLocaleString('en-US'),
            },
            {
              id: 'reason',
              header: 'Why it was left out',
              width: 260,
              grow: 2,
              cell: (key) => rows[key]?.reason,
            },
            {
              id: 'text',
              header: 'As it stands in the file',
              width: 200,
              grow: 3,
              cell: (key) => <code>{rows[key]?.text}</code>,
            },
          ]}
        />
      </div>
      {chosen === undefined ? null : (
        <p className="rejected-words">
          <strong>{`Line ${chosen.line.toLocaleString('en-US')}.`}</strong> {chosen.reason}
        </p>
      )}
      {total <= rows.length ? null : (
        <p className="muted">
          {`The first ${rows.length.toLocaleString('en-US')} of ${total.toLocaleString('en-US')}; the CSV has them all.`}
        </p>
      )}
    </div>
  );
}
