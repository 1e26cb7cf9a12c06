import { expect, test } from 'vitest';
import type { IsoTime, PlanId, VersionId } from '../../../domain/brand.ts';
import { overallWords, versionWords } from '../../../renderer/sync/sync-words.ts';
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
  assurance: null,
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

const SYNCED = { lastSyncAt: '2026-01-31T09:00:00.000Z' as IsoTime };

test('the chip says nothing without a store, and never "all received" while a version is only here', () => {
  expect(overallWords(status({ phase: 'off' }, 'only-here'))).toBe(null);
  expect(overallWords(status(SYNCED, 'received', 'received'))?.words).toBe('All versions received');
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

test('nothing is said to be received before the first round, nor of what stays here', () => {
  expect(overallWords(status({ phase: 'syncing' }))?.words).toBe('Syncing with the store …');
  expect(overallWords(status(SYNCED))?.words).toBe('Connected to the store');
  expect(overallWords(status(SYNCED, 'other-workspace'))?.words).toBe('Connected to the store');
  expect(overallWords(status(SYNCED, 'received', 'other-workspace'))?.words).toMatch(
    /^All versions of .* received$/,
  );
});

test('a plan two people went on from is said, and a received version names its place in the log', () => {
  const facts = {
    planId: 'p',
    planName: 'P',
    makerName: 'Ada',
    acts: 1,
    createdAt: SYNCED.lastSyncAt,
  } as const;
  const version = (id: string, ...parents: string[]) => ({
    versionId: id as VersionId,
    facts: { ...facts, planId: facts.planId as PlanId, parents: parents as VersionId[] },
    state: 'received' as const,
    code: null,
    message: null,
    receipt: { index: 4, storeEpoch: 'e' },
  });
  const one = version('a');
  const versions = [one, version('b', 'a'), version('c', 'a')];
  expect(overallWords(status({ ...SYNCED, versions }))?.words).toBe('1 plan changed twice');
  const merged = [...versions, version('d', 'b', 'c')];
  expect(overallWords(status({ ...SYNCED, versions: merged }))?.words).toBe('All versions received');
  expect(versionWords(one).words).toBe('Received by the store, entry 4');
});
