import { useMemo, useState } from 'react';
import type { AuditEntry, AuditFilter } from '../../domain/governance/audit-browse.ts';
import { browse, choicesOf, editAt, NO_FILTER } from '../../domain/governance/audit-browse.ts';
import { actionWords, objectWords } from '../../domain/governance/action-words.ts';
import { writeCsv } from '../../formats/tabular/write-csv.ts';
import { Button } from '../ui/Button.tsx';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { Field, SearchField, Select } from '../ui/Field.tsx';
import { count, dayAndTime } from '../ui/format.ts';
import type { Column } from '../ui/Table.tsx';
import { Table } from '../ui/Table.tsx';
import { useAudit } from './audit-entries.ts';
import { ChainCheck } from './ChainCheck.tsx';
import { exportFile } from './export-file.ts';
import { PlanThen } from './PlanThen.tsx';

const SOURCES: Readonly<Record<AuditEntry['source'], string>> = {
  edit: 'Edit',
  decision: 'Signed',
  event: 'Beside plans',
};
const ANY = 'any';

async function exportEntries(entries: readonly AuditEntry[]): Promise<void> {
  const rows = entries.map((one) => [
    one.at,
    one.actor,
    one.action,
    actionWords(one.action),
    one.label,
    one.object,
    one.seq,
  ]);
  const csv = writeCsv(['at', 'actor', 'action', 'in words', 'what', 'object', 'edit'], rows);
  const label = `Export ${entries.length} lines of the audit trail`;
  await exportFile({ name: 'audit-trail.csv', bytes: csv, type: 'text/csv', label, object: 'audit' });
}

/** Who did what, when, to what: filtered, exported, proven whole, and the plan as it stood at any edit. */
export function AuditBrowser() {
  const { entries, errors } = useAudit();
  const [filter, setFilter] = useState<AuditFilter>(NO_FILTER);
  const [then, setThen] = useState<AuditEntry | null>(null);
  const shown = useMemo(() => browse(entries, filter), [entries, filter]);
  const keys = useMemo(() => shown.map((_, i) => i), [shown]);
  const [chosen, setChosen] = useState<number | null>(null);
  const change = (part: Partial<AuditFilter>): void => setFilter({ ...filter, ...part });
  if (then !== null)
    return <PlanThen entry={then} seq={editAt(entries, then)} onClose={() => setThen(null)} />;
  const at = chosen === null ? undefined : shown[chosen];
  return (
    <div className="audit">
      {errors.length === 0 ? null : <ErrorNotice title="The trail beside plans is broken" errors={errors} />}
      <div className="audit-filter" role="search" aria-label="Audit trail">
        <SearchField label="Find in the trail" value={filter.text} onChange={(text) => change({ text })} />
        <Choose
          label="Who"
          value={filter.actor}
          from={choicesOf(entries, 'actor')}
          onChange={(actor) => change({ actor })}
        />
        <Choose
          label="Action"
          value={filter.action}
          from={choicesOf(entries, 'action')}
          onChange={(action) => change({ action })}
          words={actionWords}
        />
        <Field
          label="From"
          value={filter.from}
          onChange={(from) => change({ from })}
          placeholder="2026-01-31"
        />
        <Field label="To" value={filter.to} onChange={(to) => change({ to })} placeholder="2026-12-31" />
      </div>
      <div className="audit-tools">
        <span className="muted">
          {count(shown.length)} of {count(entries.length)}
        </span>
        <ChainCheck />
        <Button isDisabled={shown.length === 0} onPress={() => void exportEntries(shown)}>
          Export what is shown
        </Button>
        <Button isDisabled={at === undefined} onPress={() => setThen(at ?? null)}>
          The plan as it stood then
        </Button>
      </div>
      <div className="audit-table">
        <Table
          label="Audit trail"
          columns={columnsOf(shown)}
          keys={keys}
          isSelected={(key) => key === chosen}
          onSelect={({ keys: picked }) => setChosen(picked[0] ?? null)}
          onOpen={(key) => {
            const entry = shown[key];
            if (entry !== undefined) setThen(entry);
          }}
          empty="Nothing on record fits. Widen the filter, or make the first edit."
        />
      </div>
    </div>
  );
}

const columnsOf = (shown: readonly AuditEntry[]): readonly Column[] => [
  { id: 'at', header: 'When', width: 170, cell: (key) => dayAndTime(shown[key]?.at ?? '') },
  { id: 'actor', header: 'Who', width: 140, cell: (key) => shown[key]?.actor },
  { id: 'source', header: 'Kind', width: 90, cell: (key) => SOURCES[shown[key]?.source ?? 'edit'] },
  { id: 'action', header: 'Action', width: 130, cell: (key) => actionWords(shown[key]?.action ?? '') },
  { id: 'label', header: 'What', width: 240, grow: 1, cell: (key) => shown[key]?.label },
  { id: 'object', header: 'On', width: 160, cell: (key) => objectWords(shown[key]?.object ?? '') },
];

function Choose(props: {
  readonly label: string;
  readonly value: string | null;
  readonly from: readonly string[];
  readonly onChange: (value: string | null) => void;
  readonly words?: (value: string) => string;
}) {
  const { words = (value) => value } = props;
  return (
    <Select
      label={props.label}
      value={props.value ?? ANY}
      onChange={(value) => props.onChange(value === ANY ? null : value)}
      choices={[{ id: ANY, label: 'Any' }, ...props.from.map((id) => ({ id, label: words(id) }))]}
    />
  );
}
