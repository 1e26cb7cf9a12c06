import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import type { PlanId } from '../../domain/brand.ts';
import { readDatabase, writeDatabase } from '../../renderer/storage/database-file.ts';
import { Database } from '../../renderer/storage/database.ts';
import { ALL_MIGRATIONS } from '../../renderer/storage/migrations/all-migrations.ts';
import { pack } from '../../renderer/storage/packed.ts';
import { PlanStore } from '../../renderer/storage/plan-store.ts';
import { clock, freshName, smallPlan } from './support.ts';

const rowsOf = async (db: Database) =>
  Object.fromEntries(
    await Promise.all(db.tables.map(async (table) => [table.name, await table.toArray()] as const)),
  );

describe('a client’s database as a file', () => {
  it('[ROL-07] comes back whole, every table and every row, and nothing else’s', async () => {
    const [name, copy] = [freshName(), freshName()];
    const db = new Database(name);
    const store = await PlanStore.open(db, clock);
    if (!store.ok) throw new Error('no store');
    await store.value.createPlan(smallPlan(6), 'import');
    await db.mappings.put({ sourceKey: 'crm.csv', columns: { Name: 'name' } });
    await db.versions.put({ versionId: 'v', planId: 'p', bundle: new Uint8Array([1, 2]) });
    await db.trail.put({ seq: 1, what: 'x' });
    await db.quarantine.add({ table: 'plans', row: { odd: true } });
    const file = await writeDatabase(db);
    if (!file.ok) throw new Error(file.errors[0]?.message);
    expect((await readDatabase(copy, file.value)).ok).toBe(true);
    const again = new Database(copy);
    expect(await rowsOf(again)).toEqual(await rowsOf(db));
    const opened = await PlanStore.open(again, clock);
    expect(opened.ok && (await opened.value.loadPlan('plan-small' as PlanId)).ok).toBe(true);
  });

  it('of an older schema is brought up by the same migrations, and a newer one is refused', async () => {
    const name = freshName();
    const older = new Database(name, ALL_MIGRATIONS.slice(0, 2));
    await older.settings.put({ key: 'kept', value: 7 });
    const file = await writeDatabase(older);
    if (!file.ok) throw new Error(file.errors[0]?.message);
    const copy = freshName();
    expect((await readDatabase(copy, file.value)).ok).toBe(true);
    const opened = new Database(copy);
    expect(await opened.settings.get('kept')).toEqual({ key: 'kept', value: 7 });
    await opened.open();
    expect(opened.tables).toHaveLength(new Database(freshName()).tables.length);
    const newer = await pack('bailiwick client 1', { schema: 999, tables: {} });
    const refused = await readDatabase(freshName(), newer);
    expect(refused.ok ? null : refused.errors[0]?.code).toBe('STORAGE_NEWER');
  });

  it('says what it could not hold, rather than lose it', async () => {
    const db = new Database(freshName());
    await db.settings.put({ key: 'odd', value: new Date(0) });
    const file = await writeDatabase(db);
    expect(file.ok ? null : file.errors[0]).toMatchObject({ code: 'NOT_PLAIN' });
  });
});
