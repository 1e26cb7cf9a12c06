import { useMemo } from 'react';
import type { TerritoryId } from '../../domain/brand.ts';
import type { MergeConflict, Resolution } from '../../domain/merge/conflict.ts';
import { Select } from '../ui/Field.tsx';
import type { Column } from '../ui/Table.tsx';
import { Table } from '../ui/Table.tsx';
import type { ReadyMerge } from './merge-run.ts';
import { CAUSES, fieldWords, subjectWords, valueWords } from './merge-words.ts';
import type { Conflicts } from './use-conflicts.ts';

/** Every conflict with its three values, and the choice. */
export function ConflictTable({
  state,
  conflicts,
}: {
  readonly state: ReadyMerge;
  readonly conflicts: Conflicts;
}) {
  const { conflicts: all } = state;
  const keys = useMemo(() => all.map((_, at) => at), [all]);
  const picked = useMemo(() => new Set(conflicts.picked), [conflicts.picked]);
  return (
    <Table
      label="Conflicts"
      multiple
      columns={columnsOf(state, conflicts)}
      keys={keys}
      isSelected={(key) => picked.has(key)}
      onSelect={(intent) => conflicts.pick(intent)}
      onHover={(key) => conflicts.hover(key)}
      rowHeight={44}
      reveal={conflicts.reveal}
    />
  );
}

function columnsOf(state: ReadyMerge, conflicts: Conflicts): readonly Column[] {
  const { heads, taken, territories } = state;
  const at = (key: number): MergeConflict => state.conflicts[key] as MergeConflict;
  const value = (side: 'base' | 'ours' | 'theirs') => (key: number) => (
    <span className={settledAs(taken.get(at(key).id), side)}>
      {valueWords(at(key), at(key)[side], territories)}
    </span>
  );
  const plain = { width: 96, grow: 1, sortable: false };
  return [
    {
      ...plain,
      id: 'what',
      header: 'What',
      width: 150,
      grow: 2,
      cell: (key) => (
        <span className="merge-what" title={CAUSES[at(key).cause]}>
          <strong className="truncate">{subjectWords(at(key))}</strong>
          <span className="muted truncate">
            {fieldWords(at(key))}
            {at(key).cause === 'both-changed' ? '' : ` · ${CAUSES[at(key).cause]}`}
          </span>
        </span>
      ),
    },
    { ...plain, id: 'before', header: 'Before', cell: value('base') },
    { ...plain, id: 'ours', header: heads[0].maker, explain: heads[0].maker, cell: value('ours') },
    { ...plain, id: 'theirs', header: heads[1].maker, explain: heads[1].maker, cell: value('theirs') },
    {
      ...plain,
      id: 'take',
      header: 'Take',
      width: 120,
      cell: (key) => (
        <Take state={state} conflict={at(key)} onTake={(resolution) => conflicts.take(key, resolution)} />
      ),
    },
  ];
}

const settledAs = (taken: Resolution | undefined, side: Resolution): string =>
  taken === undefined ? 'truncate' : taken === side ? 'truncate merge-taken' : 'truncate muted';

function Take(props: {
  readonly state: ReadyMerge;
  readonly conflict: MergeConflict;
  readonly onTake: (resolution: Resolution) => void;
}) {
  const { state, conflict, onTake } = props;
  const { heads, plan, taken } = state;
  const now = taken.get(conflict.id);
  const places = conflict.field === 'place' ? plan.territories.filter(({ retired }) => !retired) : [];
  return (
    <Select<string>
      label={`Take for ${subjectWords(conflict)}`}
      hideLabel
      value={now === undefined ? 'open' : typeof now === 'object' ? `to ${now.territory ?? ''}` : now}
      onChange={(id) => {
        if (id === 'ours' || id === 'theirs' || id === 'base') onTake(id);
        else if (id.startsWith('to ')) onTake({ territory: id.slice(3) as TerritoryId });
      }}
      choices={[
        { id: 'open', label: 'Decide …' },
        { id: 'ours', label: heads[0].maker },
        { id: 'theirs', label: heads[1].maker },
        { id: 'base', label: 'As before' },
        ...places.map(({ territoryId, name }) => ({ id: `to ${territoryId}`, label: `To ${name}` })),
      ]}
    />
  );
}
