/** What this laptop keeps, by retention class, and its deletion once it is due (ledger PRV-03). */
import type { IsoDate, PlanId } from '../../domain/brand.ts';
import type { Due, Kept } from '../../domain/privacy/retention.ts';
import type { CodedError, Result } from '../../domain/result.ts';
import { ok, refuse } from '../../domain/result.ts';
import type { Database } from './database.ts';
import type { ImportRecord } from './import-records.ts';
import { recallImports } from './import-records.ts';
import { purgePlan } from './purge-plan.ts';
import { parsePlanRow } from './row-parsers.ts';
import { forgetWritten } from './source-store.ts';
import { storageError } from './storage-error.ts';
import { VersionStore } from './version-store.ts';
import { WritebackStore } from './writeback-store.ts';

const day = (time: string): IsoDate => time.slice(0, 10) as IsoDate;

export async function keptHere(db: Database): Promise<Result<readonly Kept[], CodedError>> {
  try {
    const kept: Kept[] = [];
    for (const row of await db.plans.toArray()) {
      const plan = parsePlanRow(row);
      if (!plan.ok) continue;
      const { planId, name, deletedAt } = plan.value;
      if (deletedAt !== null)
        kept.push({ of: 'deleted-plans', id: planId, label: name, since: day(deletedAt) });
      for (const record of await recallImports(db, planId)) {
        if (holdsText(record))
          kept.push({
            of: 'import-leftovers',
            id: planId,
            label: `Rows left out of ${name}`,
            since: day(record.importedAt),
          });
      }
    }
    const versions = await new VersionStore(db).list();
    if (!versions.ok) return versions;
    for (const one of versions.value.versions)
      kept.push({
        of: 'versions',
        id: one.versionId,
        label: `${one.planName}, ${one.versionId.slice(0, 8)}`,
        since: day(one.createdAt),
      });
    const batches = await new WritebackStore(db).list();
    if (!batches.ok) return batches;
    for (const { batch } of batches.value.batches)
      kept.push({
        of: 'write-backs',
        id: batch.batchId,
        label: `Write-back ${batch.batchId.slice(0, 8)}`,
        since: day(batch.preparedAt),
      });
    return ok(kept);
  } catch (cause) {
    return refuse(storageError(cause, 'reading'));
  }
}

const holdsText = (record: ImportRecord): boolean =>
  record.files.some((file) => file.rest !== null || file.rejected.some((row) => row.text !== ''));

/** Deletes what was shown to be due, all of it or, after a fault, none of the class at which it stopped. */
export async function deleteDue(db: Database, due: readonly Due[]): Promise<Result<number, CodedError>> {
  try {
    for (const one of due) {
      if (one.of === 'versions') await db.versions.delete(one.id);
      if (one.of === 'write-backs') await db.writebacks.delete(one.id);
      if (one.of === 'import-leftovers') await forgetLeftovers(db, one);
      if (one.of === 'deleted-plans') await purgePlan(db, one.id as PlanId);
    }
    return ok(due.length);
  } catch (cause) {
    return refuse(storageError(cause, 'writing'));
  }
}

/** The record of the import stays, with its counts and reasons; the text of the rows goes. */
async function forgetLeftovers(db: Database, { id, since }: Due): Promise<void> {
  await db.transaction('rw', db.settings, async () => {
    const key = `import:${id}`;
    const records = await recallImports(db, id as Parameters<typeof recallImports>[1]);
    const value = records.map((record) =>
      day(record.importedAt) !== since
        ? record
        : {
            ...record,
            files: record.files.map((file) => ({
              ...file,
              rest: null,
              rejected: file.rejected.map((row) => ({ ...row, text: '' })),
            })),
          },
    );
    await db.settings.put({ key, value });
    await forgetWritten(db, id as PlanId, since);
  });
}
