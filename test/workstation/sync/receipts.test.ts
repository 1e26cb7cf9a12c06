import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { IsoTime, Sha256Hex, TenantId } from '../../../domain/brand.ts';
import type { Keyring } from '../../../domain/governance/keyring.ts';
import { openBundle, verifyBundle } from '../../../formats/bundle/read-bundle.ts';
import { withReceipts } from '../../../formats/bundle/receipts-file.ts';
import { readZip } from '../../../workstation/read-zip.ts';
import type { Workstation } from '../../../workstation/services.ts';
import { createWorkstation } from '../../../workstation/workstations.ts';
import {
  ada,
  bea,
  build,
  cleo,
  keyring,
  must,
  ringOf,
  rootId,
  sealed,
  sign,
} from '../../formats/bundle/sample.ts';
import { SmallStore } from './small-store.ts';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true, maxRetries: 10 });
});

const version = build();

async function laptop(store: SmallStore, keys: Keyring = keyring): Promise<Workstation> {
  const home = await mkdtemp(join(tmpdir(), 'bailiwick-receipts-'));
  folders.push(home);
  const options = { home, version: '', host: 'loopback', shell: null, fetch: store.fetch } as const;
  const station = createWorkstation(options);
  must(await station.trustKeyring({ keyring: ringOf(keys), root: rootId }));
  return station;
}

async function synced(station: Workstation, store: SmallStore): Promise<void> {
  must(await station.syncSetUp({ url: 'https://store.example', storeKey: store.storeKey, token: 'token' }));
  must(await station.syncNow({}));
}

async function exported(station: Workstation): Promise<Uint8Array> {
  const { bundle } = must(await station.readMirrored({ versionId: version.versionId }));
  const { receipts } = must(await station.syncReceipts({ versionId: version.versionId }));
  return must(withReceipts(must(await openBundle(bundle, readZip)), receipts));
}

async function judged(station: Workstation, bundle: Uint8Array) {
  const keys = must(await station.listKeyring({}));
  const result = await verifyBundle(bundle, keys, readZip, must(await station.syncStores({})));
  return { ...result, code: result.steps.at(-1)?.code };
}

test('[SYN] an exported bundle carries the receipts, and a keyring tells a reviewer without a store whose they are', async () => {
  const store = new SmallStore();
  const hers = await laptop(store);
  must(await hers.mirrorVersion({ versionId: version.versionId, bundle: sealed(version) }));
  await synced(hers, store);
  const bundle = await exported(hers);
  const here = await judged(hers, bundle);
  expect(here.code).toBe(null);
  expect(here.receipts.map(({ index }) => index)).toEqual([0, 1, 2]);
  const finance = await laptop(store);
  expect((await judged(finance, bundle)).code).toBe('RECEIPT_STORE_UNKNOWN');
  const file = must(await hers.exportKeyring({})).keyring;
  const { root } = must(await finance.readKeyring({ keyring: file }));
  must(await finance.trustKeyring({ keyring: file, root }));
  expect(must(await finance.syncStores({})).stores.map(({ keyId, origin }) => [keyId, origin])).toEqual([
    [store.storeKey, 'https://store.example'],
  ]);
  expect((await judged(finance, bundle)).code).toBe(null);
});

test('[SYN] a receipt from another log of the same store than this laptop has seen is refused, offline', async () => {
  const store = new SmallStore();
  const hers = await laptop(store);
  must(await hers.mirrorVersion({ versionId: version.versionId, bundle: sealed(version) }));
  await synced(hers, store);
  // The same store shows somebody else another past under the same name.
  const filler = { kind: 'version', tenant: 'acme' as TenantId, subject: 'f'.repeat(64) as Sha256Hex };
  store.state = { blobs: new Map(), versions: new Map(), log: [{ ...filler, at: store.clock as IsoTime }] };
  const his = await laptop(store);
  must(await his.mirrorVersion({ versionId: version.versionId, bundle: sealed(version) }));
  await synced(his, store);
  const bundle = await exported(his);
  expect((await judged(his, bundle)).code).toBe(null);
  expect((await judged(hers, bundle)).code).toBe('RECEIPT_FORKED');
});

test('[SYN] a revocation in the log is learned, and decides by place: before it an act counts, after it not', async () => {
  const store = new SmallStore();
  const hers = await laptop(store);
  must(await hers.mirrorVersion({ versionId: version.versionId, bundle: sealed(version) }));
  await synced(hers, store);
  const before = await exported(hers);
  const revocation = { kind: 'revocation', tenant: 'acme' as TenantId, subject: bea.signer.keyId };
  store.state = { ...store.state, log: [...store.state.log, { ...revocation, at: store.clock as IsoTime }] };
  must(await hers.syncNow({}));
  const known = must(await hers.listKeyring({})).find(({ keyId }) => keyId === bea.signer.keyId);
  expect(known?.revokedIn).toEqual({
    store: store.storeKey,
    storeEpoch: 'epoch-1',
    tenant: 'acme',
    index: 3,
  });
  expect((await judged(hers, before)).code).toBe(null);
  expect((await judged(hers, sealed(version))).code).toBe('KEY_REVOKED');
  const late = build(undefined, { createdAt: '2026-02-01T09:00:00.000Z' as IsoTime });
  must(await hers.mirrorVersion({ versionId: late.versionId, bundle: sealed(late) }));
  must(await hers.syncNow({}));
  const { receipts } = must(await hers.syncReceipts({ versionId: late.versionId }));
  expect(receipts).toHaveLength(3);
  const after = must(withReceipts(must(await openBundle(sealed(late), readZip)), receipts));
  expect((await judged(hers, after)).code).toBe('KEY_REVOKED');
  // A laptop that comes to it later fetches the one as genuine and sets the other aside.
  const his = await laptop(store);
  await synced(his, store);
  const states = must(await his.syncStanding()).versions.map(({ versionId, state }) => [versionId, state]);
  expect(new Map(states as [string, string][])).toEqual(
    new Map([
      [version.versionId as string, 'received'],
      [late.versionId as string, 'quarantined'],
    ]),
  );
});

test('two files of one version, each with a decision the other lacks, are read as one', async () => {
  const station = await laptop(new SmallStore());
  const byBea = sealed(version, [sign(bea, 'approve', version)]);
  const byCleo = sealed(version, [sign(cleo, 'approve', version)]);
  for (const bundle of [byBea, byCleo])
    must(await station.mirrorVersion({ versionId: version.versionId, bundle }));
  const { bundle } = must(await station.readMirrored({ versionId: version.versionId }));
  const signers = must(await openBundle(bundle, readZip)).statements.map(({ keyId }) => keyId);
  expect(new Set(signers)).toEqual(new Set<Sha256Hex>([ada, bea, cleo].map(({ signer }) => signer.keyId)));
});
