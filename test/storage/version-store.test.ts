import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import type { IsoTime, PlanId, VersionId } from '../../domain/brand.ts';
import { Database } from '../../renderer/storage/database.ts';
import type { StoredVersion } from '../../renderer/storage/version-store.ts';
import { VersionStore } from '../../renderer/storage/version-store.ts';
import { freshName, value } from './support.ts';

const version = (digit: string, savedAt: string, bundle: readonly number[] = [1, 2, 3]): StoredVersion => ({
  versionId: digit.repeat(64) as VersionId,
  planId: 'plan-1' as PlanId,
  savedAt: savedAt as IsoTime,
  planName: 'Hospitals',
  makerName: 'Ada Novak',
  createdAt: '2026-01-01T00:00:00.000Z' as IsoTime,
  origin: 'own',
  bundle: Uint8Array.from(bundle),
});

describe('VersionStore', () => {
  it('[AUD-02] gives back every version byte for byte, newest first', async () => {
    const store = new VersionStore(new Database(freshName()));
    const [older, newer] = [version('a', '2026-01-01'), version('b', '2026-01-02', [0, 255])];
    value(await store.save(newer));
    value(await store.save(older));
    const { versions, unreadable } = value(await store.list());
    expect(versions).toEqual([newer, older]);
    expect(unreadable).toBe(0);
  });

  it('[APR-02] a version decided on takes the place of the one submitted', async () => {
    const store = new VersionStore(new Database(freshName()));
    value(await store.save(version('a', '2026-01-01')));
    const decided = version('a', '2026-01-02', [1, 2, 3, 4]);
    value(await store.save(decided));
    expect(value(await store.list()).versions).toEqual([decided]);
  });

  it.each([
    ['an id that is no digest', { versionId: 'not-a-digest' }],
    ['a bundle that is no bytes', { record: { bundle: 'text' } }],
    ['an origin nobody knows', { record: { origin: 'elsewhere' } }],
  ])('[AUD-03] %s is counted, left where it is, and hides nothing else', async (_, fault) => {
    const db = new Database(freshName());
    const store = new VersionStore(db);
    value(await store.save(version('a', '2026-01-01')));
    const { versionId, planId, savedAt, ...record } = version('c', '2026-01-03');
    const row = {
      versionId,
      planId,
      savedAt,
      ...fault,
      record: { ...record, ...('record' in fault ? fault.record : {}) },
    };
    await db.table('versions').put(row);
    const { versions, unreadable } = value(await store.list());
    expect(versions.map((each) => each.versionId)).toEqual(['a'.repeat(64)]);
    expect(unreadable).toBe(1);
    expect(await db.table('versions').count()).toBe(2);
  });
});
