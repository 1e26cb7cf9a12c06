/** Batches prepared on this laptop: preparing, saving, and what became of them. */
import { create } from 'zustand';
import type { AuditEvent } from '../../../../domain/governance/audit.ts';
import type { Result } from '../../../../domain/result.ts';
import { codedError, ok, refuse } from '../../../../domain/result.ts';
import { save } from '../../../host/save-file.ts';
import { keyringOf, usePeople } from '../../../people/people.ts';
import { postRefusal } from '../../../session/notices.ts';
import { actor, database, now } from '../../../session/session.ts';
import { TrailStore } from '../../../storage/trail-store.ts';
import type { StoredVersion } from '../../../storage/version-store.ts';
import type { StoredBatch } from '../../../storage/writeback-store.ts';
import { pastOf, WritebackStore } from '../../../storage/writeback-store.ts';
import { bundles } from '../../../versions/bundle-client.ts';
import { releaseBefore, withOwnReceipts } from '../../../versions/versions.ts';
import type { NamedBytes } from '../../../../formats/writeback/read-exports.ts';
import type {
  PreparedWriteback,
  ReconciledWriteback,
  ReconcileRequest,
  WritebackRequest,
} from './writeback-work.ts';

export const useWritebacks = create<{ readonly batches: readonly StoredBatch[]; readonly loaded: boolean }>(
  () => ({ batches: [], loaded: false }),
);

export async function loadWritebacks(): Promise<void> {
  const listed = await new WritebackStore(database()).list();
  if (!listed.ok) return postRefusal('Earlier write-backs cannot be listed', listed.errors);
  useWritebacks.setState({ batches: listed.value.batches, loaded: true });
}

export type Asked = Omit<WritebackRequest, 'preparedAt' | 'preparedBy' | 'history' | 'before'>;

export async function preview(version: StoredVersion, asked: Asked): Promise<Result<PreparedWriteback>> {
  const before = await releaseBefore(version);
  return bundles().prepareWriteback(await withOwnReceipts(version), keyringOf(usePeople.getState().keys), {
    ...asked,
    before: before?.bundle ?? null,
    preparedAt: now(),
    preparedBy: actor(),
    history: useWritebacks.getState().batches.map(pastOf),
  });
}

/** The batch is remembered and in the trail before its files leave. */
export async function saveBatch(prepared: PreparedWriteback): Promise<Result<null>> {
  const { ready, run } = prepared;
  if (ready === null) return ok(null);
  const { batch } = run;
  const known = useWritebacks.getState().batches.find((one) => one.batch.batchId === batch.batchId);
  const kept = await new WritebackStore(database()).save({ batch, outcome: known?.outcome ?? null });
  if (!kept.ok) return kept;
  const noted = await note(ready.event);
  if (!noted.ok) return noted;
  await loadWritebacks();
  await save(
    `writeback-${batch.target}-${batch.environment}-${batch.batchId.slice(0, 8)}.zip`,
    ready.zip,
    'application/zip',
  );
  return ok(null);
}

const note = (event: AuditEvent) => new TrailStore(database()).append(event);

export async function bringResults(
  { batch }: StoredBatch,
  by: ReconcileRequest['by'],
  files: readonly NamedBytes[],
): Promise<Result<ReconciledWriteback>> {
  const at = now();
  const done = await bundles().reconcileWriteback(batch, { by, files, at, actor: actor() });
  if (!done.ok) return done;
  const { counts, complete, halfDone, strangers } = done.value.found;
  const outcome = {
    at,
    complete,
    applied: counts.applied,
    failed: counts.failed,
    open: counts.unprocessed + counts['no-result'],
    halfDone: halfDone.length,
    strangers: strangers.length,
  };
  const kept = await new WritebackStore(database()).save({ batch, outcome });
  if (!kept.ok) return kept;
  const noted = await note(done.value.event);
  if (!noted.ok) return noted;
  await loadWritebacks();
  return done;
}

/** Code: FILE_UNREADABLE. */
export async function namedBytes(files: readonly File[]): Promise<Result<readonly NamedBytes[]>> {
  const read: NamedBytes[] = [];
  for (const file of files) {
    try {
      read.push({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
    } catch {
      const message = `${file.name} cannot be read. It may have been moved or changed; choose it again.`;
      return refuse(codedError('FILE_UNREADABLE', message));
    }
  }
  return ok(read);
}
