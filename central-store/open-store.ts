/** A store's folder and its database, taken for this process alone. */
import { join } from 'node:path';
import type { Result } from '../domain/result.ts';
import { ok } from '../domain/result.ts';
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
}

export interface OpenStore {
  readonly data: string;
  readonly database: Database;
  readonly blobsOf: BlobsOf;
  readonly close: () => Promise<void>;
}

/** `onLost`: the database's lock is gone, and with it the right to write. Codes: STORE_RUNNING, and those of `openPostgres`. */
export async function openStore(settings: StoreSettings, onLost: () => void): Promise<Result<OpenStore>> {
  const { data, databaseUrl, connections } = settings;
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
    blobsOf: (_tenant, folder) => folderBlobs(join(folder, 'blobs')),
    close: async () => {
      await database.value.close();
      await locked.value();
    },
  });
}
