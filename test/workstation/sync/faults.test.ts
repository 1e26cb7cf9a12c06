import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { TenantId } from '../../../domain/brand.ts';
import type { SyncStatus } from '../../../workstation/contract.ts';
import type { DurableFs } from '../../../workstation/durable-file.ts';
import { DISK } from '../../../workstation/durable-file.ts';
import type { Workstation } from '../../../workstation/services.ts';
import { createWorkstation } from '../../../workstation/workstations.ts';
import { build, keyring, must, ringOf, rootId, samplePlan, sealed } from '../../formats/bundle/sample.ts';
import { LossyDisk } from './power-cut.ts';
import { SmallStore } from './small-store.ts';

const folder = await mkdtemp(join(tmpdir(), 'bailiwick-faults-'));
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 10 }));

const [one, two] = ['One', 'Two'].map((name) => build(samplePlan({ name, tenant: 'acme' as TenantId }))) as [
  ReturnType<typeof build>,
  ReturnType<typeof build>,
];

type Fetch = typeof globalThis.fetch;

const stationAt = (home: string, fetch: Fetch, fs: DurableFs = DISK): Workstation =>
  createWorkstation({ home, version: '', host: 'loopback', shell: null, fs, fetch });

/** A laptop with one version that knows its store, and has not sent it yet. */
async function laptop(name: string, store: SmallStore): Promise<string> {
  const home = join(folder, name);
  const station = stationAt(home, store.fetch);
  must(await station.trustKeyring({ keyring: ringOf(keyring), root: rootId }));
  must(await station.syncSetUp({ url: 'https://store.example', storeKey: store.storeKey, token: 'token' }));
  must(await station.syncNow({}));
  must(await stationAt(home, store.fetch).mirrorVersion({ versionId: one.versionId, bundle: sealed(one) }));
  return home;
}

const standing = async (station: Workstation): Promise<SyncStatus> => must(await station.syncStanding());
const states = ({ versions }: SyncStatus): readonly string[] => versions.map(({ state }) => state).toSorted();
const codeOf = (result: { ok: boolean; errors?: readonly { code: string }[] }): string | null =>
  result.ok ? null : (result.errors?.[0]?.code ?? '');

test('[SYN] power that goes at any step, with what was not synced torn or undone, costs a round and no version', async () => {
  const first = await laptop('power', new SmallStore());
  const soaking = process.env['BAILIWICK_SOAK_SEED'] !== undefined;
  let steps = 0;
  for (let cut = true; cut; steps += soaking ? 1 : 4) {
    for (const late of [false, true]) {
      const store = new SmallStore();
      const home = join(folder, `power-${steps}-${late}`);
      await cp(first, home, { recursive: true });
      must(
        await stationAt(home, store.fetch).syncSetUp({
          url: 'https://store.example',
          storeKey: store.storeKey,
          token: 'token',
        }),
      );
      store.state = { blobs: new Map(), versions: new Map(), log: [] };
      store.epoch = 'epoch-2';
      const disk = new LossyDisk(steps);
      await stationAt(home, store.fetch, disk.fs)
        .syncNow({})
        .catch(() => null);
      ({ cut } = disk);
      disk.wake(late);
      const woken = stationAt(home, store.fetch);
      const said = await standing(woken);
      expect(said.versions.map(({ versionId }) => versionId)).toEqual([one.versionId]);
      if (states(said)[0] === 'received') expect(store.state.log).toHaveLength(3);
      must(await woken.syncNow({}));
      expect(states(await standing(woken)), `step ${steps}`).toEqual(['received']);
      expect(store.state.log).toHaveLength(3);
    }
  }
  expect(steps).toBeGreaterThan(20);
});

test('[SYN] a store that signs with another key than was compared stops sync, and nothing is sent to it', async () => {
  const store = new SmallStore();
  const home = await laptop('key', store);
  const station = stationAt(home, store.fetch);
  must(await station.syncNow({}));
  const other = new SmallStore();
  const moved = stationAt(home, other.fetch);
  must(await moved.mirrorVersion({ versionId: two.versionId, bundle: sealed(two) }));
  expect(codeOf(await moved.syncNow({}))).toBe('STORE_KEY_CHANGED');
  const said = await standing(moved);
  expect([said.phase, said.error?.code]).toEqual(['stopped', 'STORE_KEY_CHANGED']);
  expect(states(said)).toEqual(['only-here', 'received']);
  expect(other.seen.filter((line) => /PUT|POST .*(versions|attestations)/.test(line))).toEqual([]);
});

/** The store's answers to a POST as they were, again. */
function replaying(store: SmallStore): { readonly fetch: Fetch; replay: RegExp | null } {
  const answers = new Map<string, string>();
  const wire = {
    replay: null as RegExp | null,
    fetch: (async (input, init) => {
      const request = new Request(input, init);
      const { pathname } = new URL(request.url);
      const kind = /versions|attestations/.exec(pathname)?.[0] ?? '';
      const old = answers.get(kind);
      if (request.method === 'POST' && wire.replay?.test(pathname) === true && old !== undefined)
        return new Response(old);
      const answer = await store.fetch(input, init);
      if (request.method === 'POST' && kind !== '') answers.set(kind, await answer.clone().text());
      return answer;
    }) as Fetch,
  };
  return wire;
}

test('[SYN] a receipt of an earlier life of the store, played again, is not taken for one of now', async () => {
  const store = new SmallStore();
  const wire = replaying(store);
  const station = stationAt(await laptop('replay-epoch', store), wire.fetch);
  must(await station.syncNow({}));
  expect(states(await standing(station))).toEqual(['received']);
  store.state = { blobs: new Map(), versions: new Map(), log: [] };
  store.epoch = 'epoch-2';
  wire.replay = /versions/;
  await station.syncNow({});
  expect(states(await standing(station))).not.toEqual(['received']);
  wire.replay = null;
  must(await station.syncNow({}));
  const [version] = (await standing(station)).versions;
  expect([version?.state, version?.receipt?.storeEpoch]).toEqual(['received', 'epoch-2']);
});

test('[SYN] a receipt of another version, played for this one, is refused', async () => {
  const store = new SmallStore();
  const wire = replaying(store);
  const station = stationAt(await laptop('replay-subject', store), wire.fetch);
  must(await station.syncNow({}));
  wire.replay = /versions/;
  must(await station.mirrorVersion({ versionId: two.versionId, bundle: sealed(two) }));
  await station.syncNow({});
  const said = await standing(station);
  expect(states(said)).toEqual(['received', 'refused']);
  expect(said.versions.find(({ state }) => state === 'refused')?.code).toBe('RECEIPT_UNPROVEN');
  wire.replay = null;
  must(await station.syncNow({}));
  expect(states(await standing(station))).toEqual(['received', 'received']);
});

test('[SYN] a disk that is full when a version is kept says so, and the version enters once there is room', async () => {
  const store = new SmallStore();
  const home = await laptop('full', store);
  let full = true;
  const fs: DurableFs = {
    ...DISK,
    open: (path, flags, mode) =>
      full && flags === 'wx'
        ? Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }))
        : DISK.open(path, flags, mode),
  };
  const station = stationAt(home, store.fetch, fs);
  const refused = await station.mirrorVersion({ versionId: two.versionId, bundle: sealed(two) });
  expect(codeOf(refused)).toBe('DISK_FULL');
  expect(codeOf(await station.syncNow({}))).toBe('DISK_FULL');
  expect(states(await standing(station))).toEqual(['only-here']);
  full = false;
  must(await station.mirrorVersion({ versionId: two.versionId, bundle: sealed(two) }));
  must(await station.syncNow({}));
  expect(states(await standing(station))).toEqual(['received', 'received']);
});

test('[SYN] a token that has run out is said, and a new one is taken from the same person alone', async () => {
  const store = new SmallStore();
  const station = stationAt(await laptop('token', store), store.fetch);
  const signIn = (token: string) =>
    station.syncSetUp({ url: 'https://store.example', storeKey: store.storeKey, token });
  expect(codeOf(await signIn('stale'))).toBe('SIGNED_OUT');
  const { identity } = store;
  store.identity = { ...identity, subject: 'bea@acme.example' };
  expect(codeOf(await signIn('token'))).toBe('OTHER_IDENTITY');
  store.identity = identity;
  must(await signIn('token'));
  must(await station.syncNow({}));
  expect(states(await standing(station))).toEqual(['received']);
});
