/** Write-back batches prepared on this laptop, and what became of them. */
import { z } from 'zod';
import type { Result } from '../../domain/result.ts';
import { ok, refuse } from '../../domain/result.ts';
import type { WritebackBatch } from '../../domain/writeback/batch.ts';
import { readBatch } from '../../domain/writeback/batch.ts';
import type { PastBatch } from '../../domain/writeback/gate.ts';
import type { Database } from './database.ts';
import type { StorageError } from './storage-error.ts';
import { storageError } from './storage-error.ts';

const outcome = z.object({
  at: z.string(),
  complete: z.boolean(),
  applied: z.number(),
  failed: z.number(),
  open: z.number(),
  halfDone: z.number(),
  strangers: z.number(),
});
export type BatchOutcome = z.infer<typeof outcome>;

export interface StoredBatch {
  readonly batch: WritebackBatch;
  /** null until results were brought. */
  readonly outcome: BatchOutcome | null;
}

const stored = z.object({ batchId: z.string(), batch: z.unknown(), outcome: outcome.nullable() });

export class WritebackStore {
  private readonly db: Database;

  constructor(db: Database) {
    this.db = db;
  }

  /** Newest first; rows that cannot be read are counted and stay where they are. */
  async list(): Promise<Result<{ batches: readonly StoredBatch[]; unreadable: number }, StorageError>> {
    try {
      const rows = await this.db.writebacks.toArray();
      const batches = rows.flatMap((row): readonly StoredBatch[] => {
        const parsed = stored.safeParse(row);
        const batch = parsed.success ? readBatch(parsed.data.batch) : null;
        return parsed.success && batch?.ok === true
          ? [{ batch: batch.value, outcome: parsed.data.outcome }]
          : [];
      });
      const newest = batches.toSorted((a, b) => (a.batch.preparedAt < b.batch.preparedAt ? 1 : -1));
      return ok({ batches: newest, unreadable: rows.length - batches.length });
    } catch (cause) {
      return refuse(storageError(cause, 'reading'));
    }
  }

  async save({ batch, outcome: found }: StoredBatch): Promise<Result<null, StorageError>> {
    const { batchId, planId } = batch;
    try {
      await this.db.transaction('rw', this.db.writebacks, () =>
        this.db.writebacks.put({ batchId, planId, batch, outcome: found }),
      );
      return ok(null);
    } catch (cause) {
      return refuse(storageError(cause, 'writing'));
    }
  }
}

export const pastOf = ({ batch, outcome: found }: StoredBatch): PastBatch => {
  const { batchId, target, environment, planId, versionId, preparedAt, effectiveFrom } = batch;
  const complete = found?.complete ?? false;
  const applied = (found?.applied ?? 0) > 0;
  return { batchId, target, environment, planId, versionId, preparedAt, effectiveFrom, complete, applied };
};
