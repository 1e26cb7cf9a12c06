import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { Database } from '../../renderer/storage/database.ts';
import { plansAndJournal } from '../../renderer/storage/migrations/001-plans-and-journal.ts';
import { mappingsAndVersions } from '../../renderer/storage/migrations/002-mappings-and-versions.ts';
import { writebacksAndPrivacy } from '../../renderer/storage/migrations/003-writebacks-and-privacy.ts';
import { policies } from '../../renderer/storage/migrations/004-policies.ts';
import { freshName } from './support.ts';

it('migration 4 adds the register of policies, and leaves every row that was there', async () => {
  const name = freshName();
  const before = new Database(name, [plansAndJournal, mappingsAndVersions, writebacksAndPrivacy]);
  await before.open();
  await before.trail.put({ seq: 1, line: '{}' });
  before.close();
  const after = new Database(name, [plansAndJournal, mappingsAndVersions, writebacksAndPrivacy, policies]);
  await after.open();
  await after.policies.put({ policyId: 'p', version: 1 });
  expect(await after.trail.get(1)).toEqual({ seq: 1, line: '{}' });
  expect(await after.policies.get(['p', 1])).toEqual({ policyId: 'p', version: 1 });
});
