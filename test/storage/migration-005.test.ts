import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { Database } from '../../renderer/storage/database.ts';
import { ALL_MIGRATIONS } from '../../renderer/storage/migrations/all-migrations.ts';
import { freshName } from './support.ts';

it('migration 5 adds the files of evidence, and leaves every row that was there', async () => {
  const name = freshName();
  const before = new Database(name, ALL_MIGRATIONS.slice(0, 4));
  await before.open();
  await before.policies.put({ policyId: 'p', version: 1 });
  before.close();
  const after = new Database(name, ALL_MIGRATIONS.slice(0, 5));
  await after.evidence.put({ sha256: 'ab', name: 'board.pdf' });
  expect(await after.policies.get(['p', 1])).toEqual({ policyId: 'p', version: 1 });
  expect(await after.evidence.get('ab')).toEqual({ sha256: 'ab', name: 'board.pdf' });
});
