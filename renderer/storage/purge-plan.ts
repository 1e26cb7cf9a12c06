import type { PlanId } from '../../domain/brand.ts';
import type { Database } from './database.ts';
import { parseCheckpointRow, parseSnapshotRow } from './row-parsers.ts';

/** Everything of one plan, and every account column that no checkpoint of another plan needs any more. */
export async function purgePlan(db: Database, planId: PlanId): Promise<void> {
  const stores = [db.plans, db.journal, db.diffs, db.checkpoints, db.snapshots, db.columns, db.settings];
  await db.transaction('rw', stores, async () => {
    const range = [
      [planId, 0],
      [planId, Infinity],
    ] as const;
    for (const table of [db.journal, db.diffs, db.checkpoints])
      await table.where('[planId+seq]').between(range[0], range[1]).delete();
    await db.plans.delete(planId);
    const settings = await db.settings.toCollection().primaryKeys();
    await db.settings.bulkDelete(settings.filter((key) => key.endsWith(`:${planId}`)));
    await sweep(db);
  });
}

/** A row that cannot be read may name anything: then nothing shared is taken away. */
async function sweep(db: Database): Promise<void> {
  const snapshotIds = new Set<string>();
  let unreadable = false;
  await db.checkpoints.each((row) => {
    const checkpoint = parseCheckpointRow(row);
    if (checkpoint.ok) snapshotIds.add(checkpoint.value.snapshotId);
    else unreadable = true;
  });
  if (unreadable) return;
  const unused = (await db.snapshots.toCollection().primaryKeys()).filter((id) => !snapshotIds.has(id));
  await db.snapshots.bulkDelete(unused);
  const hashes = new Set<string>();
  await db.snapshots.each((row) => {
    const snapshot = parseSnapshotRow(row);
    if (!snapshot.ok) unreadable = true;
    else for (const hash of Object.values(snapshot.value.columns)) hashes.add(hash);
  });
  if (unreadable) return;
  const columns = await db.columns.toCollection().primaryKeys();
  await db.columns.bulkDelete(columns.filter((hash) => !hashes.has(hash)));
}
