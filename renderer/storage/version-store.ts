/** Versions on this laptop: each is its bundle, byte for byte, as it was submitted, decided on or received. */
import { z } from 'zod';
import type { IsoTime, PlanId, VersionId } from '../../domain/brand.ts';
import type { Result } from '../../domain/result.ts';
import { ok, refuse } from '../../domain/result.ts';
import type { Database } from './database.ts';
import type { StorageError } from './storage-error.ts';
import { storageError } from './storage-error.ts';

/** `own`: submitted here; `received`: from a file somebody handed over. */
export type VersionOrigin = 'own' | 'received';

export interface StoredVersion {
  readonly versionId: VersionId;
  readonly planId: PlanId;
  readonly savedAt: IsoTime;
  readonly planName: string;
  readonly makerName: string;
  readonly createdAt: IsoTime;
  readonly origin: VersionOrigin;
  /** The draft here it was submitted from; absent in what was received, and in rows kept before it was noted. */
  readonly draft?: PlanId;
  /** How many acts the mirrored files held when they were last looked at; absent: look again. */
  readonly acts?: number;
  readonly bundle: Uint8Array<ArrayBuffer>;
}

const stored = z.object({
  versionId: z.string().regex(/^[0-9a-f]{64}$/),
  planId: z.string().min(1),
  savedAt: z.string().min(1),
  record: z.object({
    planName: z.string(),
    makerName: z.string(),
    createdAt: z.string(),
    origin: z.enum(['own', 'received']),
    draft: z.string().min(1).optional(),
    acts: z.number().int().nonnegative().optional(),
    bundle: z.instanceof(Uint8Array),
  }),
});

export class VersionStore {
  private readonly db: Database;

  constructor(db: Database) {
    this.db = db;
  }

  /** Newest first. Rows that cannot be read are counted, and stay where they are. */
  async list(): Promise<Result<{ versions: readonly StoredVersion[]; unreadable: number }, StorageError>> {
    try {
      const rows = await this.db.versions.toArray();
      const parsed = rows.map((row) => stored.safeParse(row));
      const versions = parsed.flatMap((row) => (row.success ? [versionOf(row.data)] : []));
      versions.sort((a, b) => (a.savedAt < b.savedAt ? 1 : -1));
      return ok({ versions, unreadable: rows.length - versions.length });
    } catch (cause) {
      return refuse(storageError(cause, 'reading'));
    }
  }

  /** Keeps a version in place of what was kept of it: the caller sees to it that acts only ever grow. */
  async save(version: StoredVersion): Promise<Result<null, StorageError>> {
    const { versionId, planId, savedAt, ...record } = version;
    try {
      const { db } = this;
      await db.transaction('rw', db.versions, () => db.versions.put({ versionId, planId, savedAt, record }));
      return ok(null);
    } catch (cause) {
      return refuse(storageError(cause, 'writing'));
    }
  }
}

const versionOf = (row: z.infer<typeof stored>): StoredVersion => ({
  versionId: row.versionId as VersionId,
  planId: row.planId as PlanId,
  savedAt: row.savedAt as IsoTime,
  planName: row.record.planName,
  makerName: row.record.makerName,
  createdAt: row.record.createdAt as IsoTime,
  origin: row.record.origin,
  ...(row.record.draft === undefined ? {} : { draft: row.record.draft as PlanId }),
  ...(row.record.acts === undefined ? {} : { acts: row.record.acts }),
  bundle: row.record.bundle as Uint8Array<ArrayBuffer>,
});
