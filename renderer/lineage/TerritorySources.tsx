import { useEffect, useState } from 'react';
import { database, useSession } from '../session/session.ts';
import { counted, dayAndTime } from '../ui/format.ts';
import type { TerritoryEdit, TerritoryLineage } from './territory-lineage.ts';
import { territoryLineage } from './territory-lineage.ts';
import { useName } from './WhereFrom.tsx';
import './where-from.css';

/** What a territory's figures and quota come from: files, values changed since, and what set its quota (AUD-08). */
export function TerritorySources({ index }: { readonly index: number }) {
  const [open, setOpen] = useState(false);
  return (
    <details className="where-from" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Where from</summary>
      {open ? <Sources index={index} /> : null}
    </details>
  );
}

const SHOWN = 12;

function Sources({ index }: { readonly index: number }) {
  const found = useTerritory(index);
  if (found === null) return <p className="muted">Looking it up …</p>;
  const { files, edits, quota } = found;
  return (
    <dl className="where-list">
      <dt>Its accounts</dt>
      <dd>
        {files.length === 0 ? (
          <p className="muted">
            Where they came from was not kept: this plan is older than that, or was made on another laptop.
          </p>
        ) : null}
        {files.map((file) => (
          <FileLine key={`${file.record.seq} ${file.record.at}`} file={file} />
        ))}
      </dd>
      <dt>Their values, changed since</dt>
      <dd>
        <Edits edits={edits} none="As the files have them." />
      </dd>
      <dt>Its quota</dt>
      <dd>
        <Edits edits={quota} none="No quota was set here." />
        <p className="where-uses">The target is split by the potential of the accounts above.</p>
      </dd>
    </dl>
  );
}

function FileLine({ file }: { readonly file: TerritoryLineage['files'][number] }) {
  const { record, accounts, line } = file;
  const who = useName(record.by);
  const name = (family: string): string => record.files.find((one) => one.family === family)?.name ?? '';
  return (
    <p>
      {accounts === 0 ? null : `${counted(accounts, 'account')} from ${name('accounts')}. `}
      {line === null ? null : `Its own row: ${name('territories')}, line ${line}. `}
      <span className="muted">
        Brought by {who}, <span className="nowrap">{dayAndTime(record.at)}</span>
      </span>
    </p>
  );
}

function Edits({ edits, none }: { readonly edits: readonly TerritoryEdit[]; readonly none: string }) {
  if (edits.length === 0) return <p className="muted">{none}</p>;
  return (
    <>
      {edits.slice(0, SHOWN).map((edit) => (
        <EditLine key={edit.key} edit={edit} />
      ))}
      {edits.length > SHOWN ? <p className="muted">And {edits.length - SHOWN} earlier ones.</p> : null}
    </>
  );
}

function EditLine({ edit }: { readonly edit: TerritoryEdit }) {
  const who = useName(edit.actor);
  return (
    <p>
      {edit.label}
      {edit.values === 0 ? '' : `, ${counted(edit.values, 'value')} here`}.{' '}
      <span className="muted">
        {who}, <span className="nowrap">{dayAndTime(edit.at)}</span>
      </span>
    </p>
  );
}

function useTerritory(index: number): TerritoryLineage | null {
  const open = useSession((state) => state.open);
  const [found, setFound] = useState<{ readonly key: string; readonly lineage: TerritoryLineage } | null>(
    null,
  );
  const key = `${open?.plan.planId ?? ''} ${open?.head ?? 0} ${index}`;
  useEffect(() => {
    let current = true;
    if (open !== null)
      void territoryLineage(database(), open.plan, open.journal, index).then((lineage) => {
        if (current) setFound({ key, lineage });
      });
    return () => {
      current = false;
    };
  }, [key, open, index]);
  return found?.key === key ? found.lineage : null;
}
