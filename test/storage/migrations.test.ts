import 'fake-indexeddb/auto';
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Database } from '../../renderer/storage/database.ts';
import { plansAndJournal } from '../../renderer/storage/migrations/001-plans-and-journal.ts';
import { mappingsAndVersions } from '../../renderer/storage/migrations/002-mappings-and-versions.ts';
import { ALL_MIGRATIONS } from '../../renderer/storage/migrations/all-migrations.ts';
import { PlanStore } from '../../renderer/storage/plan-store.ts';
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

  it('a store written by a newer version opens to read, and refuses every edit with words', async () => {
    const name = freshName();
    const newer = new Database(name, [
      plansAndJournal,
      mappingsAndVersions,
      { version: 9, name: 'the future', stores: { wonders: 'id' } },
    ]);
    const ahead = value(await PlanStore.open(newer, clock));
    value(await ahead.createPlan(smallPlan(), 'import'));
    newer.close();

    const store = await openStore(name);
    expect(store.readOnly).toBe(true);
    expect(value(await store.loadPlan(smallPlan().planId)).plan.name).toBe('Small plan');
    const refused = await store.setDeleted(smallPlan().planId, true);
    expect(refused.ok ? null : refused.errors[0]).toMatchObject({ code: 'STORAGE_READ_ONLY' });
  });
});
