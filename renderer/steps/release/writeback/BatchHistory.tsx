import { useState } from 'react';
import { TARGET_NAMES } from '../../../../domain/writeback/target.ts';
import type { CodedError } from '../../../../domain/result.ts';
import { exportFile } from '../../../governance/export-file.ts';
import type { StoredVersion } from '../../../storage/version-store.ts';
import type { StoredBatch } from '../../../storage/writeback-store.ts';
import { Button } from '../../../ui/Button.tsx';
import { ErrorNotice } from '../../../ui/ErrorNotice.tsx';
import { count, counted, dayAndTime } from '../../../ui/format.ts';
import { Status, Tag } from '../../../ui/Status.tsx';
import { FileDrop } from './FileDrop.tsx';
import type { ReconciledWriteback } from './writeback-work.ts';
import { bringResults, namedBytes, useWritebacks } from './writebacks.ts';

/** Every batch of this version, and what became of it. */
export function BatchHistory({ version }: { readonly version: StoredVersion }) {
  const { batches, loaded } = useWritebacks();
  const mine = batches.filter((one) => one.batch.versionId === version.versionId);
  if (!loaded) return null;
  return (
    <section>
      <h3>Batches of this version</h3>
      {mine.length === 0 ? (
        <p className="muted">
          None yet. After loading the files, bring the results here: they show what was really made.
        </p>
      ) : (
        <ul className="batch-list">
          {mine.map((one) => (
            <Batch key={one.batch.batchId} stored={one} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** HubSpot and a plain loader leave no result files that could be read. */
const byExportOnly = (target: string): boolean => target === 'hubspot' || target === 'csv';

function Batch({ stored }: { readonly stored: StoredBatch }) {
  const { batch } = stored;
  const [errors, setErrors] = useState<readonly CodedError[]>([]);
  const [found, setFound] = useState<ReconciledWriteback | null>(null);
  const bring = async (by: 'results' | 'export', files: readonly File[]): Promise<void> => {
    const read = await namedBytes(files);
    const done = read.ok ? await bringResults(stored, by, read.value) : read;
    setErrors(done.ok ? [] : done.errors);
    setFound(done.ok ? done.value : null);
  };
  return (
    <li>
      <div className="batch-line">
        <strong>{TARGET_NAMES[batch.target]}</strong>
        <Tag>{batch.environment === 'sandbox' ? 'Sandbox' : 'Production'}</Tag>
        <span className="muted">
          {dayAndTime(batch.preparedAt)} · {counted(batch.items.length, 'change')}
        </span>
        <code>{batch.batchId.slice(0, 8)}</code>
        <Outcome stored={stored} />
      </div>
      <div className="batch-results">
        {byExportOnly(batch.target) ? null : (
          <FileDrop
            label="Bring result files"
            hint="Successes, failures and unprocessed records, all of them."
            onFiles={(files) => void bring('results', files)}
          />
        )}
        <FileDrop
          label="Look again by export"
          hint="The same exports, taken anew."
          onFiles={(files) => void bring('export', files)}
        />
      </div>
      {errors.length === 0 ? null : (
        <ErrorNotice title="The results were not taken" errors={errors.slice(0, 3)} />
      )}
      {found === null ? null : (
        <div className="batch-found">
          {found.found.halfDone.slice(0, 5).map((half) => (
            <p key={half.group}>
              <Status prose kind="warn">
                {half.subject} is half done: one part was made, another not.
              </Status>
            </p>
          ))}
          <Button
            onPress={() =>
              void exportFile({
                name: `outcome-${batch.batchId.slice(0, 8)}.zip`,
                bytes: found.zip,
                type: 'application/zip',
                label: 'Save the outcome of a write-back',
                object: `batch:${batch.batchId}`,
              })
            }
          >
            Save outcomes and what takes them back
          </Button>
        </div>
      )}
    </li>
  );
}

function Outcome({ stored: { outcome } }: { readonly stored: StoredBatch }) {
  if (outcome === null) return <Status kind="info">No results yet</Status>;
  if (outcome.complete && outcome.strangers === 0)
    return <Status kind="good">All {count(outcome.applied)} made</Status>;
  const parts = [
    `${count(outcome.applied)} made`,
    ...(outcome.failed > 0 ? [`${count(outcome.failed)} failed`] : []),
    ...(outcome.open > 0 ? [`${count(outcome.open)} open`] : []),
    ...(outcome.halfDone > 0 ? [`${count(outcome.halfDone)} half done`] : []),
    ...(outcome.strangers > 0 ? [`${counted(outcome.strangers, 'row')} of another batch`] : []),
  ];
  return <Status kind="warn">{parts.join(', ')}</Status>;
}
