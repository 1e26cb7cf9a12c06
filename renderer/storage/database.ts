import Dexie from 'dexie';
import type { Table } from 'dexie';
import { keptAs } from '../host/client.ts';
import { guardedFactory, NewerStore } from './guarded-factory.ts';
import { ALL_MIGRATIONS } from './migrations/all-migrations.ts';
import type { Migration } from './migrations/migration.ts';

/** IndexedDB holds integers; Dexie multiplies its version by ten so that fractions are possible. */
const DEXIE_VERSION_STEP = 10;

/** One a client; page and worker open the same. */
export const databaseName = (client: string): string => keptAs('bailiwick', client);

export type PlanKey = [planId: string, seq: number];

/**
 * The tables of one browser profile. Rows come out as `unknown`: whoever reads parses (row-parsers.ts).
 * Tables of a newer schema are read as far as they are known and never written.
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
  declare readonly evidence: Table<unknown, string>;
  declare readonly policies: Table<unknown, [policyId: string, version: number]>;

  /** Newest schema this code knows. */
  readonly knownVersion: number;

  constructor(name: string, migrations: readonly Migration[] = ALL_MIGRATIONS) {
    const known = Math.max(...migrations.map((migration) => migration.version));
    super(name, {
      chromeTransactionDurability: 'strict',
      indexedDB: guardedFactory(known * DEXIE_VERSION_STEP),
    });
    this.knownVersion = known;
    for (const migration of migrations) {
      const version = this.version(migration.version).stores({ ...migration.stores });
      if (migration.upgrade !== undefined) version.upgrade(migration.upgrade);
    }
    this.use({
      stack: 'dbcore',
      name: 'newer stores are read only',
      create: (core) => ({
        ...core,
        transaction: (tables, mode, options) => {
          if (mode === 'readwrite' && this.isNewer) throw new NewerStore('write');
          return core.transaction(tables, mode, options);
        },
      }),
    });
  }

  /** A newer Bailiwick wrote it: nothing may be written, by whatever road. */
  get isNewer(): boolean {
    return this.foundVersion > this.knownVersion;
  }

  /** Schema found on disk; larger than `knownVersion` when a newer Bailiwick wrote it. */
  get foundVersion(): number {
    return this.backendDB().version / DEXIE_VERSION_STEP;
  }
}
