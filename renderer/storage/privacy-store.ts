/** Privacy records of this laptop: grounds, opt-outs, retention, erasures, incidents, human reviews. */
import type { PrivacyRecord } from '../../domain/privacy/records.ts';
import { readPrivacyRecord } from '../../domain/privacy/records.ts';
import type { Result } from '../../domain/result.ts';
import { ok, refuse } from '../../domain/result.ts';
import type { Database } from './database.ts';
import type { StorageError } from './storage-error.ts';
import { storageError } from './storage-error.ts';

export class PrivacyStore {
  private readonly db: Database;

  constructor(db: Database) {
    this.db = db;
  }

  /** Records that cannot be read are counted and stay where they are. */
  async list(): Promise<Result<{ records: readonly PrivacyRecord[]; unreadable: number }, StorageError>> {
    try {
      const rows = await this.db.privacy.toArray();
      const records = rows.flatMap((row) => {
        const read = readPrivacyRecord(row);
        return read.ok ? [read.value] : [];
      });
      return ok({ records, unreadable: rows.length - records.length });
    } catch (cause) {
      return refuse(storageError(cause, 'reading'));
    }
  }

  async save(record: PrivacyRecord): Promise<Result<null, StorageError>> {
    try {
      await this.db.transaction('rw', this.db.privacy, () => this.db.privacy.put(record));
      return ok(null);
    } catch (cause) {
      return refuse(storageError(cause, 'writing'));
    }
  }
}
