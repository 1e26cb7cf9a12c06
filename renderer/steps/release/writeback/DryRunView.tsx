import { useMemo, useState } from 'react';
import { itemCounts } from '../../../../domain/writeback/batch.ts';
import { MAY_BE_OVERRULED } from '../../../../domain/writeback/gate.ts';
import type { GateCode } from '../../../../domain/writeback/gate.ts';
import { writtenFields } from '../../../../domain/writeback/jobs.ts';
import type { Changes as ChangeSet, Item } from '../../../../domain/writeback/change.ts';
import { Field } from '../../../ui/Field.tsx';
import { FactList } from '../../../ui/FactList.tsx';
import { count, NONE, roundPercent } from '../../../ui/format.ts';
import { Status } from '../../../ui/Status.tsx';
import type { Column } from '../../../ui/Table.tsx';
import { Table } from '../../../ui/Table.tsx';
import { Tabs } from '../../../ui/Tabs.tsx';
import type { PreparedWriteback } from './writeback-work.ts';

type View = 'changes' | 'conflicts' | 'waiting';

/** What would be written, what would not, and what stops it: before a file exists. */
export function DryRunView(props: {
  readonly prepared: PreparedWriteback;
  readonly reason: string;
  readonly onReason: (reason: string) => void;
}) {
  const { run } = props.prepared;
  const { changes, breaker, refusals, batch } = run;
  const [view, setView] = useState<View>(changes.items.length > 0 ? 'changes' : 'conflicts');
  const mayGoOn = refusals.length > 0 && refusals.every((one) => MAY_BE_OVERRULED.has(one.code));
  return (
    <section>
      <h3>Dry run</h3>
      <div className="writeback-facts">
        <FactList
          facts={[
            ['Changes', jobWords(batch.items)],
            ['Already as approved', count(changes.same)],
            ['Conflicts', `${count(changes.conflicts.length)}, left as they are`],
            [
              'Accounts replaced',
              `${count(breaker.changed)} of ${count(breaker.inScope)}; the policy allows ${roundPercent(breaker.limit)}`,
            ],
            ['Batch', batch.batchId.slice(0, 12)],
          ]}
        />
      </div>
      {changes.notes.map((note) => (
        <p key={note}>
          <Status prose kind="info">
            {note}
          </Status>
        </p>
      ))}
      {batch.overruled.length === 0 ? null : (
        <p>
          <Status prose kind="warn">
            Goes on against {batch.overruled.join(', ')}: “{batch.reason}”. This is kept.
          </Status>
        </p>
      )}
      {refusals.length === 0 ? null : (
        <Refused refusals={refusals} mayGoOn={mayGoOn} reason={props.reason} onReason={props.onReason} />
      )}
      <div className="writeback-tables">
        <Tabs
          label="Dry run"
          value={view}
          onChange={setView}
          tabs={[
            {
              id: 'changes',
              label: 'Changes',
              count: new Set(changes.items.map((item) => item.group)).size,
              content: <Changes changes={changes} />,
            },
            {
              id: 'conflicts',
              label: 'Conflicts',
              count: changes.conflicts.length,
              content: <Conflicts rows={changes.conflicts} />,
            },
            {
              id: 'waiting',
              label: 'Waiting',
              count: changes.waiting.length,
              content: <Conflicts rows={changes.waiting.map((one) => ({ ...one, code: 'WAITING' }))} />,
            },
          ]}
        />
      </div>
    </section>
  );
}

const jobWords = (items: readonly Item[]): string =>
  items.length === 0
    ? 'None: everything is as approved, or in conflict'
    : Object.entries(itemCounts(items))
        .map(([job, number]) => `${count(number)} ${job}`)
        .join(', ');

function Refused(props: {
  readonly refusals: readonly { readonly code: GateCode; readonly message: string }[];
  readonly mayGoOn: boolean;
  readonly reason: string;
  readonly onReason: (reason: string) => void;
}) {
  return (
    <div className="writeback-refused" role="status">
      {props.refusals.map((one) => (
        <p key={one.code}>
          <Status prose kind="bad">
            {one.message} <code>{one.code}</code>
          </Status>
        </p>
      ))}
      {props.mayGoOn ? (
        <Field
          label="Go on all the same, because"
          value={props.reason}
          onChange={props.onReason}
          hint="It is kept in the batch and in the audit trail. Then compare again."
        />
      ) : null}
    </div>
  );
}

interface ChangeRow {
  readonly subject: string;
  readonly from: string;
  readonly to: string;
  readonly records: string;
}

/** One row a change: a move is a record made and a record deleted. */
function changeRows({ items, moves }: ChangeSet): readonly ChangeRow[] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const known = groups.get(item.group);
    if (known === undefined) groups.set(item.group, [item]);
    else known.push(item);
  }
  return [...groups].map(([group, [first, ...more]]) => {
    const move = moves[group];
    const records = [first, ...more].map((item) => `${item?.object} ${item?.operation}`).join(', ');
    return {
      subject: first?.subject ?? group,
      from: move === undefined ? valuesOf(first, 'before') : (move.from ?? 'No territory'),
      to: move === undefined ? valuesOf(first, 'after') : (move.to ?? 'No territory'),
      records,
    };
  });
}

function valuesOf(item: Item | undefined, side: 'before' | 'after'): string {
  const values = item?.[side];
  if (item === undefined || values === null || values === undefined) return NONE;
  const fields = item.operation === 'delete' ? (item.before ?? {}) : writtenFields(item);
  return Object.keys(fields)
    .filter((field) => (values[field] ?? '') !== '')
    .map((field) => values[field])
    .join(', ');
}

function Changes({ changes }: { readonly changes: ChangeSet }) {
  const rows = useMemo(() => changeRows(changes), [changes]);
  const text = (field: keyof ChangeRow) => (key: number) => (
    <span className="truncate" title={rows[key]?.[field]}>
      {rows[key]?.[field]}
    </span>
  );
  const columns: readonly Column[] = [
    { id: 'subject', header: 'What', width: 180, grow: 2, sortable: false, cell: text('subject') },
    { id: 'from', header: 'From', width: 110, grow: 1, sortable: false, cell: text('from') },
    { id: 'to', header: 'To', width: 110, grow: 1, sortable: false, cell: text('to') },
    { id: 'records', header: 'Records', width: 200, grow: 1.6, sortable: false, cell: text('records') },
  ];
  return (
    <Table
      label="Changes"
      columns={columns}
      keys={Array.from(rows.keys())}
      isSelected={() => false}
      onSelect={() => undefined}
      empty="There is nothing to change."
    />
  );
}

function Conflicts({
  rows,
}: {
  readonly rows: readonly { readonly code: string; readonly subject: string; readonly message: string }[];
}) {
  const columns: readonly Column[] = [
    {
      id: 'subject',
      header: 'What',
      width: 160,
      grow: 1,
      sortable: false,
      cell: (key) => <span className="truncate">{rows[key]?.subject}</span>,
    },
    {
      id: 'why',
      header: 'Why it stays',
      width: 320,
      grow: 3,
      sortable: false,
      cell: (key) => (
        <span className="truncate" title={rows[key]?.message}>
          {rows[key]?.message}
        </span>
      ),
    },
    {
      id: 'code',
      header: 'Code',
      width: 190,
      sortable: false,
      cell: (key) => <code className="truncate">{rows[key]?.code}</code>,
    },
  ];
  return (
    <Table
      label="Left as they are"
      columns={columns}
      keys={Array.from(rows.keys())}
      isSelected={() => false}
      onSelect={() => undefined}
      empty="None."
    />
  );
}
