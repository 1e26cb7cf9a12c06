import { counted } from '../../../ui/format.ts';
import { useState } from 'react';
import type { Family } from '../../../../domain/intake/mapping.ts';
import { Button } from '../../../ui/Button.tsx';
import { Status } from '../../../ui/Status.tsx';
import { chooseFamily, matchAfresh } from '../import-store.ts';
import type { ReadyFile } from '../model/import-file.ts';
import { FAMILY_CHOICES } from '../model/import-file.ts';
import { firstOrder, needsOf } from '../model/mapping-view.ts';
import { Pick } from '../parts/Pick.tsx';
import { MappingRow } from './MappingRow.tsx';
import { PotentialUnitPick } from './PotentialUnitPick.tsx';

export function MappingSection({ file }: { readonly file: ReadyFile }) {
  const { mapping, table, rememberedAt } = file.state;
  const [order] = useState(() => firstOrder(mapping));
  const left = mapping.columns.filter(({ field }) => field === null).length;
  return (
    <section className="mapping" aria-label={`Columns of ${file.name}`}>
      <header className="mapping-head">
        <h2 className="truncate">{file.name}</h2>
        <Pick
          label={`What ${file.name} holds`}
          hideLabel
          value={mapping.family}
          choices={FAMILY_CHOICES}
          onChange={(family) => void chooseFamily(file.id, family as Family)}
        />
        <span className="muted">
          {counted(mapping.columns.length - left, 'column')} stored, {left} not stored
        </span>
        {rememberedAt === null ? null : (
          <span className="mapping-remembered">
            <Status kind="info">{`Matched as on ${new Date(rememberedAt).toLocaleDateString()}`}</Status>
            <Button kind="quiet" onPress={() => void matchAfresh(file.id)}>
              Match afresh
            </Button>
          </span>
        )}
      </header>
      <div className="mapping-body">
        <div className="mapping-scroll">
          <table className="mapping-table">
            <thead>
              <tr>
                <th scope="col">Column</th>
                <th scope="col">Values in it</th>
                <th scope="col">Is stored as</th>
                <th scope="col">Written as</th>
              </tr>
            </thead>
            <tbody>
              {order.map((column) => {
                const choice = mapping.columns[column];
                const sample = table.columns[column];
                if (choice === undefined || sample === undefined) return null;
                return (
                  <MappingRow
                    key={column}
                    file={file}
                    choice={choice}
                    sample={sample}
                    rows={table.rowCount}
                  />
                );
              })}
            </tbody>
          </table>
        </div>
        <aside className="mapping-aside">
          <Needs file={file} />
          <PotentialUnitPick file={file} />
          <p className="muted">
            Columns that are not stored stay in your file: Bailiwick keeps only what it plans with, and lists
            them in the plan by name.
          </p>
        </aside>
      </div>
    </section>
  );
}

function Needs({ file }: { readonly file: ReadyFile }) {
  return (
    <section aria-label="What the plan needs">
      <h3>What the plan needs</h3>
      <ul className="needs">
        {needsOf(file.state.mapping).map(({ title, header, without, needed }) => (
          <li key={title}>
            <Status kind={header !== null ? 'good' : needed ? 'bad' : 'warn'}>{title}</Status>
            <span className="muted">{header === null ? without : `from ${header}`}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
