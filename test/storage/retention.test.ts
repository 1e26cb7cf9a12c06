import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import type { IsoDate, IsoTime } from '../../domain/brand.ts';
import { dueForDeletion } from '../../domain/privacy/retention.ts';
import { keepImport, recallImports } from '../../renderer/storage/import-records.ts';
import { deleteDue, keptHere } from '../../renderer/storage/retention.ts';
import { openStore, smallPlan, value } from './support.ts';

describe('retention', () => {
  it('[PRV-03] previews what is due, deletes exactly that, and leaves every other plan readable', async () => {
    const store = await openStore();
    const [gone, stays] = [smallPlan(5, 'plan-gone'), smallPlan(6, 'plan-stays')];
    value(await store.createPlan(gone, 'import'));
    value(await store.createPlan(stays, 'import'));
    value(await store.setDeleted(gone.planId, true));
    for (const importedAt of ['2026-01-01T10:00:00.000Z', '2027-06-01T10:00:00.000Z'] as IsoTime[]) {
      await keepImport(store.db, stays.planId, {
        importedAt,
        files: [
          {
            name: 'a.csv',
            family: 'accounts',
            rowsInFile: 2,
            rejected: [{ row: 1, line: 2, code: 'X', reason: 'y', text: 'secret' }],
            rest: null,
            unmapped: [],
          },
        ],
        missing: {},
        sentinels: {},
        score: 1,
      });
    }
    const due = dueForDeletion(value(await keptHere(store.db)), [], '2027-06-02' as IsoDate);
    expect(due.map((one) => [one.of, one.id])).toEqual([
      ['import-leftovers', stays.planId],
      ['deleted-plans', gone.planId],
    ]);
    value(await deleteDue(store.db, due));
    expect((await store.loadPlan(gone.planId)).ok).toBe(false);
    expect(value(await store.loadPlan(stays.planId)).plan).toEqual(stays);
    expect(await store.db.columns.count()).toBeGreaterThan(0);
    expect(
      (await recallImports(store.db, stays.planId)).map((one) => one.files[0]?.rejected[0]?.text),
    ).toEqual(['secret', '']);
    expect(dueForDeletion(value(await keptHere(store.db)), [], '2027-06-02' as IsoDate)).toEqual([]);
  });
});
