import { expect, test } from 'vitest';
import type { IsoTime, VersionId } from '../../../domain/brand.ts';
import { overallWords } from '../../../renderer/sync/sync-words.ts';
import type { SyncStatus, VersionSyncState } from '../../../workstation/contract.ts';

const status = (changes: Partial<SyncStatus>, ...states: readonly VersionSyncState[]): SyncStatus => ({
  phase: 'waiting',
  settings: null,
  offlineSince: null,
  lastSyncAt: null,
  nextTryAt: null,
  error: null,
  clockSkewMs: null,
  alarms: [],
  workspace: null,
  versions: states.map((state, i) => ({
    versionId: `${i}` as VersionId,
    facts: null,
    state,
    code: null,
    message: null,
    receipt: null,
  })),
  ...changes,
});

test('the chip says nothing without a store, and never "all received" while a version is only here', () => {
  expect(overallWords(status({ phase: 'off' }, 'only-here'))).toBe(null);
  expect(overallWords(status({}, 'received', 'received'))?.words).toBe('All versions received');
  expect(overallWords(status({}, 'received', 'only-here', 'on-its-way'))?.words).toBe('2 only here');
  expect(overallWords(status({}, 'refused', 'only-here'))).toEqual({
    kind: 'bad',
    words: '1 version not received',
  });
});

test('offline says since when and what waits; an alarm comes before everything', () => {
  const offline = { phase: 'offline', offlineSince: '2026-01-31T09:00:00.000Z' as IsoTime } as const;
  expect(overallWords(status(offline, 'only-here'))?.words).toMatch(/^Offline since .*2026.*, 1 only here$/);
  const alarms = [
    { code: 'STORE_FORKED', message: '', raisedAt: '2026-01-31T09:00:00.000Z' as IsoTime },
  ] as const;
  expect(overallWords(status({ ...offline, alarms }))?.kind).toBe('bad');
});
