import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import type { IsoTime, Sha256Hex, TenantId } from '../../../domain/brand.ts';
import type { SyncStatus } from '../../../workstation/contract.ts';
import type { DurableFs } from '../../../workstation/durable-file.ts';
import { DISK } from '../../../workstation/durable-file.ts';
import type { Workstation } from '../../../workstation/services.ts';
import { createWorkstation } from '../../../workstation/workstations.ts';
import { httpStore, PART_BYTES } from '../../../workstation/sync/http-store.ts';
import { sha256Of } from '../../../formats/bundle/digest.ts';
import {
  ada,
  bea,
  build,
  keyring,
  must,
  ringOf,
  rootId,
  samplePlan,
  sealed,
} from '../../formats/bundle/sample.ts';
import { SmallStore } from './small-store.ts';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true, maxRetries: 10 });
});

const versions = ['One', 'Two'].map((name) => build(samplePlan({ name, tenant: 'acme' as TenantId })));
const [one, two] = versions as [(typeof versions)[0], (typeof versions)[0]];

interface Laptop {
  readonly home: string;
  readonly station: Workstation;
}

async function laptop(store: SmallStore, fs: DurableFs = DISK, keys = keyring): Promise<Laptop> {
  const home = await mkdtemp(join(tmpdir(), 'bailiwick-sync-'));
  folders.push(home);
  const now = (): Date => new Date('2026-01-30T12:00:00.000Z');
  const station = createWorkstation({
    home,
    version: '',
    host: 'loopback',
    shell: null,
    fs,
    now,
    fetch: store.fetch,
  });
  must(await station.trustKeyring({ keyring: ringOf(keys), root: rootId }));
  return { home, station };
}

async function signIn({ station }: Laptop, store: SmallStore): Promise<void> {
  must(await station.syncSetUp({ url: 'https://store.example', storeKey: store.storeKey, token: 'token' }));
  await station.syncNow({});
}

const states = (status: SyncStatus): readonly string[] =>
  status.versions.map(({ state }) => state).toSorted();
const standing = async ({ station }: Laptop): Promise<SyncStatus> => must(await station.syncStanding());

test('[SYN] a version is received once its signed receipt is here, and is proven on the other laptop', async () => {
  const store = new SmallStore();
  const [hers, his] = [await laptop(store), await laptop(store)];
  must(await hers.station.mirrorVersion({ versionId: one.versionId, bundle: sealed(one) }));
  expect(states(await standing(hers))).toEqual(['only-here']);
  await signIn(hers, store);
  const status = await standing(hers);
  expect(states(status)).toEqual(['received']);
  expect(status.versions[0]?.receipt).toEqual({ index: 0, storeEpoch: 'epoch-1' });
  await signIn(his, store);
  const pulled = must(await his.station.readMirrored({ versionId: one.versionId }));
  expect(pulled.bundle).toEqual(sealed(one));
  must(await his.station.syncNow({}));
  expect(states(await standing(his))).toEqual(['received']);
});

test('decisions signed on two laptops reach both, whichever file of the version holds them', async () => {
  const store = new SmallStore();
  const [hers, his] = [await laptop(store), await laptop(store)];
  must(await hers.station.mirrorVersion({ versionId: one.versionId, bundle: sealed(one, []) }));
  await signIn(hers, store);
  await signIn(his, store);
  must(await his.station.mirrorVersion({ versionId: one.versionId, bundle: sealed(one) }));
  must(await his.station.syncNow({}));
  must(await hers.station.syncNow({}));
  expect(must(await hers.station.readMirrored({ versionId: one.versionId })).bundle).toEqual(sealed(one));
});

test('every request may be lost, lose its answer or be cut off: another round and all is received', async () => {
  for (const kind of ['request', 'answer', 'half'] as const) {
    for (const on of [/have/, /PUT/, /POST .*versions/, /attestations/]) {
      const store = new SmallStore();
      const hers = await laptop(store);
      must(await hers.station.mirrorVersion({ versionId: one.versionId, bundle: sealed(one) }));
      must(
        await hers.station.syncSetUp({
          url: 'https://store.example',
          storeKey: store.storeKey,
          token: 'token',
        }),
      );
      await hers.station.syncNow({});
      store.state = { blobs: new Map(), versions: new Map(), log: [] };
      store.epoch = 'epoch-2';
      store.fault = { on, kind };
      await hers.station.syncNow({});
      await hers.station.syncNow({});
      expect(states(await standing(hers)), `${kind} ${on.source}`).toEqual(['received']);
    }
  }
});

test('[SYN] what cannot be proven is kept in quarantine, and comes out once its key is known', async () => {
  const store = new SmallStore();
  const [hers, his] = [await laptop(store), await laptop(store, DISK, [bea.trusted])];
  must(await hers.station.mirrorVersion({ versionId: one.versionId, bundle: sealed(one) }));
  await signIn(hers, store);
  await signIn(his, store);
  const apart = await standing(his);
  expect(apart.versions.map(({ state, code }) => [state, code])).toEqual([['quarantined', 'KEY_UNKNOWN']]);
  expect(await readdir(join(his.home, 'quarantine', one.versionId))).toHaveLength(4);
  must(await his.station.trustKeyring({ keyring: ringOf([ada.trusted]), root: rootId }));
  must(await his.station.syncNow({}));
  must(await his.station.syncNow({}));
  expect(states(await standing(his))).toEqual(['received']);
});

test('[SYN] a store restored from an older backup raises an alarm and is offered everything again', async () => {
  const store = new SmallStore();
  const hers = await laptop(store);
  must(await hers.station.mirrorVersion({ versionId: one.versionId, bundle: sealed(one) }));
  await signIn(hers, store);
  const backup = store.state;
  must(await hers.station.mirrorVersion({ versionId: two.versionId, bundle: sealed(two) }));
  must(await hers.station.syncNow({}));
  store.state = backup;
  store.epoch = 'epoch-2';
  must(await hers.station.syncNow({}));
  const status = await standing(hers);
  expect(status.alarms.map(({ code }) => code)).toEqual(['STORE_RESTORED']);
  expect(states(status)).toEqual(['received', 'received']);
  expect(status.versions.map(({ receipt }) => receipt?.storeEpoch)).toEqual(['epoch-2', 'epoch-2']);
  must(await hers.station.syncDismiss({ code: 'STORE_RESTORED' }));
  expect((await standing(hers)).alarms).toEqual([]);
});

test('[SYN] a store that shows another past under the same name gets nothing and is believed nothing', async () => {
  const store = new SmallStore();
  const hers = await laptop(store);
  must(await hers.station.mirrorVersion({ versionId: one.versionId, bundle: sealed(one) }));
  await signIn(hers, store);
  store.state = { blobs: new Map(), versions: new Map(), log: [] };
  store.seen.length = 0;
  const refused = await hers.station.syncNow({});
  expect(refused.ok ? null : refused.errors[0]?.code).toBe('STORE_FORKED');
  expect(store.seen.filter((line) => /PUT|versions|attestations/.test(line))).toEqual([]);
  const status = await standing(hers);
  expect([status.phase, ...status.alarms.map(({ code }) => code)]).toEqual(['stopped', 'STORE_FORKED']);
});

test('[SYN] nothing is sent under another name, to another workspace, or under another store\u2019s key', async () => {
  const store = new SmallStore();
  const hers = await laptop(store);
  await signIn(hers, store);
  const stranger = build(samplePlan({ tenant: 'other' as TenantId }));
  must(await hers.station.mirrorVersion({ versionId: stranger.versionId, bundle: sealed(stranger) }));
  store.seen.length = 0;
  must(await hers.station.syncNow({}));
  expect(states(await standing(hers))).toEqual(['other-workspace']);
  store.identity = { ...store.identity, subject: 'bea@acme.example' };
  const refused = await hers.station.syncNow({});
  expect(refused.ok ? null : refused.errors[0]?.code).toBe('OTHER_IDENTITY');
  const other = new SmallStore();
  const keys = await hers.station.syncSetUp({
    url: 'https://store.example',
    storeKey: other.storeKey,
    token: 'token',
  });
  expect(keys.ok ? null : keys.errors[0]?.code).toBe('STORE_KEY_CHANGED');
  expect(store.seen.filter((line) => /PUT|POST .*(versions|attestations)/.test(line))).toEqual([]);
});

test('a clock a day off is noted and stops nothing', async () => {
  const store = new SmallStore();
  const hers = await laptop(store);
  await signIn(hers, store);
  expect((await standing(hers)).clockSkewMs).toBe(24 * 3600 * 1000);
});

test('a torn mirror file is named, hides no other version, and is fetched again', async () => {
  const store = new SmallStore();
  const hers = await laptop(store);
  for (const version of versions)
    must(await hers.station.mirrorVersion({ versionId: version.versionId, bundle: sealed(version) }));
  await signIn(hers, store);
  const folder = join(hers.home, 'versions', one.versionId);
  for (const name of await readdir(folder)) await writeFile(join(folder, name), 'torn');
  const again = createWorkstation({
    home: hers.home,
    version: '',
    host: 'loopback',
    shell: null,
    fetch: store.fetch,
  });
  expect(states(must(await again.syncStanding()))).toEqual(['damaged', 'received']);
  must(await again.syncNow({}));
  expect(states(must(await again.syncStanding()))).toEqual(['received', 'received']);
  expect(must(await again.readMirrored({ versionId: one.versionId })).bundle).toEqual(sealed(one));
});

test('a disk that is full while pulling is said so, and the next round brings what is missing', async () => {
  const store = new SmallStore();
  const hers = await laptop(store);
  for (const version of versions)
    must(await hers.station.mirrorVersion({ versionId: version.versionId, bundle: sealed(version) }));
  await signIn(hers, store);
  let room = Infinity;
  const fs: DurableFs = {
    ...DISK,
    open: (path, flags, mode) =>
      flags === 'wx' && room-- <= 0
        ? Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }))
        : DISK.open(path, flags, mode),
  };
  const his = await laptop(store, fs);
  must(
    await his.station.syncSetUp({ url: 'https://store.example', storeKey: store.storeKey, token: 'token' }),
  );
  room = 1;
  const full = await his.station.syncNow({});
  expect(full.ok ? null : full.errors[0]?.code).toBe('DISK_FULL');
  room = Infinity;
  must(await his.station.syncNow({}));
  must(await his.station.syncNow({}));
  expect(states(await standing(his))).toEqual(['received', 'received']);
});

test('a blob above 8 MB goes up in parts and carries on where the line broke', async () => {
  const store = new SmallStore();
  const key = { publicKey: store.publicKey, tenant: 'acme' as TenantId };
  const port = httpStore({
    url: 'https://store.example',
    token: 'token',
    key,
    fetch: store.fetch,
    sha256: sha256Of,
  });
  const bytes = new Uint8Array(2 * PART_BYTES + 5).map((_, i) => i % 251);
  const digest: Sha256Hex = sha256Of(bytes);
  store.fault = { on: /PUT/, kind: 'answer' };
  const broken = await port.putBlob(digest, bytes);
  expect(broken.ok ? null : broken.errors[0]?.code).toBe('STORE_UNREACHABLE');
  store.seen.length = 0;
  expect((await port.putBlob(digest, bytes)).ok).toBe(true);
  expect(store.seen.map((line) => line.split(' ')[0])).toEqual(['HEAD', 'PUT', 'PUT']);
  expect(sha256Of(store.state.blobs.get(digest) ?? new Uint8Array())).toBe(digest);
});

test('a receipt under another key, for another subject or with a broken proof is not believed', async () => {
  const store = new SmallStore();
  const hers = await laptop(store);
  must(await hers.station.mirrorVersion({ versionId: one.versionId, bundle: sealed(one) }));
  const forger = new SmallStore();
  const original = store.checkpoint.bind(store);
  await signIn(hers, store);
  store.state = { blobs: new Map(), versions: new Map(), log: [] };
  store.epoch = 'epoch-2' as IsoTime;
  const forged = forger.checkpoint().signatures.map(({ sig }) => sig);
  store.checkpoint = () => {
    const checkpoint = original();
    return {
      ...checkpoint,
      signatures: checkpoint.signatures.map((one, i) => ({ ...one, sig: forged[i] ?? one.sig })),
    };
  };
  const refused = await hers.station.syncNow({});
  expect(refused.ok ? null : refused.errors[0]?.code).toBe('RECEIPT_UNPROVEN');
  store.checkpoint = original;
  must(await hers.station.syncNow({}));
  expect(states(await standing(hers))).toEqual(['received']);
});

test('[SYN] a quiet round asks three questions and writes its checkpoint alone, however much lies on both sides', async () => {
  const store = new SmallStore();
  let synced = 0;
  const fs: DurableFs = {
    ...DISK,
    open: (path, flags, mode) => {
      if (flags === 'wx') synced++;
      return DISK.open(path, flags, mode);
    },
  };
  const one = await laptop(store, fs);
  for (const version of versions)
    must(await one.station.mirrorVersion({ versionId: version.versionId, bundle: sealed(version) }));
  await signIn(one, store);
  expect(states(await standing(one))).toEqual(['received', 'received']);
  store.seen.length = 0;
  synced = 0;
  must(await one.station.syncNow({}));
  expect([store.seen, synced]).toEqual([['GET /v1/keyring', 'GET /v1/session', 'POST /v1/have'], 1]);
});

test('[SYN-05] while the store is away versions wait here, and are sent when it is back: tried by itself, ever later, and at once when asked', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const store = new SmallStore();
    const now = Date.parse('2026-01-30T12:00:00.000Z');
    const one = await laptop(store);
    await signIn(one, store);
    const waits: number[] = [];
    for (let failure = 0; failure < 10; failure++) {
      store.isAway = true;
      await one.station.syncNow({});
      waits.push(Date.parse((await standing(one)).nextTryAt ?? '') - now);
      expect(vi.getTimerCount()).toBe(1);
    }
    const [longest = 0] = waits.toSorted((a, b) => b - a);
    for (const [at, wait] of waits.entries()) {
      const full = Math.min(300_000, 2000 * 2 ** at);
      expect(wait).toBeGreaterThanOrEqual(full / 2);
      expect(wait).toBeLessThanOrEqual(full);
    }
    must(await one.station.mirrorVersion({ versionId: two.versionId, bundle: sealed(two) }));
    store.isAway = false;
    vi.advanceTimersByTime(longest);
    while ((await standing(one)).phase !== 'waiting') await new Promise(setImmediate);
    expect(states(await standing(one))).toEqual(['received']);
  } finally {
    vi.useRealTimers();
  }
});
