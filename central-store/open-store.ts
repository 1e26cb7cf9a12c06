/** A store's folder, its blobs and its database, taken for this process alone. */
import { basename, join } from 'node:path';
import type { Result } from '../domain/result.ts';
import { ok } from '../domain/result.ts';
import { bucketBlobs } from './blobs/bucket.ts';
import type { BucketSettings } from './blobs/bucket-settings.ts';
import { openBucket } from './blobs/bucket-settings.ts';
import { folderBlobs } from './blobs/folder.ts';
import { openEmbedded } from './database/embedded.ts';
import type { Database } from './database/port.ts';
import { openPostgres } from './database/postgres.ts';
import { lockFolder } from './own-lock.ts';
import type { BlobsOf } from './tenant-files.ts';

export interface StoreSettings {
  readonly data: string;
  /** PostgreSQL's; null for the embedded one. */
  readonly databaseUrl: string | null;
  /** To PostgreSQL, beside the one that holds the lock. */
  readonly connections: number;
  /** null: blobs lie in the folder. */
  readonly bucket: BucketSettings | null;
}

export interface OpenStore {
  readonly data: string;
  readonly database: Database;
  readonly blobsOf: BlobsOf;
  readonly close: () => Promise<void>;
}

/** `onLost`: the database's lock is gone, and with it the right to write. Codes: STORE_RUNNING, and those of `openPostgres` and `openBucket`. */
export async function openStore(settings: StoreSettings, onLost: () => void): Promise<Result<OpenStore>> {
  const { data, databaseUrl, connections } = settings;
  const bucket = await bucketOrNull(settings.bucket);
  if (!bucket.ok) return bucket;
  const locked = await lockFolder(data);
  if (!locked.ok) return locked;
  const database =
    databaseUrl === null
      ? await openEmbedded(data)
      : await openPostgres({ url: databaseUrl, connections, onLockLost: onLost });
  if (!database.ok) {
    await locked.value();
    return database;
  }
  return ok({
    data,
    database: database.value,
    blobsOf: bucket.value ?? ((folder) => folderBlobs(join(folder, 'blobs'))),
    close: async () => {
      await database.value.close();
      await locked.value();
    },
  });
}

/** Where a workspace's blobs lie in the bucket: under the name of its folder. Codes: those of `openBucket`. */
export async function bucketOrNull(settings: BucketSettings | null): Promise<Result<BlobsOf | null>> {
  if (settings === null) return ok(null);
  const bucket = await openBucket(settings);
  if (!bucket.ok) return bucket;
  return ok((folder) => bucketBlobs(bucket.value, `tenants/${basename(folder)}/blobs/`));
}
