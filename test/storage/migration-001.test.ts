import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { Database } from '../../renderer/storage/database.ts';
import { plansAndJournal } from '../../renderer/storage/migrations/001-plans-and-journal.ts';
import { freshName } from './support.ts';

it('migration 1 makes the tables of plans, edits, checkpoints and account columns', async () => {
  const db = new Database(freshName(), [plansAndJournal]);
  await db.open();
  await db.journal.put({ planId: 'p', seq: 1 });
  await db.journal.put({ planId: 'p', seq: 2 });
  await db.journal.put({ planId: 'q', seq: 1 });
  const range = db.journal.where('[planId+seq]').between(['p', 0], ['p', Infinity]);
  expect(await range.count()).toBe(2);
  expect(db.tables.map((table) => table.name)).toContain('quarantine');
});
