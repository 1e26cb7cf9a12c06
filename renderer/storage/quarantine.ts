import type { IsoTime } from '../../domain/brand.ts';
import type { Result } from '../../domain/result.ts';
import { codedError } from '../../domain/result.ts';
import type { Database } from './database.ts';
import type { StorageError } from './storage-error.ts';

/** A row that was set aside while reading, in words for the person whose plan it is. */
export type StorageFault = StorageError;

/** Sets unreadable rows aside, as they are, and tells what was found; the caller goes on without them. */
export class Quarantine {
  readonly faults: StorageFault[] = [];
  private readonly db: Database;
  private readonly now: () => IsoTime;
  private readonly mayWrite: boolean;

  constructor(db: Database, now: () => IsoTime, mayWrite: boolean) {
    this.db = db;
    this.now = now;
    this.mayWrite = mayWrite;
  }

  /** The parsed row, or null after it was set aside. */
  async take<Row>(
    table: string,
    key: string | [string, number],
    row: unknown,
    parsed: Result<Row>,
    what: string,
  ): Promise<Row | null> {
    if (parsed.ok) return parsed.value;
    const reason = parsed.errors[0]?.message ?? 'unreadable';
    this.faults.push(
      codedError('ROW_UNREADABLE', `${what} cannot be read: ${reason}. It was set aside, unchanged.`, {
        table,
        key: String(key),
      }),
    );
    if (!this.mayWrite) return null;
    await this.db.transaction('rw', [this.db.quarantine, this.db.table(table)], async () => {
      await this.db.quarantine.add({ table, key: JSON.stringify(key), reason, row, at: this.now() });
      await this.db.table(table).delete(key);
    });
    return null;
  }
}
