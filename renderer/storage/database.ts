import Dexie from 'dexie';
import type { Table } from 'dexie';
import { ALL_MIGRATIONS } from './migrations/all-migrations.ts';
import type { Migration } from './migrations/migration.ts';

/** IndexedDB holds integers; Dexie multiplies its version by ten so that fractions are possible. */
const DEXIE_VERSION_STEP = 10;

/** The one of this browser profile; page and worker open the same. */
export const DATABASE_NAME = 'bailiwick';

export type PlanKey = [planId: string, seq: number];

/**
 * The tables of one browser profile. Rows come out as `unknown`: whoever reads parses (row-parsers.ts).
 * `strict` durability: a transaction that has completed is on the disk, not in a cache.
 */
export class Database extends Dexie {
  declare readonly plans: Table<unknown, string>;
  declare readonly journal: Table<unknown, PlanKey>;
  declare readonly diffs: Table<unknown, PlanKey>;
  declare readonly checkpoints: Table<unknown, PlanKey>;
  declare readonly snapshots: Table<unknown, string>;
  declare readonly columns: Table<unknown, string>;
  declare readonly settings: Table<unknown, string>;
  declare readonly quarantine: Table<unknown, number>;
  declare readonly mappings: Table<unknown, string>;
  declare readonly versions: Table<unknown, string>;
  declare readonly writebacks: Table<unknown, string>;
  declare readonly privacy: Table<unknown, string>;
  declare readonly trail: Table<unknown, number>;
  declare readonly policies: Table<unknown, [policyId: string, version: number]>;

  /** Newest schema this code knows. */
  readonly knownVersion: number;

  constructor(name: string, migrations: readonly Migration[] = ALL_MIGRATIONS) {
    super(name, { chromeTransactionDurability: 'strict' });
    this.knownVersion = Math.max(...migrations.map((migration) => migration.version));
    for (const migration of migrations) {
      const version = this.version(migration.version).stores({ ...migration.stores });
      if (migration.upgrade !== undefined) version.upgrade(migration.upgrade);
    }
  }

  /** Schema found on disk; larger than `knownVersion` when a newer Bailiwick wrote it. */
  get foundVersion(): number {
    return this.backendDB().version / DEXIE_VERSION_STEP;
  }
}
