import 'fake-indexeddb/auto';
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { VersionId } from '../../domain/brand.ts';
import { Database } from '../../renderer/storage/database.ts';
import { ALL_MIGRATIONS } from '../../renderer/storage/migrations/all-migrations.ts';
import type { Migration } from '../../renderer/storage/migrations/migration.ts';
import { PlanStore } from '../../renderer/storage/plan-store.ts';
import { VersionStore } from '../../renderer/storage/version-store.ts';
import { clock, freshName, openStore, smallPlan, value } from './support.ts';

describe('migrations', () => {
  it('are numbered 1, 2, 3 … and every file of the folder is among them', () => {
    const files = readdirSync(new URL('../../renderer/storage/migrations', import.meta.url))
      .filter((name) => /^\d/.test(name))
      .toSorted();
    expect(ALL_MIGRATIONS.map((migration) => migration.version)).toEqual(files.map((_, i) => i + 1));
    expect(files.map((name) => Number(name.slice(0, 3)))).toEqual(files.map((_, i) => i + 1));
    const tests = readdirSync(import.meta.dirname).join(' ');
    for (const file of files) expect(tests).toContain(`migration-${file.slice(0, 3)}`);
  });

  it('leave a database that has run all of them', async () => {
    const store = await openStore();
    expect(store.db.foundVersion).toBe(ALL_MIGRATIONS.length);
    const wanted = ALL_MIGRATIONS.flatMap((migration) => Object.keys(migration.stores));
    expect(store.db.tables.map((table) => table.name).toSorted()).toEqual(wanted.toSorted());
  });

  /** The schema as it lies on the disk, asked of IndexedDB itself. */
  async function schemaOnDisk(name: string): Promise<{ version: number; stores: readonly string[] }> {
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name);
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(new Error(request.error?.message)));
    });
    const found = { version: db.version, stores: [...db.objectStoreNames] };
    db.close();
    return found;
  }

  /** A store with one plan, as a later Bailiwick leaves it. */
  async function fromTheFuture(...future: readonly Migration[]): Promise<string> {
    const name = freshName();
    const newer = new Database(name, [...ALL_MIGRATIONS, ...future]);
    const ahead = value(await PlanStore.open(newer, clock));
    value(await ahead.createPlan(smallPlan(), 'import'));
    newer.close();
    return name;
  }

  it('a store written by a newer version opens to read, and refuses every edit with words', async () => {
    const name = await fromTheFuture({ version: 9, name: 'the future', stores: { wonders: 'id' } });
    const before = await schemaOnDisk(name);
    const store = await openStore(name);
    expect(store.readOnly).toBe(true);
    expect(value(await store.loadPlan(smallPlan().planId)).plan.name).toBe('Small plan');
    const refused = await store.setDeleted(smallPlan().planId, true);
    expect(refused.ok ? null : refused.errors[0]).toMatchObject({ code: 'STORAGE_READ_ONLY' });
    store.db.close();
    expect(await schemaOnDisk(name)).toEqual(before);
  });

  it('a newer store is not written by those who keep no plans either', async () => {
    const name = await fromTheFuture({ version: 9, name: 'the future', stores: { wonders: 'id' } });
    const db = new Database(name);
    const saved = await new VersionStore(db).save({
      versionId: 'a'.repeat(64) as VersionId,
      planId: smallPlan().planId,
      savedAt: clock(),
      planName: 'Small plan',
      makerName: 'Ada Novak',
      createdAt: clock(),
      origin: 'own',
      bundle: new Uint8Array([1]),
    });
    expect(saved.ok ? null : saved.errors[0]).toMatchObject({ code: 'STORAGE_READ_ONLY' });
    expect(await db.versions.count()).toBe(0);
  });

  it('a newer store whose tables are not ours any more is refused with words, and left as it is', async () => {
    const name = await fromTheFuture({ version: 9, name: 'the future', stores: { policies: null } });
    const before = await schemaOnDisk(name);
    const opened = await PlanStore.open(new Database(name), clock);
    expect(opened.ok ? null : opened.errors[0]).toMatchObject({ code: 'STORAGE_NEWER' });
    expect(await schemaOnDisk(name)).toEqual(before);
  });
});
