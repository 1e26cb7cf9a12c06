import { useMemo, useState } from 'react';
import type { ActorId, IsoTime } from '../../domain/brand.ts';
import { actionWords } from '../../domain/governance/action-words.ts';
import { dayAndTime } from '../ui/format.ts';
import type { Column } from '../ui/Table.tsx';
import { Table } from '../ui/Table.tsx';

/** A line of the chained trail inside a version. */
export interface TrailLine {
  readonly at: IsoTime;
  readonly actor: ActorId;
  readonly action: string;
  readonly label: string;
}

/** How the plan came to be, edit by edit, as the version itself carries it: newest first. */
export function VersionTrail(props: {
  readonly lines: readonly TrailLine[];
  readonly names: ReadonlyMap<ActorId, string>;
}) {
  const { lines, names } = props;
  const keys = useMemo(() => lines.map((_, i) => lines.length - 1 - i), [lines]);
  const [chosen, setChosen] = useState<number | null>(null);
  const columns: readonly Column[] = [
    { id: 'at', header: 'When', width: 160, cell: (key) => dayAndTime(lines[key]?.at ?? '') },
    { id: 'actor', header: 'Who', width: 130, cell: (key) => nameOf(lines[key]?.actor, names) },
    { id: 'action', header: 'Action', width: 140, cell: (key) => actionWords(lines[key]?.action ?? '') },
    {
      id: 'label',
      header: 'What',
      width: 220,
      grow: 1,
      cell: (key) => <span className="truncate">{lines[key]?.label}</span>,
    },
  ];
  return (
    <Table
      label="Audit trail of this version"
      columns={columns}
      keys={keys}
      isSelected={(key) => key === chosen}
      onSelect={({ keys: picked }) => setChosen(picked[0] ?? null)}
      empty="Nothing was edited before it was submitted."
    />
  );
}

const nameOf = (actor: ActorId | undefined, names: ReadonlyMap<ActorId, string>): string =>
  actor === undefined
    ? ''
    : (names.get(actor) ?? ((actor as string) === 'this-laptop' ? 'A laptop, nobody signed in' : actor));
