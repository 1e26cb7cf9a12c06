import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { Database } from '../../renderer/storage/database.ts';
import { plansAndJournal } from '../../renderer/storage/migrations/001-plans-and-journal.ts';
import { mappingsAndVersions } from '../../renderer/storage/migrations/002-mappings-and-versions.ts';
import { writebacksAndPrivacy } from '../../renderer/storage/migrations/003-writebacks-and-privacy.ts';
import { freshName } from './support.ts';

it('migration 3 adds write-backs, privacy records and the trail, and leaves every row that was there', async () => {
  const name = freshName();
  const before = new Database(name, [plansAndJournal, mappingsAndVersions]);
  await before.open();
  await before.versions.put({ versionId: 'v', planId: 'p' });
  before.close();
  const after = new Database(name, [plansAndJournal, mappingsAndVersions, writebacksAndPrivacy]);
  await after.open();
  await after.writebacks.put({ batchId: 'b', planId: 'p' });
  await after.privacy.put({ id: '1', kind: 'consent' });
  await after.trail.put({ seq: 1, line: '{}' });
  expect(await after.versions.get('v')).toEqual({ versionId: 'v', planId: 'p' });
  expect(await after.writebacks.where('planId').equals('p').count()).toBe(1);
  expect(await after.privacy.where('kind').equals('consent').count()).toBe(1);
});
