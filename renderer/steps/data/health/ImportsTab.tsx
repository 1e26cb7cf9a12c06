import { counted } from '../../../ui/format.ts';
import { Download } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { PlanId } from '../../../../domain/brand.ts';
import { database, usePlan } from '../../../session/session.ts';
import type { ImportedFile, ImportRecord } from '../../../storage/import-records.ts';
import { recallImports } from '../../../storage/import-records.ts';
import { Button } from '../../../ui/Button.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { FAMILY_WORDS } from '../model/import-file.ts';
import { MissingCells } from '../parts/MissingCells.tsx';
import { RejectedTable } from '../parts/RejectedTable.tsx';
import { exportFile } from '../../../governance/export-file.ts';

/** What the import behind this plan left out, and what it took for missing. */
export function ImportsTab() {
  const { planId } = usePlan();
  const records = useRecords(planId);
  if (records === undefined) return null;
  if (records.length === 0)
    return (
      <EmptyState title="No import on record">
        This plan was not made from a file on this laptop, so there are no rows that were left out.
      </EmptyState>
    );
  return (
    <div className="import-record">
      {records.map((record) => (
        <Import key={record.importedAt} record={record} />
      ))}
    </div>
  );
}

function Import({ record }: { readonly record: ImportRecord }) {
  return (
    <>
      <p className="muted">
        Imported {new Date(record.importedAt).toLocaleString()}, data quality {Math.round(record.score)} of
        100 then.
      </p>
      {record.files.map((file) => (
        <FileRecord key={file.family} file={file} />
      ))}
      <MissingCells missing={record.missing} sentinels={record.sentinels} />
    </>
  );
}

function FileRecord({ file }: { readonly file: ImportedFile }) {
  const { rest } = file;
  return (
    <section className="data-card" aria-label={file.name}>
      <header>
        <h2 className="truncate">{file.name}</h2>
        <span className="muted">{`${FAMILY_WORDS[file.family]}, ${counted(file.rowsInFile, 'row')}`}</span>
        {rest === null ? null : (
          <Button
            kind="quiet"
            icon={<Download aria-hidden="true" />}
            onPress={() =>
              void exportFile({
                name: `rest-of-${file.name}.csv`,
                bytes: new Uint8Array(rest),
                type: 'text/csv',
                label: 'Save rows that were left out',
                object: 'data',
              })
            }
          >
            Save the rest as CSV
          </Button>
        )}
      </header>
      {file.rejected.length === 0 ? (
        <p className="muted">Every row was read.</p>
      ) : (
        <RejectedTable rows={file.rejected} total={file.rejected.length} />
      )}
      <p className="muted">
        {file.unmapped.length === 0 ? 'Every column was stored.' : `Not stored: ${file.unmapped.join(', ')}.`}
      </p>
    </section>
  );
}

/** undefined while they are being read. */
function useRecords(planId: PlanId): readonly ImportRecord[] | undefined {
  const [found, setFound] = useState<{ planId: PlanId; records: readonly ImportRecord[] } | null>(null);
  useEffect(() => {
    let current = true;
    void recallImports(database(), planId).then((records) => {
      if (current) setFound({ planId, records });
    });
    return () => {
      current = false;
    };
  }, [planId]);
  return found?.planId === planId ? found.records : undefined;
}
