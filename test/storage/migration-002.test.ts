import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { Database } from '../../renderer/storage/database.ts';
import { plansAndJournal } from '../../renderer/storage/migrations/001-plans-and-journal.ts';
import { mappingsAndVersions } from '../../renderer/storage/migrations/002-mappings-and-versions.ts';
import { freshName } from './support.ts';

it('migration 2 adds remembered mappings and versions, and leaves every row that was there', async () => {
  const name = freshName();
  const before = new Database(name, [plansAndJournal]);
  await before.open();
  await before.plans.put({ planId: 'p', name: 'kept' });
  before.close();
  const after = new Database(name, [plansAndJournal, mappingsAndVersions]);
  await after.open();
  await after.versions.put({ versionId: 'v', planId: 'p' });
  expect(await after.plans.get('p')).toEqual({ planId: 'p', name: 'kept' });
  expect(await after.versions.where('planId').equals('p').count()).toBe(1);
});
